"""Pictures of what is for sale, painted here: books, bowls, bags and jars, each in its colours."""

import io
from math import cos, pi, sin
from typing import Literal

import msgspec
from PIL import Image, ImageDraw, ImageFilter

SIDE = 800
Colour = tuple[int, int, int]
TABLE: Colour = (236, 226, 208)
WALL: Colour = (247, 243, 234)
SHADE: Colour = (196, 182, 160)
RIM: Colour = (250, 248, 243)
Shape = Literal["book", "bowl", "bag", "jar"]


class Ware(msgspec.Struct, frozen=True):
    """What is painted: its shape, its colour, and that of what is in or on it."""

    shape: Shape
    colour: Colour
    second: Colour


def painted(ware: Ware) -> bytes:
    """The ware on a table, as PNG."""
    picture = _table(ware.shape)
    pen = ImageDraw.Draw(picture)
    {"book": _book, "bowl": _bowl, "bag": _bag, "jar": _jar}[ware.shape](pen, ware)
    out = io.BytesIO()
    picture.filter(ImageFilter.SMOOTH).save(out, "PNG")
    return out.getvalue()


def _table(shape: Shape) -> Image.Image:
    """A wall, a table, and on it the soft shadow of what will stand there."""
    picture = Image.new("RGB", (SIDE, SIDE), WALL)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 470, SIDE, SIDE), fill=TABLE)
    low = 560 if shape == "bowl" else 640
    pen.ellipse((150, low, 690, low + 90), fill=SHADE)
    return picture.filter(ImageFilter.GaussianBlur(14))


def _darker(colour: Colour, part: float = 0.78) -> Colour:
    red, green, blue = colour
    return round(red * part), round(green * part), round(blue * part)


def _book(pen: ImageDraw.ImageDraw, ware: Ware) -> None:
    """Upright, with its pages at the side, a frame and a reed on the cover."""
    pen.polygon([(565, 160), (610, 185), (610, 665), (565, 690)], fill=RIM)
    for at in range(570, 610, 6):
        pen.line((at, 165, at, 685), fill=SHADE)
    pen.rectangle((215, 150, 570, 690), fill=ware.colour)
    pen.rectangle((215, 150, 250, 690), fill=_darker(ware.colour))
    pen.rectangle((285, 185, 540, 655), outline=ware.second, width=5)
    pen.rectangle((315, 225, 510, 243), fill=ware.second)
    pen.rectangle((345, 260, 480, 272), fill=ware.second)
    for lean in (-60, -25, 10, 45, 80):
        pen.line((412, 610, 412 + lean, 400 - abs(lean)), fill=ware.second, width=6)
    pen.ellipse((372, 330, 452, 410), fill=ware.second)


def _bowl(pen: ImageDraw.ImageDraw, ware: Ware) -> None:
    """Seen from above at an angle, full, with something green on it."""
    pen.pieslice((140, 200, 660, 640), 0, 180, fill=ware.colour)
    pen.ellipse((140, 320, 660, 520), fill=RIM)
    pen.ellipse((170, 338, 630, 500), fill=_darker(ware.second, 0.86))
    pen.ellipse((185, 342, 615, 486), fill=ware.second)
    for at in range(26):
        turn, far = at * 2.4, 0.2 + 0.75 * ((at * 7) % 26) / 26
        x, y = 400 + 185 * far * cos(turn), 414 + 58 * far * sin(turn)
        leaf = (92, 142, 60) if at % 3 == 0 else _darker(ware.second, 0.7 + 0.02 * (at % 9))
        pen.ellipse((x - 17, y - 9, x + 17, y + 9), fill=leaf)


def _bag(pen: ImageDraw.ImageDraw, ware: Ware) -> None:
    """A paper bag, folded at the top, with a label."""
    pen.polygon([(230, 240), (570, 240), (600, 690), (200, 690)], fill=ware.colour)
    pen.polygon([(230, 240), (290, 690), (200, 690)], fill=_darker(ware.colour, 0.9))
    pen.rectangle((222, 185, 578, 255), fill=_darker(ware.colour))
    pen.rounded_rectangle((300, 360, 520, 590), 24, fill=RIM)
    for at in range(7):
        turn = pi * at / 6
        pen.line((410, 520, 410 + 72 * cos(turn), 520 - 110 * sin(turn)), ware.second, 9)
    pen.rectangle((340, 540, 480, 552), fill=ware.second)


def _jar(pen: ImageDraw.ImageDraw, ware: Ware) -> None:
    """A glass with a lid, and what is in it."""
    pen.rounded_rectangle((250, 250, 550, 690), 60, fill=ware.second)
    pen.rounded_rectangle((250, 250, 550, 330), 60, fill=_darker(RIM, 0.94))
    pen.rounded_rectangle((240, 180, 560, 265), 18, fill=ware.colour)
    for at in range(250, 560, 22):
        pen.line((at, 185, at, 260), fill=_darker(ware.colour), width=3)
    pen.rounded_rectangle((285, 420, 515, 590), 16, fill=RIM)
    pen.ellipse((355, 455, 445, 545), fill=ware.second)
    pen.rounded_rectangle((275, 350, 292, 640), 8, fill=_darker(RIM, 0.98))

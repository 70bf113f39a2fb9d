"""Posters of the cinema in the story, painted here."""

from collections.abc import Callable, Mapping
from io import BytesIO
from math import sin

from PIL import Image, ImageDraw

# Larger than they are shown, so that edges are smooth.
SIZE = WIDE, HIGH = 1440, 1920
Colour = tuple[int, int, int]


def harbour(pen: ImageDraw.ImageDraw) -> None:
    """A hut by the water, with a light in it, under the moon."""
    fade(pen, (12, 40, 58), (42, 108, 112))
    pen.ellipse((980, 220, 1220, 460), (244, 236, 208))
    pen.rectangle((0, 1380, WIDE, HIGH), (10, 28, 40))
    for y in range(1420, HIGH, 40):
        pen.line((1100 - y // 9 + 40 * sin(y), y, 1240 + 30 * sin(y / 3), y), (190, 196, 176), 10)
    pen.rectangle((260, 960, 1020, 1380), (164, 62, 42))
    for x in range(300, 1020, 60):
        pen.line((x, 960, x, 1380), (132, 46, 34), 12)
    pen.polygon([(210, 970), (330, 830), (950, 830), (1070, 970)], (58, 30, 34))
    pen.rectangle((640, 1080, 900, 1260), (255, 206, 110))
    pen.line((770, 1080, 770, 1260), (132, 46, 34), 16)


def staircase(pen: ImageDraw.ImageDraw) -> None:
    """Steps down to a lamp, in red, and two who do not meet on them."""
    fade(pen, (118, 12, 22), (44, 6, 20))
    for n in range(9):
        left, top = 120 + n * 120, 1780 - n * 150
        pen.rectangle((left, top, WIDE, top + 150), (96 + n * 9, 22 + n * 4, 26 + n * 3))
        pen.line((left, top, WIDE, top), (214, 150, 96), 8)
    pen.line((420, 0, 420, 420), (20, 4, 8), 14)
    pen.polygon([(290, 560), (550, 560), (480, 400), (360, 400)], (16, 30, 30))
    pen.ellipse((360, 500, 480, 620), (255, 224, 150))
    for x, feet, dress in ((520, 1330, (30, 120, 104)), (1060, 730, (20, 22, 34))):
        pen.rounded_rectangle((x, feet - 380, x + 150, feet), 60, dress)
        pen.ellipse((x + 30, feet - 480, x + 120, feet - 380), (224, 176, 140))


def horns(pen: ImageDraw.ImageDraw) -> None:
    """A zebu's horns before the sun, and a road to the sea."""
    fade(pen, (250, 176, 64), (222, 84, 44))
    pen.ellipse((320, 420, 1120, 1220), (255, 232, 150))
    pen.rectangle((0, 1240, WIDE, 1400), (36, 120, 150))
    pen.polygon([(0, 1400), (WIDE, 1400), (WIDE, HIGH), (0, HIGH)], (176, 92, 44))
    pen.polygon([(690, 1400), (750, 1400), (1080, HIGH), (360, HIGH)], (70, 40, 36))
    pen.arc((380, 380, 1060, 1180), 0, 180, (48, 26, 24), 74)
    pen.polygon([(380, 784), (310, 560), (454, 784)], (48, 26, 24))
    pen.polygon([(986, 784), (1130, 560), (1060, 784)], (48, 26, 24))
    pen.polygon([(570, 1080), (870, 1080), (800, 1420), (640, 1420)], (48, 26, 24))


def drums(pen: ImageDraw.ImageDraw) -> None:
    """The bars of a balafon, from long to short."""
    fade(pen, (24, 92, 72), (10, 44, 48))
    for n in range(11):
        left, short = 110 + n * 112, 40 * n
        bar = (left, 520 + short // 2, left + 84, 1400 - short)
        pen.rounded_rectangle(bar, 36, (232 - 9 * n, 176 - 8 * n, 84))
    for y in (720, 1150):
        pen.line((70, y, 1370, y - (y - 935) // 2), (250, 240, 214), 12)


POSTERS: Mapping[str, Callable[[ImageDraw.ImageDraw], None]] = {
    "The Man Without a Past": harbour,
    "花样年华 In the Mood for Love": staircase,
    "Touki Bouki": horns,
    "Lake Town Balafon": drums,
}
SEEN: Mapping[str, str] = {
    "The Man Without a Past": "A hut by the harbour with a light in it, under the moon",
    "花样年华 In the Mood for Love": "Two people on a red staircase under a lamp",
    "Touki Bouki": "The horns of a zebu before the sun, and a road to the sea",
    "Lake Town Balafon": "The bars of a balafon, from long to short",
}


def painted_poster(name: str) -> bytes:
    """The poster of what is called so, as a PNG."""
    picture = Image.new("RGB", SIZE)
    POSTERS[name](ImageDraw.Draw(picture))
    out = BytesIO()
    picture.save(out, "PNG", compress_level=1)
    return out.getvalue()


def fade(pen: ImageDraw.ImageDraw, high: Colour, low: Colour) -> None:
    """One colour above, the other below."""
    for y in range(HIGH):
        part = y / HIGH
        pen.line(
            (0, y, WIDE, y),
            tuple(round(a + (b - a) * part) for a, b in zip(high, low, strict=True)),
        )

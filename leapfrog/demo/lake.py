"""A picture that somebody in the story took: the lake at dusk, painted here."""

from io import BytesIO
from math import sin

from PIL import Image, ImageDraw

SIZE = WIDTH, HEIGHT = 1200, 800
SHORE = 470
SKY = ((38, 44, 92), (238, 124, 92), (255, 214, 150))
SUN = (255, 240, 205)
HILLS = (((98, 66, 104), 90, 0.006, 40), ((58, 44, 84), 44, 0.011, 26))


def lake_at_dusk() -> bytes:
    """As a PNG."""
    picture = Image.new("RGB", SIZE)
    pen = ImageDraw.Draw(picture)
    for y in range(SHORE):
        pen.line((0, y, WIDTH, y), between(y / SHORE))
    pen.ellipse((760, SHORE - 120, 880, SHORE), SUN)
    for colour, height, pace, wave in HILLS:
        ridge = [(x, SHORE - height - wave * sin(x * pace)) for x in range(0, WIDTH + 1, 8)]
        pen.polygon([(0, SHORE), *ridge, (WIDTH, SHORE)], colour)
    mirror(picture)
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def between(part: float) -> tuple[int, ...]:
    """The sky's colour so far down."""
    high, low = (SKY[0], SKY[1]) if part < 0.6 else (SKY[1], SKY[2])
    within = part / 0.6 if part < 0.6 else (part - 0.6) / 0.4
    return tuple(round(a + (b - a) * within) for a, b in zip(high, low, strict=True))


def mirror(picture: Image.Image) -> None:
    """What stands above the shore lies on the water, darker, broken by small waves."""
    for y in range(SHORE, HEIGHT):
        deep = y - SHORE
        source = max(0, SHORE - 1 - round(deep * 1.2))
        line = picture.crop((0, source, WIDTH, source + 1))
        shift = round(sin(deep * 0.55) * (2 + deep * 0.05))
        picture.paste(line.point(lambda level: round(level * 0.72)), (shift, y))
        if shift:
            edge = line.crop((0, 0, abs(shift), 1)).point(lambda level: round(level * 0.72))
            picture.paste(edge, (0 if shift > 0 else WIDTH - abs(shift), y))

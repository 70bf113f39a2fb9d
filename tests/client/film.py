"""What a phone's camera sees of a screen: a film of a picture, held by a hand."""

from pathlib import Path

from PIL import Image, ImageEnhance, ImageFilter

WIDTH, HEIGHT = 640, 480
# Each moment's tilt in degrees, light, blur in pixels.
HAND = ((-5.0, 0.8, 0.8), (-3.0, 0.9, 0.4), (2.0, 0.85, 0.6), (4.0, 1.0, 0.9))


def write_film(picture: Path, film: Path) -> None:
    """Films a picture: tilted, dim and blurred a little, differently each moment. `film` ends in
    .mjpeg, as Chromium wants it: one JPEG after the other.
    """
    seen = Image.open(picture).convert("RGB")
    seen.thumbnail((WIDTH - 40, HEIGHT - 40))
    with film.open("wb") as out:
        for tilt, light, blur in HAND:
            still(seen, tilt, light, blur).save(out, "JPEG", quality=80)


def still(seen: Image.Image, tilt: float, light: float, blur: float) -> Image.Image:
    room = Image.new("RGB", (WIDTH, HEIGHT), (96, 84, 70))
    room.paste(seen, ((WIDTH - seen.width) // 2, (HEIGHT - seen.height) // 2))
    turned = room.rotate(tilt, Image.Resampling.BICUBIC, fillcolor=(96, 84, 70))
    return ImageEnhance.Brightness(turned).enhance(light).filter(ImageFilter.GaussianBlur(blur))

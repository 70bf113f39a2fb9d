"""ThumbHash: a picture in some 25 bytes, enough to paint its colours and shape before it is here.

After Evan Wallace's algorithm and format (https://evanw.github.io/thumbhash/, MIT licence): the
picture as luminance, two colour differences and opacity, each as the lowest frequencies of its
cosine transform.
"""

from collections.abc import Sequence
from math import cos, pi

from PIL import Image

SIDE = 32
Channel = Sequence[float]


def thumbhash(picture: Image.Image) -> bytes:
    """The hash of a picture of any size."""
    small = picture.convert("RGBA")
    small.thumbnail((SIDE, SIDE))
    width, height = small.size
    channels, has_alpha = _channels(small)
    widest = max(width, height)
    most = 5 if has_alpha else 7
    across = max(1, round(most * width / widest))
    down = max(1, round(most * height / widest))
    light = _encode(channels[0], width, height, max(3, across), max(3, down))
    yellow, red = (_encode(channel, width, height, 3, 3) for channel in channels[1:3])
    landscape = width > height
    head = _scaled(light[0], 63) | _signed(yellow[0]) << 6 | _signed(red[0]) << 12
    head |= _scaled(light[2], 31) << 18 | has_alpha << 23
    tail = (down if landscape else across) | _scaled(yellow[2], 63) << 3 | _scaled(red[2], 63) << 9
    made = head.to_bytes(3, "little") + (tail | landscape << 15).to_bytes(2, "little")
    parts = [light, yellow, red]
    if has_alpha:
        alpha = _encode(channels[3], width, height, 5, 5)
        made += bytes([_scaled(alpha[0], 15) | _scaled(alpha[2], 15) << 4])
        parts.append(alpha)
    return made + _nibbles([wave for part in parts for wave in part[1]])


def _channels(small: Image.Image) -> tuple[list[list[float]], bool]:
    """Luminance, yellow-blue, red-green and opacity, each 0..1, over the average colour."""
    data = small.tobytes()
    pixels = [tuple(part / 255 for part in data[at : at + 4]) for at in range(0, len(data), 4)]
    opacity = sum(alpha for *_, alpha in pixels)
    average = [sum(p[i] * p[3] for p in pixels) / opacity if opacity else 0.0 for i in range(3)]
    light, yellow, red, alphas = [], [], [], []
    for *colour, alpha in pixels:
        r, g, b = (a * (1 - alpha) + c * alpha for a, c in zip(average, colour, strict=True))
        light.append((r + g + b) / 3)
        yellow.append((r + g) / 2 - b)
        red.append(r - g)
        alphas.append(alpha)
    return [light, yellow, red, alphas], opacity < len(pixels)


def _encode(
    channel: Channel, width: int, height: int, across: int, down: int
) -> tuple[float, list[float], float]:
    """The mean, the waves as 0..1 around a half, and by how much they were scaled."""
    mean, found, largest = 0.0, [], 0.0
    for cy in range(down):
        columns = [cos(pi / height * cy * (y + 0.5)) for y in range(height)]
        for cx in range(across):
            if cx * down >= across * (down - cy):
                break
            rows = [cos(pi / width * cx * (x + 0.5)) for x in range(width)]
            total = sum(
                channel[x + y * width] * rows[x] * columns[y]
                for y in range(height)
                for x in range(width)
            ) / (width * height)
            if cx or cy:
                found.append(total)
                largest = max(largest, abs(total))
            else:
                mean = total
    return mean, [0.5 + 0.5 / largest * wave if largest else 0.5 for wave in found], largest


def _scaled(value: float, top: int) -> int:
    """0..1 as 0..top."""
    return max(0, min(top, int(top * value + 0.5)))


def _signed(value: float) -> int:
    """-1..1 as 0..63."""
    return _scaled(0.5 + 0.5 * value, 63)


def _nibbles(waves: Sequence[float]) -> bytes:
    """Two waves a byte."""
    fours = [_scaled(wave, 15) for wave in waves]
    fours += [0] * (len(fours) % 2)
    return bytes(low | high << 4 for low, high in zip(fours[::2], fours[1::2], strict=True))

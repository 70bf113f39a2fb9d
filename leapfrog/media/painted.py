"""What the program that reads a picture tells."""

import msgspec


class PaintedImage(msgspec.Struct, frozen=True):
    """A picture made anew; `thumb` is its ThumbHash."""

    width: int
    height: int
    thumb: bytes

"""What the town says when it opens."""

from pathlib import Path

import segno
from PIL import Image
from zxingcpp import read_barcodes

from leapfrog.cli.welcome import phone_url, terminal_code
from leapfrog.kernel.settings import Settings

URL = "http://192.168.1.20:8000"


def test_the_code_in_the_terminal_can_be_read_by_a_phone() -> None:
    rows = terminal_code(URL).splitlines()
    dots = [row for line in rows for row in halves(plain(line))]
    picture = Image.new("L", (len(dots[0]), len(dots)))
    picture.putdata([255 if light else 0 for row in dots for light in row])
    found = read_barcodes(picture.resize((picture.width * 4, picture.height * 4), 0))
    assert [code.text for code in found] == [URL]
    assert len(dots) >= segno.make(URL, micro=False).symbol_size(border=2)[1]


def plain(line: str) -> str:
    """Without colour codes."""
    out, inside = "", False
    for letter in line:
        if letter == "\033":
            inside = True
        elif inside:
            inside = letter != "m"
        else:
            out += letter
    return out


def halves(line: str) -> list[list[bool]]:
    """Two rows of dots, true where light, for a line of half blocks."""
    return [[letter in "▀█" for letter in line], [letter in "▄█" for letter in line]]


def test_a_public_origin_is_where_phones_go() -> None:
    settings = Settings(home=Path("/"), origin="https://lake.town")
    assert phone_url(settings) == "https://lake.town"


def test_a_town_for_this_machine_alone_promises_nothing_to_phones() -> None:
    assert phone_url(Settings(home=Path("/"), host="127.0.0.1")) is None

"""Ranges of a stored blob, as RFC 9110 has them."""

import pytest

from leapfrog.kernel.serving import NoSuchRange, wanted

RANGES = [
    ("", None),
    ("bytes=0-9", (0, 10)),
    ("bytes=90-", (90, 100)),
    ("bytes=90-500", (90, 100)),
    ("bytes=-10", (90, 100)),
    ("bytes=-500", (0, 100)),
    ("bytes=0-0", (0, 1)),
    # What is no range, or more than one, is answered by the whole.
    ("bytes=9-5", None),
    ("bytes=-", None),
    ("bytes=a-b", None),
    ("bytes=0-1,5-9", None),
    ("chunks=0-1", None),
]


@pytest.mark.parametrize(("line", "expected"), RANGES)
def test_a_range_is_read(line: str, expected: tuple[int, int] | None) -> None:
    assert wanted(line, 100) == expected


@pytest.mark.parametrize("line", ["bytes=100-", "bytes=500-600", "bytes=-0"])
def test_a_range_outside_is_refused_with_the_size(line: str) -> None:
    with pytest.raises(NoSuchRange) as caught:
        wanted(line, 100)
    assert caught.value.headers == {"Content-Range": "bytes */100"}

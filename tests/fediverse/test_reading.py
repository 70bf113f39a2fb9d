"""JSON of strangers: how deep it is, is known before any of it is built."""

import pytest

from leapfrog.fediverse import reading
from leapfrog.fediverse.reading import DEEPEST, NotAnActivity


def nested(depth: int, inside: str = "1") -> bytes:
    return ('{"a":' * depth + inside + "}" * depth).encode()


@pytest.mark.parametrize(
    "body",
    [
        nested(DEEPEST),
        nested(DEEPEST, '"' + "[{" * 100 + '"'),
        nested(DEEPEST, '"\\"[[[\\\\"'),
        nested(1, "[" + ",".join(["{}"] * 500) + "]"),
        b'{"a": "' + b"{" * 500 + b'", "b": "\\\\", "c": "' + b"[" * 500 + b'"}',
        '{"a": "深く[[[[ない", "b": [[]]}'.encode(),
    ],
)
def test_what_is_read(body: bytes) -> None:
    assert "a" in reading.load(body)


@pytest.mark.parametrize(
    "body",
    [
        nested(DEEPEST + 1),
        nested(100_000),
        nested(DEEPEST, '[["\\""]]'),
        b'{"a": "\\\\", "b": ' + b"[" * 40 + b"]" * 40 + b"}",
        b'{"a": "' + b'\\"[' * 300_000,
        b'"' * 999_999 + b"[" * 100,
        b"]" * 100 + b"[" * 100,
        b"[1]",
        b"",
    ],
)
def test_what_is_not(body: bytes) -> None:
    with pytest.raises(NotAnActivity):
        reading.load(body)

"""What is squeezed, what is left alone, and that nothing is lost by it."""

from typing import Any

import brotli
import pytest

from leapfrog.web.compression import Compressed

TEXT = b'{"name":"' + b"ribbit " * 300 + b'"}'


async def asked(
    accept: bytes, headers: list[tuple[bytes, bytes]], *parts: bytes
) -> list[dict[str, Any]]:
    """What goes out when the application answers these parts."""

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for number, part in enumerate(parts):
            more = number < len(parts) - 1
            await send({"type": "http.response.body", "body": part, "more_body": more})

    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "headers": [(b"accept-encoding", accept)]}
    await Compressed(app)(scope, None, send)
    return sent


def json_of(*more: tuple[bytes, bytes]) -> list[tuple[bytes, bytes]]:
    return [(b"content-type", b"application/json"), (b"content-length", b"2111"), *more]


async def test_text_in_one_piece_is_smaller_and_the_same() -> None:
    head, body = await asked(b"gzip, br", json_of((b"vary", b"Cookie")), TEXT)
    headers = dict(head["headers"])
    assert headers[b"content-encoding"] == b"br"
    assert headers[b"content-length"] == str(len(body["body"])).encode()
    assert headers[b"vary"] == b"Cookie, Accept-Encoding"
    assert len(body["body"]) < len(TEXT) / 10
    assert brotli.decompress(body["body"]) == TEXT


@pytest.mark.parametrize(
    ("accept", "headers", "parts"),
    [
        (b"gzip", json_of(), (TEXT,)),
        (b"br", json_of((b"content-encoding", b"gzip")), (TEXT,)),
        (b"br", [(b"content-type", b"image/webp")], (TEXT,)),
        (b"br", json_of(), (b"{}",)),
        (b"br", json_of(), (TEXT, TEXT)),
    ],
    ids=["not accepted", "compressed already", "a picture", "too small", "a stream"],
)
async def test_all_else_goes_out_as_it_is(
    accept: bytes, headers: list[tuple[bytes, bytes]], parts: tuple[bytes, ...]
) -> None:
    head, *bodies = await asked(accept, headers, *parts)
    assert head["headers"] == headers
    assert tuple(body["body"] for body in bodies) == parts

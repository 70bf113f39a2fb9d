"""Answers leave in one piece, and none is kept."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from leapfrog.cli.http_protocol import JoiningTransport

HEAD = b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n"


class Written:
    """A transport that notes what is written, and what of it at once."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.largest: list[bytes] = []
        self.closed = False

    def writelines(self, pieces: Sequence[bytes]) -> None:
        self.largest.append(max(pieces, key=len))
        self.write(b"".join(pieces))

    def write(self, data: bytes) -> None:
        assert not self.closed
        self.pieces.append(data)

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed

    def get_extra_info(self, name: str) -> str:
        return f"the {name}"


@pytest.fixture
async def inner() -> Written:
    return Written()


@pytest.fixture
async def transport(inner: Written) -> JoiningTransport:
    stand_in: Any = inner
    return JoiningTransport(stand_in, asyncio.get_running_loop())


async def test_head_and_body_are_one_piece(inner: Written, transport: JoiningTransport) -> None:
    transport.write(HEAD)
    assert inner.pieces == []
    transport.write(b"body")
    assert inner.pieces == [HEAD + b"body"]
    await asyncio.sleep(0)
    assert inner.pieces == [HEAD + b"body"]


async def test_a_large_body_is_not_copied(inner: Written, transport: JoiningTransport) -> None:
    body = b"x" * 1_000_000
    transport.write(HEAD)
    transport.write(body)
    assert inner.largest[0] is body


async def test_a_head_alone_waits_one_turn(inner: Written, transport: JoiningTransport) -> None:
    transport.write(HEAD)
    await asyncio.sleep(0)
    assert inner.pieces == [HEAD]
    transport.write(b"body")
    assert inner.pieces == [HEAD, b"body"]


async def test_a_body_in_pieces_is_not_held(inner: Written, transport: JoiningTransport) -> None:
    for piece in (HEAD, b"bo", b"dy", b""):
        transport.write(piece)
    assert inner.pieces == [HEAD + b"bo", b"dy", b""]


async def test_answers_behind_each_other_are_all_there(
    inner: Written, transport: JoiningTransport
) -> None:
    for piece in (HEAD, HEAD, b"body", HEAD):
        transport.write(piece)
    await asyncio.sleep(0)
    assert b"".join(inner.pieces) == HEAD + HEAD + b"body" + HEAD


async def test_what_is_closed_was_written_before(
    inner: Written, transport: JoiningTransport
) -> None:
    transport.write(HEAD)
    transport.close()
    assert (inner.pieces, inner.closed) == ([HEAD], True)
    await asyncio.sleep(0)
    assert inner.pieces == [HEAD]


async def test_who_is_gone_gets_nothing(inner: Written, transport: JoiningTransport) -> None:
    transport.write(HEAD)
    inner.close()
    await asyncio.sleep(0)
    assert inner.pieces == []


async def test_all_else_is_asked_of_the_transport(transport: JoiningTransport) -> None:
    assert transport.get_extra_info("peername") == "the peername"

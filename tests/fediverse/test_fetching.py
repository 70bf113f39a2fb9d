"""Asking other towns: what leads to this machine is not asked, however it is hydrated up."""

import asyncio
import socket
import ssl
from typing import Any

import pytest

from leapfrog.fediverse import fetching, http
from leapfrog.fediverse.fetching import NotFetched
from leapfrog.kernel.http import Town
from tests.fediverse.in_process import app, client, clock, door, settings, town
from tests.fediverse.peers import Door
from tests.kernel import test_outgoing
from tests.kernel.test_outgoing import here_is_outside, trusted

__all__ = [
    "app",
    "client",
    "clock",
    "door",
    "here_is_outside",
    "settings",
    "town",
    "trusted",
]


@pytest.mark.usefixtures("here_is_outside")
@pytest.mark.parametrize("inside", ["127.0.0.2", "inside.example"])
async def test_a_redirect_to_this_machine_is_not_followed(
    town: Town,
    door: Door,
    trusted: ssl.SSLContext,
    monkeypatch: pytest.MonkeyPatch,
    inside: str,
) -> None:
    """A real one, of a server that passes for one of the open Internet: neither to an address of
    this machine, nor to a name that leads there.
    """
    names = {"push.example": "127.0.0.1", "inside.example": "127.0.0.2"}
    look_up = socket.getaddrinfo

    def getaddrinfo(host: Any, port: Any, *args: Any, **more: Any) -> Any:
        return look_up(names.get(host, host), port, *args, **more)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    await door.ask("/ap/town")
    hit: list[bytes] = []

    async def within(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        hit.append(await reader.read(1))
        writer.close()

    hidden = await asyncio.start_server(within, "127.0.0.2", 0, ssl=trusted)
    port = hidden.sockets[0].getsockname()[1]
    there_to = f"Location: https://{inside}:{port}/a"
    moved = f"HTTP/1.1 302 Found\r\n{there_to}\r\nContent-Length: 0\r\n\r\n"
    async with town.database.glance() as db:
        site = await http.site_of(db)
    async with test_outgoing.door(moved.encode(), trusted) as there:
        with pytest.raises(NotFetched, match="not on the open Internet"):
            await fetching.thing(town, site, f"https://push.example:{there.port}/users/x")
        assert len(there.heard) == 1
    hidden.close()
    assert hit == []

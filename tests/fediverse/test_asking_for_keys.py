"""An activity names the address of its key, and whoever brings one chooses it: how often the town
asks there is bounded, and what needs no question is taken all the same.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from leapfrog.fediverse import inbox
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.settings import Settings
from tests.fediverse.in_process import app, client, clock, counts, door, speaking, town
from tests.fediverse.peers import Door, Peer, peer
from tests.http import Enter

__all__ = ["app", "client", "clock", "door", "town"]

MOST = 3


class Victim:
    """A host that others want the town to ask; it has nothing."""

    def __init__(self) -> None:
        self.host = ""
        self.asked: list[bytes] = []

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 404 So\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        writer.close()


@pytest.fixture
async def victim() -> AsyncIterator[Victim]:
    made = Victim()
    server = await asyncio.start_server(made, "127.0.0.1", 0)
    made.host = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    yield made
    server.close()


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """Of a town that may call this machine, where the victim is."""
    return speaking(tmp_path, database_url, private_calls=True)


class Forger:
    """Brings activities of people whom nobody knows, at a host of their choice."""

    def __init__(self, door: Door, vera: Peer) -> None:
        self.door, self.vera = door, vera

    async def brings(self, host: str, actor_host: str = "") -> int:
        """What an activity is answered whose key is said to be there, and whose actor too unless
        said otherwise.
        """
        key = f"http://{host}/users/{new_id()}"
        actor = key.replace(host, actor_host or host)
        body = json.dumps(self.vera.act("Like", "x") | {"actor": actor}).encode()
        given = self.vera.signed(self.door.origin, body, self.door.town.clock.now())
        given["signature"] = given["signature"].replace(self.vera.uri, key)
        given.pop("host")
        place = f"{self.door.origin}/ap/inbox"
        return (await self.door.client.post(place, content=body, headers=given)).status_code


async def test_who_names_addresses_has_the_town_ask_so_often_and_no_more(
    town: Town, client: Enter, victim: Victim, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "ASKED_FOR", Limit("key_asked_for", MOST, 3_600))
    vera = await peer(town, "vera", "good.example")
    forger = Forger(Door(town, client("198.51.100.7")), vera)
    before = await counts(town)
    assert [await forger.brings(victim.host) for _ in range(MOST + 2)] == [401] * MOST + [429] * 2
    assert len(victim.asked) == MOST
    # Who is known is heard from there all the same, and others are from elsewhere.
    assert (await forger.door.bring(vera, vera.act("Like", "x"))).status_code == 202
    other = Forger(Door(town, client("198.51.100.8")), vera)
    assert await other.brings(victim.host) == 401
    assert len(victim.asked) == MOST + 1
    before.pop("fediverse_seen")
    after = await counts(town)
    after.pop("fediverse_seen")
    assert after == before


async def test_no_host_is_asked_more_often_by_however_many(
    town: Town, client: Enter, victim: Victim, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "ASKED_OF", Limit("key_asked_of", MOST, 3_600))
    vera = await peer(town, "vera", "good.example")
    forgers = [Forger(Door(town, client(f"198.51.100.{n}")), vera) for n in range(MOST + 1)]
    answers = [await one.brings(victim.host) for one in forgers]
    assert answers == [401] * MOST + [429]
    assert len(victim.asked) == MOST


async def test_a_question_that_a_wrong_signature_causes_counts_too(
    town: Town, client: Enter, victim: Victim, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "ASKED_FOR", Limit("key_asked_for", MOST, 3_600))
    known = await peer(town, "vera", victim.host, scheme="http")
    amina = client()
    await amina.join("amina")
    door, forged = Door(town, amina), Peer(known.actor, 1)
    answers = [await door.bring(forged, known.act("Like", "x")) for _ in range(MOST + 1)]
    assert [one.status_code for one in answers] == [401] * MOST + [429]
    assert len(victim.asked) == MOST
    # One that only reads has its key asked for in the same way.
    assert (await door.ask(f"/ap/people/{amina.me['id']}", forged)).status_code == 429
    assert (await door.ask(f"/ap/people/{amina.me['id']}", known)).status_code == 200
    assert len(victim.asked) == MOST


async def test_nobody_is_asked_for_a_key_of_another_town_than_the_actors(
    town: Town, client: Enter, victim: Victim
) -> None:
    forger = Forger(Door(town, client()), await peer(town, "vera", "good.example"))
    assert await forger.brings(victim.host, "good.example") == 401
    assert victim.asked == []

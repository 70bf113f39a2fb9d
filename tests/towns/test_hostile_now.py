"""Who may ring, signal and type across: only towns, only for their own people, and only who may
talk with whom they call. What is refused changes nothing, and a block is not told.
"""

import asyncio
from typing import Any
from uuid import uuid4

import msgspec
import pytest

from leapfrog import identity
from leapfrog.calls.signals import OfferSignal
from leapfrog.kernel.http import Town
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.settings import Settings
from leapfrog.towns import now
from leapfrog.towns.now import NowAnswer, NowLane, NowRequest, NowSignal
from tests.fediverse.in_process import app, client, clock, join, settings, settle, town
from tests.matrix import unchanged
from tests.towns.stranger import Person, key
from tests.towns.test_hostile import (
    EVE,
    HEARD,
    HILL,
    OAK,
    TARIQ,
    Line,
    Said,
    ask,
    bounces,
    dispatch,
    hill,
)

__all__ = ["app", "client", "clock", "hill", "join", "settings", "settle", "town"]

PATH = "/town/v1/now"
ZOLA = Person(key(41), key(42))


async def pid_of(town: Town, handle: str) -> str:
    async with town.database.glance() as db:
        who = (await identity.find(db, handle)).id
        return (await identity.pids_of(db, [who]))[who]


class Rings:
    """Tariq of Hill, who is tied with Amina, as Hill says that he calls her."""

    def __init__(self, hill: Line, amina: str) -> None:
        self.hill, self.amina = hill, amina

    def said(self, state: str = "ringing", **more: Any) -> Said:
        call: Said = {"i": str(uuid4()), "by": TARIQ.pid, "to": self.amina, "media": "voice"}
        call |= {"state": state, "rings": 60} | more
        return {"from": self.hill.domain, "to": "lake.town", "call": call}

    async def asks(self, said: Said, by: Line | None = None) -> Any:
        return await (by or self.hill).asks(PATH, said)

    async def live(self) -> list[Any]:
        found: list[Any] = (await self.hill.amina.get("/calls")).json()["calls"]
        return found


@pytest.fixture
async def rings(hill: Line, town: Town, settle: Any) -> Rings:
    amina = await pid_of(town, "amina")
    await hill.says(ask(TARIQ))
    [asked] = (await hill.amina.get("/contact-requests")).json()["received"]
    path = f"/contact-requests/{asked['id']}/acceptance"
    assert (await hill.amina.post(path, json={"circles": []})).is_success
    await settle()
    return Rings(hill, amina)


async def test_a_friend_rings_once_and_is_over(rings: Rings) -> None:
    said = rings.said()
    for _ in range(2):
        assert (await rings.asks(said)).json() == {"call": {"state": "ringing", "outcome": None}}
    [live] = await rings.live()
    assert (live["id"], live["outgoing"]) == (said["call"]["i"], False)
    over = said | {"call": said["call"] | {"state": "ended", "outcome": "cancelled"}}
    for _ in range(2):
        answer = (await rings.asks(over)).json()
        assert answer["call"] == {"state": "ended", "outcome": "cancelled"}
    # It does not ring anew, whatever comes late.
    assert (await rings.asks(said)).json()["call"]["state"] == "ended"
    assert await rings.live() == []


async def test_who_may_not_ring_changes_nothing(
    hill: Line, rings: Rings, settings: Settings
) -> None:
    oak, elm = Line(hill.amina, "oak.town", OAK), Line(hill.amina, "elm.town", key(4))
    mine = rings.said()
    live = rings.said()
    assert (await rings.asks(live)).status_code == 200
    taken = live["call"]
    attempts: dict[str, tuple[Line, Said, int]] = {
        "in the name of another town": (oak, rings.said(), 403),
        "for a person of another town": (oak, rings.said() | {"from": "oak.town"}, 403),
        "a town that is blocked": (elm, rings.said() | {"from": "elm.town"}, 403),
        "of nobody": (hill, rings.said(by=EVE.pid), 403),
        "between two of this town": (hill, rings.said(by=rings.amina), 403),
        "to another town": (hill, mine | {"to": "oak.town"}, 403),
        "an answer to no call": (hill, rings.said("answered"), 404),
        "another one's call": (hill, rings.said(i=taken["i"], to=TARIQ.pid, by=rings.amina), 404),
        "no state": (hill, rings.said("asleep"), 400),
        "no call": (hill, {"from": "hill.town", "to": "lake.town", "call": 7}, 400),
    }
    async with unchanged(settings.database_url, *HEARD):
        for why, (line, said, status) in attempts.items():
            answer = await line.asks(PATH, said)
            assert answer.status_code == status, (why, answer.text)
        assert (await hill.asks(PATH, rings.said(), by=OAK)).status_code == 401
        unsigned = await hill.amina.post(f"https://lake.town{PATH}", json=rings.said())
        assert unsigned.status_code == 401
    assert [one["id"] for one in await rings.live()] == [taken["i"]]


async def test_a_block_and_a_stranger_are_answered_as_if_it_rang(
    hill: Line, rings: Rings, town: Town, settings: Settings, settle: Any
) -> None:
    known = (await rings.asks(rings.said("ended"))).json()
    assert known["call"]["state"] == "ended"
    await hill.says(ask(ZOLA, home=ZOLA.record(1, "zola@hill.town", HILL)))
    him = (await hill.amina.get("/contacts")).json()["contacts"][0]["person"]["id"]
    assert (await hill.amina.put(f"/blocks/{him}")).is_success
    await settle()
    async with unchanged(settings.database_url, *HEARD):
        for by in (TARIQ.pid, ZOLA.pid):
            answer = await rings.asks(rings.said(by=by))
            assert answer.json() == {"call": {"state": "ringing", "outcome": None}}
        nobody = await rings.asks(rings.said(to=key(99).pid))
        assert nobody.json() == {"call": {"state": "ringing", "outcome": None}}
        typing = [{"by": TARIQ.pid, "to": rings.amina}]
        said = {"from": "hill.town", "to": "lake.town", "typing": typing}
        assert (await rings.asks(said)).status_code == 200
    assert await rings.live() == []
    # Nor does the line of a call come into the conversation: it bounces, as anybody's would.
    said = {"i": str(uuid4()), "kind": "call", "meta": {"media": "voice", "outcome": "missed"}}
    line = dispatch("say", TARIQ, rings.amina, said)
    async with unchanged(settings.database_url, *HEARD, "towns_dispatch"):
        await hill.says(line)
    assert [(back["of"], back["code"]) for back in await bounces(town)] == [
        (line["id"], "no_dispatch")
    ]


async def test_the_line_of_a_call_comes_once_and_says_what_a_call_says(
    hill: Line, rings: Rings
) -> None:
    meta = {"media": "voice", "outcome": "unreachable", "duration_s": 0}
    said = {"i": str(uuid4()), "kind": "call", "body": "", "meta": meta}
    said["at"] = "2026-11-24T09:00:00Z"
    await hill.says(dispatch("say", TARIQ, rings.amina, said))
    await hill.says(dispatch("say", TARIQ, rings.amina, said))
    bad = said | {"i": str(uuid4()), "meta": meta | {"outcome": "stolen"}}
    await hill.says(dispatch("say", TARIQ, rings.amina, bad))
    [talk] = (await hill.amina.get("/conversations")).json()["conversations"]
    log = (await hill.amina.get(f"/conversations/{talk['id']}/messages")).json()["messages"]
    assert [(one["kind"], one["client_id"]) for one in log] == [("call", said["i"])]


async def test_signals_of_another_call_are_lost(hill: Line, rings: Rings) -> None:
    said = rings.said()
    await rings.asks(said)
    signal = {"call": said["call"]["i"], "signal": {"kind": "ready"}}
    oak = Line(hill.amina, "oak.town", OAK)
    theirs = {"from": "oak.town", "to": "lake.town", "signals": [signal]}
    assert (await oak.asks(PATH, theirs)).json() == {}
    his = {"from": "hill.town", "to": "lake.town", "signals": [signal]}
    # Who calls signals only once it was answered: it still rings.
    assert (await hill.asks(PATH, his)).json() == {}
    [live] = await rings.live()
    assert live["state"] == "ringing"
    many = his | {"signals": [signal | {"call": str(uuid4())}] * 200}
    assert (await hill.asks(PATH, many)).status_code == 200


async def test_a_town_that_asks_for_calls_that_are_none_waits(
    hill: Line, rings: Rings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does one device that signals too much take anything away from a call beside it."""
    monkeypatch.setattr(Town, "limit", lambda here, limit, key: here.limiter.take(limit, key))
    monkeypatch.setattr(now, "SIGNALS_OF", Limit("few", 3, 60))
    monkeypatch.setattr(now, "STRAY_OF", Limit("stray", 5, 60))
    said = rings.said()
    await rings.asks(said)
    signal = {"call": said["call"]["i"], "signal": {"kind": "ready"}}
    many = {"from": "hill.town", "to": "lake.town", "signals": [signal] * 50}
    over = said | {"call": said["call"] | {"state": "ended", "outcome": "cancelled"}}
    answer = await hill.asks(PATH, over | {"signals": many["signals"]})
    assert (answer.status_code, answer.json()["call"]["state"]) == (200, "ended")
    stray = many | {"signals": [signal | {"call": str(uuid4())} for _ in range(10)]}
    assert (await hill.asks(PATH, stray)).status_code == 429


async def test_what_waits_for_a_town_goes_in_requests_that_it_takes(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A device that says much takes nothing away from who speaks with the same town."""
    posted, large = list[NowRequest](), "v" * 32_000
    heard = asyncio.Event()

    async def post(_town: Town, _domain: str, asked: NowRequest) -> NowAnswer:
        posted.append(asked)
        if sum(len(one.signals) for one in posted) == 41:
            heard.set()
        return NowAnswer()

    monkeypatch.setattr(now, "_post", post)
    lane = NowLane(town)
    words = [NowSignal(uuid4(), OfferSignal(1, large)) for _ in range(40)]
    words.append(NowSignal(uuid4(), OfferSignal(1, "the other call")))
    async with lane.running():
        for word in words:
            lane.put("hill.town", word)
        await asyncio.wait_for(heard.wait(), 30)
    assert [one for asked in posted for one in asked.signals] == words
    assert max(len(msgspec.json.encode(one)) for one in posted) < now.LARGEST_NOW

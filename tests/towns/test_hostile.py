"""Who may say what to a town's line: nobody, an unknown town, a blocked one, another one in its
name, a town for people who live elsewhere. What is refused changes nothing.
"""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx
import pytest

from leapfrog import identity
from leapfrog.identity import HomeSource
from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from leapfrog.towns import dispatches, store
from leapfrog.towns.dispatches import NewDispatch
from leapfrog.towns.line import beginning
from tests.contacts.conftest import Join
from tests.fediverse.in_process import app, client, clock, join, settings, settle, town
from tests.http import Client
from tests.matrix import unchanged
from tests.towns.stranger import Key, Person, b64, canonical, chain, key, sign_request
from tests.towns.stranger import beginning as start

__all__ = ["app", "client", "clock", "join", "settings", "settle", "town"]

HILL, OAK = key(2), key(3)
TARIQ, EVE = Person(key(21), key(22)), Person(key(66), key(67))
URL = "https://lake.town/town/v1/line"
# The town's clock of the tests: 24 November 2026, nine o'clock.
CREATED = 1_795_510_800
# What a greeting of a town changes: that it was heard.
HEARD = ("towns_town", "towns_heard", "towns_done")
Said = dict[str, Any]


def named(one: Key) -> str:
    return b64(one.public)[:16]


class Line:
    """A town that is known here, as it speaks to this one."""

    def __init__(self, amina: Client, domain: str, signer: Key) -> None:
        self.amina, self.domain, self.signer = amina, domain, signer
        self.epoch, self.first, self.prev = uuid4().hex, 1, ""
        self.prev = start(self.epoch)

    async def asks(
        self, path: str, wanted: Said, by: Key | None = None, created: int = CREATED
    ) -> httpx.Response:
        """Another POST of this town."""
        url, body, signer = f"https://lake.town{path}", canonical(wanted), by or self.signer
        headers = sign_request(signer, url, body, created, f"{self.domain}#{named(self.signer)}")
        return await self.amina.post(url, content=body, headers=headers)

    def lines(self, *said: Said, **head: Any) -> bytes:
        first = {"from": self.domain, "to": "lake.town", "epoch": self.epoch, "first": self.first}
        first |= {"prev": self.prev} | head
        return b"\n".join([canonical(first), *map(canonical, said)])

    async def post(self, body: bytes, **more: Any) -> httpx.Response:
        key_id = more.pop("key_id", f"{self.domain}#{named(self.signer)}")
        signed = sign_request(more.pop("by", self.signer), URL, body, 1_795_000_000, key_id)
        headers = {**signed, **more.pop("headers", {})}
        return await self.amina.post(
            "https://lake.town/town/v1/line", content=more.pop("sent", body), headers=headers
        )

    async def says(self, *said: Said) -> Said:
        """Letters that are taken: what the town answers."""
        answer = await self.post(self.lines(*said))
        assert answer.status_code == 200, answer.text
        for one in said:
            self.prev, self.first = chain(self.prev, one), self.first + 1
        found: Said = answer.json()
        return found


def dispatch(kind: str, sender: Person, to: str, body: Said, **more: Any) -> Said:
    said = {"id": str(uuid4()), "k": kind, "at": "2026-11-24T09:00:00Z", "from": sender.pid}
    return {**said, "to": to, "b": body, **more}


def ask(sender: Person, to: str = "amina@lake.town", **more: Any) -> Said:
    home = more.pop("home", sender.record(1, "tariq@hill.town", HILL))
    body = {"i": str(uuid4()), "name": "Tariq", "greeting": "hello", "home": home}
    return dispatch("tie.ask", sender, to, body)


async def known(town: Town, domain: str, signer: Key, **more: Any) -> None:
    """A town whose key is pinned."""
    async with town.database.transaction() as db:
        epoch = uuid4().hex
        await store.make(db, domain, epoch, beginning(epoch))
        await store.pin(db, domain, f"https://{domain}", {named(signer): b64(signer.public)})


@pytest.fixture
async def hill(join: Join, town: Town) -> Line:
    """Hill, with which Lake speaks; so it does with Oak, and not with Elm."""
    amina = await join("amina")
    await known(town, "hill.town", HILL)
    await known(town, "oak.town", OAK)
    await known(town, "elm.town", key(4))
    async with town.database.transaction() as db:
        await db.run("insert into fediverse_host (host, rule) values ('elm.town', 'blocked')")
        await db.run("update towns_town set next_try_at = '2100-01-01'")
        await identity.own_home(db, await _id(db, "amina"), "sha256:" + b64(bytes(32)))
    return Line(amina, "hill.town", HILL)


async def _id(db: Any, handle: str) -> Any:
    return (await identity.find(db, handle)).id


REFUSALS: dict[str, tuple[Callable[[Line], Any], int]] = {
    "not signed": (
        lambda hill: hill.post(hill.lines(ask(TARIQ)), headers={"signature": ""}),
        401,
    ),
    "signed with another key": (lambda hill: hill.post(hill.lines(ask(TARIQ)), by=OAK), 401),
    "another body than was signed": (
        lambda hill: hill.post(hill.lines(ask(TARIQ)), sent=hill.lines(ask(EVE))),
        401,
    ),
    "a town that cannot be asked": (
        lambda hill: hill.post(hill.lines(ask(TARIQ)), key_id=f"localhost:9#{named(HILL)}"),
        401,
    ),
    "a key of this town": (
        lambda hill: hill.post(hill.lines(ask(TARIQ)), key_id=f"lake.town#{named(HILL)}"),
        401,
    ),
    "a blocked town": (
        lambda hill: hill.post(
            hill.lines(**{"from": "elm.town"}), by=key(4), key_id=f"elm.town#{named(key(4))}"
        ),
        403,
    ),
    "in the name of another town": (
        lambda hill: hill.post(hill.lines(ask(TARIQ), **{"from": "oak.town"})),
        403,
    ),
    "for another town": (lambda hill: hill.post(hill.lines(ask(TARIQ), to="oak.town")), 403),
    "no lines at all": (lambda hill: hill.post(b"hello"), 400),
    "a line that is nothing": (lambda hill: hill.post(hill.lines() + b"\n[7]"), 400),
    "nested 5,000 deep": (lambda hill: hill.post(hill.lines() + b"\n" + b"[" * 5000), 400),
    "501 of them": (lambda hill: hill.post(hill.lines(*[{"k": "x"}] * 501)), 400),
    "a number that is none": (lambda hill: hill.post(hill.lines(first=0)), 400),
    "two megabytes": (lambda hill: hill.post(b"x" * 2_000_000), 413),
    "letters are missing before": (
        lambda hill: hill.post(hill.lines(ask(TARIQ), first=7, prev="00" * 32)),
        409,
    ),
}


async def test_what_is_refused_changes_nothing(hill: Line, settings: Settings) -> None:
    await hill.says()
    for why, (attempt, status) in REFUSALS.items():
        # Of a town that is right about who it is, it is noted that it was heard.
        but = HEARD if status in (400, 409) else ()
        async with unchanged(str(settings.database_url), *but):
            answer = await attempt(hill)
        assert answer.status_code == status, f"{why}: {answer.text}"


async def requests(hill: Line) -> list[Any]:
    found: list[Any] = (await hill.amina.get("/contact-requests")).json()["received"]
    return found


async def bounces(town: Town) -> list[Said]:
    async with town.database.reading() as db:
        rows = await db.rows("select body from towns_dispatch where kind = 'bounce' order by n")
    return [json.loads(row[0])["b"] for row in rows]


async def test_a_stranger_is_asked_for_by_the_page_alone(hill: Line, town: Town) -> None:
    said = ask(TARIQ)
    assert await hill.says(said) == {"ack": 1}
    [request] = await requests(hill)
    assert request["person"]["address"] == "tariq@hill.town"
    again = await hill.post(hill.lines(said, first=1, prev=start(hill.epoch)))
    assert again.json() == {"ack": 1}, "posted again: nothing changes"
    assert len(await requests(hill)) == 1
    fork = await hill.post(
        hill.lines(ask(TARIQ), ask(TARIQ), first=1, prev=start(hill.epoch)),
    )
    assert (fork.status_code, fork.json()) == (409, {"ack": 1, "why": "fork"})
    # In a new epoch the same one is not done again.
    hill.epoch, hill.first = uuid4().hex, 1
    hill.prev = start(hill.epoch)
    assert await hill.says(said) == {"ack": 1}
    assert len(await requests(hill)) == 1
    assert await bounces(town) == []


def card(body: Said) -> Said:
    return dispatch("card", TARIQ, "", body)


WRONG: dict[str, Callable[[], Said]] = {
    "a kind that nobody knows": lambda: dispatch("dance", TARIQ, "", {}),
    "without a home record": lambda: ask(TARIQ, home={}),
    "the home record of another": lambda: ask(TARIQ, home=EVE.record(1, "eve@hill.town", HILL)),
    "of a person of another town": lambda: ask(EVE, home=EVE.record(1, "eve@oak.town", OAK)),
    "who says that they live here": lambda: ask(EVE, home=EVE.record(1, "eve@lake.town", HILL)),
    "a changed home record": lambda: ask(
        TARIQ, home={**TARIQ.record(1, "tariq@hill.town", HILL), "n": 9}
    ),
    "said by who was never met": lambda: dispatch("say", EVE, "", {"i": str(uuid4())}),
    "a yes that nobody asked for": lambda: dispatch(
        "tie.yes", TARIQ, "amina@lake.town", {"home": TARIQ.record(1, "tariq@hill.town", HILL)}
    ),
    "a card that is none": lambda: card({"card": 7}),
    "no name at all": lambda: dispatch("tie.ask", TARIQ, "amina@lake.town", {"i": str(uuid4())}),
}


async def test_what_cannot_be_done_is_told_and_blocks_nobody(
    hill: Line, town: Town, settings: Settings
) -> None:
    await hill.says()
    made = [one() for one in WRONG.values()]
    # A name for whom a home was met stays; all else is as it was.
    but = (*HEARD, "towns_dispatch", "identity_person", "identity_home", "pgqueuer", "towns_key")
    async with unchanged(str(settings.database_url), *but):
        assert await hill.says(*made) == {"ack": len(made)}
    told = await bounces(town)
    assert [one["of"] for one in told] == [one["id"] for one in made]
    await hill.says(ask(TARIQ))
    assert len(await requests(hill)) == 1, "what came after them is done"


async def test_nobody_learns_who_lives_here(hill: Line, town: Town) -> None:
    """Of nobody, of who blocked them and of who has not decided, the answer is the same."""
    async with town.database.transaction() as db:
        source = HomeSource("hill.town", HILL.hash)
        home = EVE.record(1, "eve@hill.town", HILL)
        eve = (await identity.meet_home(db, home, source, "Eve")).person_id
    assert (await hill.amina.put(f"/blocks/{eve}")).is_success
    answers = [
        await hill.says(ask(TARIQ, "nobody@lake.town")),
        await hill.says(ask(EVE, home=EVE.record(1, "eve@hill.town", HILL))),
        await hill.says(ask(TARIQ)),
    ]
    assert answers == [{"ack": 1}, {"ack": 2}, {"ack": 3}]
    assert await bounces(town) == []
    assert [one["person"]["address"] for one in await requests(hill)] == ["tariq@hill.town"]


async def test_a_flood_of_requests_ends_at_the_day_s_measure(hill: Line, town: Town) -> None:
    for start_at in range(0, 260, 130):
        made = []
        for number in range(start_at, start_at + 130):
            one = Person(key(0), key(1))
            one.first = one.key = Key(bytes([7]) * 30 + number.to_bytes(2, "big"))
            home = one.record(1, f"asker{number}@hill.town", HILL)
            made.append(ask(one, home=home))
        await hill.says(*made)
    async with town.database.reading() as db:
        assert await db.value("select count(*) from contacts_request") == 200


async def test_a_town_of_which_the_key_changed_is_heard_no_more(
    hill: Line, town: Town, settings: Settings
) -> None:
    async with town.database.transaction() as db:
        await store.key_changed(db, "hill.town")
        await dispatches.write(db, "hill.town", [NewDispatch("home", {})])
    async with unchanged(str(settings.database_url)):
        answer = await hill.post(hill.lines(ask(TARIQ)))
    assert answer.status_code == 401
    shown = (await hill.amina.get("/towns/hill.town")).json()
    assert shown["state"] == "key_changed"

"""What a town can do to a group that lives in another one: what its own people may do there, and
nothing else. What is refused changes nothing.
"""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from tests.fediverse.in_process import app, client, clock, join, settings, settle, town
from tests.matrix import unchanged
from tests.town_groups.stranger import Said, adds, face, said, signed
from tests.towns.stranger import Person, key
from tests.towns.test_hostile import EVE, HEARD, HILL, OAK, TARIQ, Line, bounces, dispatch, hill
from tests.towns.test_strangers import tie

__all__ = ["app", "client", "clock", "hill", "join", "settings", "settle", "town"]

ZOE_PID = Person(key(31), key(32)).pid
AT_HILL = TARIQ.record(1, "tariq@hill.town", HILL)
QUIET = (*HEARD, "towns_dispatch", "pgqueuer", "towns_key", "kernel_timer", "kernel_event")


class Member:
    """A group of Lake in which Tariq of Hill is, and what Hill says there."""

    def __init__(self, hill: Line, group: str, tariq: str) -> None:
        self.hill, self.id, self.tariq = hill, group, tariq

    def say(self, body: str, *, by: Any = TARIQ, key: Any = HILL, **more: Any) -> Said:
        i = more.pop("i", str(uuid4()))
        text = said(more.pop("group", self.id), more.pop("named", by.pid), i, body, **more)
        whole = {"group": self.id, "i": i, "home": AT_HILL, "said": signed(key, text)}
        return dispatch("g.say", by, "", whole)

    def do(self, what: str, *, by: Any = TARIQ, **more: Any) -> Said:
        whole = {"group": self.id, "i": str(uuid4()), "home": AT_HILL, "what": what, **more}
        return dispatch("g.do", by, "", whole)

    def adds(self, by_town: Said | None) -> Said:
        """Eve, whom nobody knows."""
        return self.do("add", people=[face(EVE, "nobody@lake.town")], signed=by_town)

    async def log(self) -> list[tuple[int, str]]:
        answer = await self.hill.amina.get(f"/conversations/{self.id}/messages")
        return [
            (one["seq"], one["body"]) for one in answer.json()["messages"] if one["kind"] == "text"
        ]


@pytest.fixture
async def member(hill: Line, settle: Any) -> Member:
    await hill.says()
    tariq = await tie(hill)
    group = str(uuid4())
    body = {"name": "Boats", "person_ids": [tariq]}
    answer = await hill.amina.put(f"/groups/{group}", json=body)
    assert answer.is_success, answer.text
    await settle()
    return Member(hill, group, tariq)


async def told(town: Town, kind: str) -> list[Said]:
    """What this town says to the others."""
    async with town.database.reading() as db:
        rows = await db.rows("select body from towns_dispatch where kind = $1 order by at, n", kind)
    return [json.loads(row[0])["b"] for row in rows]


async def test_what_its_people_say_is_a_row_once(member: Member, town: Town, settle: Any) -> None:
    one = member.say("I do")
    await member.hill.says(one)
    await member.hill.says({**one, "id": str(uuid4())})
    assert await member.log() == [(2, "I do")]
    await settle()
    rows = await told(town, "g.log")
    texts = [json.loads(row["row"]) for row in rows]
    assert [text["seq"] for text in texts] == [1, 2]
    assert texts[1]["said"] == one["b"]["said"]
    [begun] = await told(town, "g.in")
    assert (begun["name"], begun["seq"]) == ("Boats", 0)
    assert [there["pid"] for there in begun["added"]] == [TARIQ.pid]


REFUSED: dict[str, Callable[[Member], Said]] = {
    "of a person of another town": lambda it: it.say("no", by=EVE, key=OAK),
    "in the name of somebody else": lambda it: it.say("no", named=EVE.pid),
    "signed for another group": lambda it: it.say("no", group=str(uuid4())),
    "signed by another town": lambda it: it.say("no", key=OAK),
    "adds somebody, and nobody signed that": lambda it: it.adds(None),
    "adds somebody, as another town signed": lambda it: it.adds(
        adds(OAK, it.id, TARIQ.pid, EVE.pid)
    ),
    "adds another one than was signed": lambda it: it.adds(adds(HILL, it.id, TARIQ.pid, ZOE_PID)),
    "adds somebody to another group": lambda it: it.adds(
        adds(HILL, str(uuid4()), TARIQ.pid, EVE.pid)
    ),
    "of a kind that nobody says": lambda it: it.say("", kind="card", meta={"ref": "pay:1"}),
    "a mark of somebody here": lambda it: dispatch(
        "g.mark", TARIQ, "", {"group": it.id, "by": TARIQ.pid[::-1], "read": 1}
    ),
    "somebody of a third town is erased": lambda it: dispatch(
        "g.gone", TARIQ, "", {"group": it.id, "by": EVE.pid}
    ),
    "a row of a group that lives here": lambda it: dispatch(
        "g.log", TARIQ, "", {"group": it.id, "prev": "00" * 32, "row": "{}"}
    ),
    "rows of a group in which it is not": lambda it: dispatch(
        "g.from", TARIQ, "", {"group": str(uuid4()), "seq": 0}
    ),
}
# What the town understands, and does not do: who asked is told why.
NOT_DONE: dict[str, tuple[Callable[[Member], Said], str]] = {
    "a member names the group": (lambda it: it.do("name", text="Mine"), "not_admin"),
    "a member makes themselves an owner": (
        lambda it: it.do("role", role="owner", people=[face(TARIQ, "tariq@hill.town")]),
        "not_owner",
    ),
    "a member quiets all": (lambda it: it.do("mute"), "not_admin"),
    "whom nobody knows is added": (
        lambda it: it.adds(adds(HILL, it.id, TARIQ.pid, EVE.pid)),
        "not_found",
    ),
}


async def test_what_it_may_not_say_changes_nothing(
    member: Member, town: Town, settings: Settings, settle: Any
) -> None:
    await member.hill.says(member.say("I do"))
    await settle()
    made = [one(member) for one in REFUSED.values()]
    async with unchanged(str(settings.database_url), *QUIET):
        await member.hill.says(*made)
    assert [one["of"] for one in await bounces(town)] == [one["id"] for one in made]
    assert await member.log() == [(2, "I do")]


async def test_what_its_people_may_not_do_is_told_to_them(
    member: Member, town: Town, settings: Settings
) -> None:
    for why, (make, code) in NOT_DONE.items():
        asked = make(member)
        async with unchanged(str(settings.database_url), *QUIET):
            await member.hill.says(asked)
        answer = (await told(town, "g.no"))[-1]
        assert (answer["i"], answer["code"]) == (asked["b"]["i"], code), why


async def test_who_was_removed_says_nothing_and_hears_nothing(
    member: Member, town: Town, settings: Settings, settle: Any
) -> None:
    path = f"/groups/{member.id}/members/{member.tariq}"
    assert (await member.hill.amina.delete(path)).is_success
    await member.hill.amina.put(
        f"/conversations/{member.id}/messages/{uuid4()}", json={"body": "He is gone"}
    )
    await settle()
    last = json.loads((await told(town, "g.log"))[-1]["row"])
    assert last["meta"]["what"] == "removed"
    async with unchanged(str(settings.database_url), *QUIET):
        await member.hill.says(member.say("let me in"))
    assert (await told(town, "g.no"))[-1]["code"] == "not_member"
    await member.hill.says(dispatch("g.from", TARIQ, "", {"group": member.id, "seq": 0}))
    await settle()
    assert "He is gone" not in json.dumps(await told(town, "g.log"))


async def test_what_was_said_before_its_people_came_is_not_told(
    member: Member, town: Town, settle: Any
) -> None:
    """Asked for all rows, the town tells those from where its first one sees them."""
    for body in ("before", "after"):
        path = f"/conversations/{member.id}/messages/{uuid4()}"
        assert (await member.hill.amina.put(path, json={"body": body})).is_success
    await settle()
    async with town.database.transaction() as db:
        # As if another town had heard it from the beginning, and this one came then.
        await db.run("update chat_member set hidden_to = 2 where person_id = $1", member.tariq)
        await db.run("delete from towns_dispatch where kind = 'g.log'")
    await member.hill.says(dispatch("g.from", TARIQ, "", {"group": member.id, "seq": 0}))
    await settle()
    assert [json.loads(row["row"])["seq"] for row in await told(town, "g.log")] == [3]


async def test_of_who_is_erased_nothing_is_told_that_was_no_row_yet(
    member: Member, town: Town, settle: Any
) -> None:
    gone = dispatch("g.gone", TARIQ, "", {"group": member.id, "by": TARIQ.pid})
    await member.hill.says(member.say("I do"), gone)
    await settle()
    assert await member.log() == [(2, "")]
    assert "I do" not in json.dumps(await told(town, "g.log"))
    async with town.database.reading() as db:
        assert await db.value("select count(*) from town_groups_said") == 0

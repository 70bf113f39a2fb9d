"""What a town can do to people of another one by a group that lives in it: nothing in the name of
anybody whose town did not sign it, and nobody is in a group whom no contact added.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from leapfrog import identity
from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from leapfrog.town_groups import copying, homes, store, wishing
from tests.contacts.conftest import Join
from tests.fediverse.in_process import app, client, clock, join, settings, settle, town
from tests.http import Client
from tests.matrix import unchanged
from tests.town_groups.stranger import Home, Said, face, said, signed
from tests.towns.stranger import Person, key
from tests.towns.test_hostile import EVE, HEARD, HILL, OAK, TARIQ, Line, bounces, dispatch, hill
from tests.towns.test_strangers import pid_of_amina, tie

__all__ = ["app", "client", "clock", "hill", "join", "settings", "settle", "town"]

ZOE = Person(key(31), key(32))
TARIQ_THERE = face(TARIQ, "tariq@hill.town", role="owner", since="2026-11-24T09:00:00Z")
ZOE_THERE = face(ZOE, "zoe@oak.town", role="member", since="2026-11-24T09:00:00Z")
QUIET = (*HEARD, "towns_dispatch", "pgqueuer", "towns_key")


def from_hill(kind: str, body: Said, sender: str = "") -> Said:
    return {**dispatch(kind, TARIQ, "", body), "from": sender}


class Told:
    """A group of Hill in which Amina is, and how Hill goes on with it."""

    def __init__(self, hill: Line, amina: str) -> None:
        self.hill, self.amina, self.home = hill, amina, Home()

    async def begin(self) -> None:
        here = face(Person(key(0), key(1)), "amina@lake.town", role="member")
        here |= {"pid": self.amina, "since": "2026-11-24T09:00:00Z"}
        added = [{"pid": self.amina, "by": TARIQ.pid}]
        members = [TARIQ_THERE, ZOE_THERE, here]
        await self.says("g.in", self.home.begun(members, added))
        made: Said = {"kind": "system", "meta": {"what": "group_made", "person_ids": [self.amina]}}
        await self.says("g.log", self.home.row(TARIQ.pid, who=[TARIQ_THERE, here], **made))

    async def says(self, kind: str, body: Said) -> None:
        await self.hill.says(from_hill(kind, body))

    async def row(self, by: str, **more: Any) -> None:
        await self.says("g.log", self.home.row(by, **more))

    async def log(self) -> list[Any]:
        answer = await self.hill.amina.get(f"/conversations/{self.home.id}/messages")
        found: list[Any] = answer.json().get("messages", [])
        return found

    async def bodies(self) -> list[str]:
        return [one["body"] for one in await self.log() if one["kind"] != "system"]


@pytest.fixture
async def told(hill: Line, town: Town) -> Told:
    await hill.says()
    await tie(hill)
    found = Told(hill, await pid_of_amina(town))
    await found.begin()
    return found


async def test_a_group_comes_and_goes_on(told: Told) -> None:
    await told.row(TARIQ.pid, sign=HILL, body="Who sails?")
    i = str(uuid4())
    hers = signed(OAK, said(told.home.id, ZOE.pid, i, "I do"))
    await told.row(ZOE.pid, i=i, said=hers)
    assert await told.bodies() == ["Who sails?", "I do"]
    assert [one["seq"] for one in await told.log()] == [1, 2, 3]
    rows = (await told.hill.amina.get("/conversations")).json()["conversations"]
    [group] = [one for one in rows if one["id"] == told.home.id]
    assert (group["across"], group["unread"], group["name"]) == ("there", 2, "Boats")


def forged(told: Told) -> dict[str, Callable[[], Said]]:
    """Rows that are not what they say, by what is wrong with them."""
    i, group = str(uuid4()), told.home.id
    hers = said(group, ZOE.pid, i, "I never said this")

    def by_zoe(**more: Any) -> Said:
        return told.home.row(ZOE.pid, **{"i": i, **more})

    return {
        "of a third town, not signed": lambda: by_zoe(kind="text", body="I never said this"),
        "signed by the home": lambda: by_zoe(said=signed(HILL, hers)),
        "signed for another group": lambda: by_zoe(
            said=signed(OAK, said(str(uuid4()), ZOE.pid, i, "I never said this"))
        ),
        "signed for another time": lambda: by_zoe(i=str(uuid4()), said=signed(OAK, hers)),
        "changed after it was signed": lambda: by_zoe(
            said=signed(OAK, hers) | {"text": hers.replace("never", "always")}
        ),
        "of who is here, not signed": lambda: told.home.row(told.amina, kind="text", body="no"),
        "of nobody": lambda: told.home.row(EVE.pid, sign=HILL, body="no"),
        "of its own people, not signed": lambda: told.home.row(TARIQ.pid, kind="text", body="no"),
        "an edit of what somebody else said": lambda: told.home.row(
            TARIQ.pid, sign=HILL, kind="edit", body="no", ref=2
        ),
        "an answer to what comes later": lambda: told.home.row(
            TARIQ.pid, sign=HILL, body="no", ref=99
        ),
        "of a kind that nobody says": lambda: told.home.row(
            TARIQ.pid, sign=HILL, kind="card", meta={"ref": "pay:1"}
        ),
    }


async def test_nothing_is_said_in_the_name_of_others(told: Told) -> None:
    """Each keeps its place, so that the numbers are those of all towns, and is empty."""
    i = str(uuid4())
    await told.row(ZOE.pid, i=i, said=signed(OAK, said(told.home.id, ZOE.pid, i, "Mine")))
    made = forged(told)
    for why, row in made.items():
        await told.says("g.log", row())
        last = (await told.log())[-1]
        assert (last["body"], last.get("recalled")) == ("", True), why
        assert last["seq"] == told.home.seq, why
    assert (await told.log())[1]["body"] == "Mine"


async def test_rows_are_taken_in_their_order_alone(
    told: Told, town: Town, settings: Settings
) -> None:
    """What has the number of another row, or does not follow, or is of another town, is not."""
    await told.row(TARIQ.pid, sign=HILL, body="one")
    wrong = [
        from_hill("g.log", told.home.row(TARIQ.pid, seq=2, sign=HILL, body="another one")),
        from_hill("g.in", Home(told.home.id).begun([TARIQ_THERE], [])),
        from_hill("g.home", {"group": told.home.id, "term": 1, "home": "hill.town"}),
    ]
    async with unchanged(str(settings.database_url), *QUIET):
        await told.hill.says(*wrong)
    assert [one["of"] for one in await bounces(town)] == [one["id"] for one in wrong]
    fork = told.home.row(TARIQ.pid, seq=3, sign=HILL, body="of another log")
    await told.says("g.log", {**fork, "prev": "00" * 32})
    oak = Line(told.hill.amina, "oak.town", OAK)
    await oak.says()
    await oak.says(from_hill("g.log", told.home.row(TARIQ.pid, seq=3, sign=HILL, body="no")))
    assert await told.bodies() == ["one"]
    await told.row(TARIQ.pid, sign=HILL, body="two")
    assert await told.bodies() == ["one", "two"]


async def test_what_comes_before_what_is_missing_waits(told: Told, town: Town) -> None:
    first = told.home.row(TARIQ.pid, sign=HILL, body="one")
    second = told.home.row(TARIQ.pid, sign=HILL, body="two")
    await told.says("g.log", second)
    assert await told.bodies() == []
    await told.says("g.log", first)
    assert await told.bodies() == ["one", "two"]
    await told.says("g.log", first)
    assert await told.bodies() == ["one", "two"], "told twice it is one row"


async def test_nobody_is_added_whom_no_contact_adds(
    told: Told, join: Join, town: Town, settings: Settings
) -> None:
    kofi = await join("kofi")
    async with town.database.transaction() as db:
        who = (await identity.find(db, "kofi")).id
        pid = (await identity.own_home(db, who, "sha256:" + "A" * 43)).pid
    there = face(TARIQ, "kofi@lake.town") | {"pid": pid}
    joined = {"kind": "system", "meta": {"what": "joined", "person_ids": [pid]}}
    await told.row(TARIQ.pid, who=[there], **joined)
    assert (await kofi.get(f"/conversations/{told.home.id}")).status_code == 404
    assert (await kofi.get("/conversations")).json()["conversations"] == []
    assert await wishes_to_leave(town) == [pid]
    other, added = Home(), [{"pid": pid, "by": TARIQ.pid}]
    asked = from_hill("g.in", other.begun([TARIQ_THERE], added))
    async with unchanged(str(settings.database_url), *QUIET):
        await told.hill.says(asked)
    assert (await bounces(town))[-1]["of"] == asked["id"]


async def wishes_to_leave(town: Town) -> list[str]:
    """The pids of those of whom this town says that they are not in a group."""
    async with town.database.reading() as db:
        rows = await db.rows("select body from towns_dispatch where kind = 'g.do' order by n")
    found = [json.loads(row[0]) for row in rows]
    return [one["from"] for one in found if one["b"]["what"] == "leave"]


async def test_who_is_removed_sees_no_more(told: Told, town: Town) -> None:
    gone = {"kind": "system", "meta": {"what": "removed", "person_ids": [told.amina]}}
    await told.row(TARIQ.pid, **gone)
    await told.row(TARIQ.pid, sign=HILL, body="She is gone")
    assert await told.bodies() == []
    answer = await told.hill.amina.put(
        f"/conversations/{told.home.id}/messages/{uuid4()}", json={"body": "hello?"}
    )
    assert answer.json()["code"] == "not_member"


async def test_the_id_of_what_is_here_is_nobody_else_s(told: Told, town: Town) -> None:
    """A group whose id is that of a conversation of this town does not come in."""
    mine = str(uuid4())
    made = await told.hill.amina.put(f"/groups/{mine}", json={"person_ids": [], "name": "Mine"})
    assert made.is_success, made.text
    home = Home(mine)
    added = [{"pid": told.amina, "by": TARIQ.pid}]
    asked = from_hill("g.in", home.begun([TARIQ_THERE], added))
    await told.hill.says(asked)
    assert (await bounces(town))[-1] == {"of": asked["id"], "code": "id_taken"}
    shown: Client = told.hill.amina
    assert (await shown.get(f"/conversations/{mine}")).json()["name"] == "Mine"
    assert UUID(mine)


async def test_a_row_that_does_not_follow_is_told_anew(told: Told, town: Town) -> None:
    """It is asked for once; the one that follows is taken in its place."""
    right = told.home.row(TARIQ.pid, sign=HILL, body="two")
    await told.says("g.log", {**right, "prev": "00" * 32})
    assert await told.bodies() == []
    async with town.database.transaction() as db:
        assert await db.value("select count(*) from kernel_timer where kind = $1", copying.ASK) == 1
        await copying.ask(db, told.home.id, None)
        await db.run("delete from kernel_timer where kind = $1", copying.ASK)
        sent = await db.value("select body from towns_dispatch where kind = 'g.from'")
    assert json.loads(sent)["b"] == {"group": told.home.id, "seq": 1}
    await told.says("g.log", {**right, "prev": "00" * 32})
    async with town.database.reading() as db:
        assert await db.value("select count(*) from kernel_timer where kind = $1", copying.ASK) == 0
    await told.says("g.log", right)
    assert await told.bodies() == ["two"]


async def test_the_row_that_is_missing_is_taken_however_many_wait(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "MOST_AHEAD", 2)
    first, *rest = [told.home.row(TARIQ.pid, sign=HILL, body=str(n)) for n in range(4)]
    for row in rest:
        await told.says("g.log", row)
    await told.says("g.log", first)
    assert await told.bodies() == ["0", "1", "2"]


async def test_a_town_begins_so_many_groups_in_a_day(
    told: Told, town: Town, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "MOST_OF_TOWN", 1)
    asked = from_hill("g.in", Home().begun([TARIQ_THERE], [{"pid": told.amina, "by": TARIQ.pid}]))
    async with unchanged(str(settings.database_url), *QUIET):
        await told.hill.says(asked)
    assert (await bounces(town))[-1]["of"] == asked["id"]


async def test_what_is_no_row_is_told_and_blocks_nobody(told: Told, town: Town) -> None:
    row = told.home.row(TARIQ.pid, seq=2, sign=HILL, body="no")
    gone = {"seq": 2, "by": TARIQ.pid, "i": str(uuid4()), "at": "2026-11-24T09:00:00Z"}
    bare = {name: value for name, value in row.items() if name != "row"}
    wrong = [
        from_hill("g.log", {"prev": "00" * 32}),
        from_hill("g.log", told.home.row(TARIQ.pid, seq=2**63, sign=HILL, body="no")),
        from_hill("g.log", {**bare, "gone": {**gone, "hash": "no"}}),
        from_hill("g.who", {"group": told.home.id}),
        from_hill("g.no", {"group": "no", "i": "no"}),
        from_hill("g.from", {"group": told.home.id, "seq": "no"}),
    ]
    await told.hill.says(*wrong)
    assert [one["of"] for one in await bounces(town)] == [one["id"] for one in wrong]
    await told.row(TARIQ.pid, sign=HILL, body="two")
    assert await told.bodies() == ["two"]


async def says(told: Told, body: str, i: str) -> Any:
    place = f"/conversations/{told.home.id}/messages/{i}"
    return await told.hill.amina.put(place, json={"body": body})


async def test_what_waited_for_thirty_days_is_not_sent(
    told: Told, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wishing, "MOST_WAITING", 2)
    i, home = str(uuid4()), f"/groups/{told.home.id}/home"
    for _ in range(2):
        assert (await says(told, "anybody?", i)).status_code == 202
    assert (await says(told, "hello?", str(uuid4()))).status_code == 202
    assert (await says(told, "too much", str(uuid4()))).status_code == 422
    wish = f"/groups/{told.home.id}/wishes/{uuid4()}"
    assert (await told.hill.amina.put(wish, json={"what": "leave"})).status_code == 422
    async with town.database.transaction() as db:
        await db.run("update town_groups_wish set at = at - interval '31 days'")
        await wishing.tidy(db)
    assert (await told.hill.amina.get(home)).json()["waiting"] == 0
    assert (await says(told, "anybody?", i)).json()["code"] == "not_taken"
    async with town.database.transaction() as db:
        await db.run("update town_groups_wish set at = at - interval '30 days'")
        await wishing.tidy(db)
        assert await db.value("select count(*) from town_groups_wish") == 0


async def test_a_wish_has_one_meaning(told: Told) -> None:
    wish = f"/groups/{told.home.id}/wishes/{uuid4()}"
    for _ in range(2):
        answer = await told.hill.amina.put(wish, json={"what": "card", "text": "Skipper"})
        assert answer.status_code == 202, answer.text
    other = await told.hill.amina.put(wish, json={"what": "card", "text": "Cook"})
    assert other.status_code == 422


async def test_what_waits_is_done_by_the_town_that_carries_on(told: Told, town: Town) -> None:
    """What was said, and what was to change: nothing that waited is lost."""
    rise = {"kind": "system", "meta": {"what": "owner", "person_ids": [told.amina]}}
    await told.row(TARIQ.pid, **rise)
    assert (await says(told, "anybody?", str(uuid4()))).status_code == 202
    for wanted in ({"what": "name", "text": "Ships"}, {"what": "leave"}):
        wish = f"/groups/{told.home.id}/wishes/{uuid4()}"
        assert (await told.hill.amina.put(wish, json=wanted)).status_code == 202
    async with town.database.transaction() as db:
        await db.run("update towns_town set failing_since = $1", db.now - timedelta(days=2))
        group = await store.one(db, UUID(told.home.id))
        me = (await identity.find(db, "amina")).id
        assert group
        await homes.carry_on(db, me, group.id)
    async with town.database.reading() as db:
        assert await db.value("select count(*) from town_groups_wish") == 0
        bodies = await db.rows("select body from chat_message where kind = 'text'")
        assert [row[0] for row in bodies] == ["anybody?"]
        assert await db.value("select name from chat_group") == "Ships"
        assert me not in {one.person_id for one in await store.members(db, group.id)}

"""What a hostile town gets by links and pictures: what a secret opens, pictures of its copies, and
nobody into a group who did not ask that very town.
"""

from typing import Any
from uuid import UUID, uuid4

import pytest

from leapfrog import identity
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.town_groups import store_joining
from tests.fediverse.in_process import app, client, clock, join, settings, settle, town
from tests.matrix import unchanged
from tests.town_groups.stranger import Home, Said, face
from tests.town_groups.test_hostile_home import QUIET, ZOE, ZOE_THERE
from tests.town_groups.test_hostile_member import Member, member
from tests.towns.stranger import Person, key
from tests.towns.test_hostile import HEARD, OAK, Line, bounces, dispatch, hill
from tests.towns.test_strangers import pid_of_amina

__all__ = ["app", "client", "clock", "hill", "join", "member", "settings", "settle", "town"]
INVITATION, GROUP_LINK = "/town/v1/invitation", "/town/v1/group-link"
PICTURE = "/town/v1/group-picture"
# What other towns ask: who may is tested here.
OF_TOWNS = (GROUP_LINK, PICTURE)


@pytest.mark.parametrize(
    ("path", "code"), [(INVITATION, "invitation_over"), (GROUP_LINK, "group_link_over")]
)
async def test_only_a_town_and_a_secret_open_something(
    hill: Line, settings: Settings, path: str, code: str
) -> None:
    await hill.says()
    asked: Said = {"from": "hill.town", "to": "lake.town", "secret": "guessed"}
    async with unchanged(str(settings.database_url)):
        answers = [
            await hill.asks(path, asked, by=OAK),
            await hill.asks(path, asked | {"from": "oak.town"}),
            await hill.asks(path, asked | {"to": "oak.town"}),
            await hill.asks(path, {"secret": "guessed"}),
            await hill.asks(path, asked),
        ]
    assert [one.status_code for one in answers] == [401, 403, 403, 400, 410]
    assert answers[-1].json()["code"] == code


async def test_who_invites_is_told_to_who_holds_the_link(hill: Line) -> None:
    made = (await hill.amina.put(f"/invitations/{new_id()}", json={})).json()
    asked = {"from": "hill.town", "to": "lake.town", "secret": made["url"].rpartition("/")[2]}
    told = (await hill.asks(INVITATION, asked)).json()
    assert (told["address"], told["name"]) == ("amina@lake.town", "Amina")


async def test_a_picture_is_given_to_who_has_a_copy(member: Member, hill: Line) -> None:
    asked: Said = {"from": "hill.town", "to": "lake.town", "group": member.id}
    shown = await hill.asks(PICTURE, asked)
    assert (shown.status_code, shown.content) == (200, b"")
    oak = Line(hill.amina, "oak.town", OAK)
    for wanted in (asked | {"from": "oak.town"}, {**asked, "from": "oak.town", "group": None}):
        assert (await oak.asks(PICTURE, wanted)).status_code == 404
    assert (await hill.asks(PICTURE, asked | {"group": str(uuid4())})).status_code == 404


async def test_only_the_town_that_was_asked_lets_somebody_in(
    hill: Line, town: Town, settings: Settings
) -> None:
    """Zoe, who is nobody's contact here, adds Amina to a group that she asked Hill for."""
    oak, group, amina = Line(hill.amina, "oak.town", OAK), Home(), await pid_of_amina(town)
    await hill.says()
    await oak.says()
    async with town.database.transaction() as db:
        me = (await identity.find(db, "amina")).id
        await store_joining.put(db, UUID(group.id), me, "hill.town", uuid4())
    here: Said = face(Person(key(0), key(1)), "amina@lake.town", role="member")
    here |= {"pid": amina, "since": "2026-11-24T09:00:00Z"}
    body = group.begun([ZOE_THERE, here], [{"pid": amina, "by": ZOE.pid}])

    def begun() -> dict[str, Any]:
        return {**dispatch("g.in", ZOE, "", body), "from": ""}

    other = begun()
    async with unchanged(str(settings.database_url), *HEARD, *QUIET):
        await oak.says(other)
    assert [one["of"] for one in await bounces(town)] == [other["id"]]
    await hill.says(begun())
    assert len(await bounces(town)) == 1
    rows = (await hill.amina.get("/conversations")).json()["conversations"]
    assert [one["id"] for one in rows if one["kind"] == "group"] == []
    made: Said = {"kind": "system", "meta": {"what": "approved", "person_ids": [amina]}}
    row = group.row(ZOE.pid, who=[ZOE_THERE, here], **made)
    await hill.says({**dispatch("g.log", ZOE, "", row), "from": ""})
    rows = (await hill.amina.get("/conversations")).json()["conversations"]
    assert [one["id"] for one in rows if one["kind"] == "group"] == [group.id]

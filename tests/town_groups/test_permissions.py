"""Who may do what with a group that lives in another town: who is signed out, a stranger, who was
removed, and who is blocked are refused, and nothing has changed.
"""

from typing import Any
from uuid import uuid4

import msgspec
import pytest

from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import Join
from tests.http import Client, Enter
from tests.matrix import unchanged
from tests.town_groups.test_hostile_home import (
    Told,
    app,
    client,
    clock,
    hill,
    join,
    settings,
    settle,
    told,
    town,
)
from tests.towns.test_hostile import TARIQ

__all__ = ["app", "client", "clock", "hill", "join", "settings", "settle", "told", "town"]


class Operation(msgspec.Struct, frozen=True):
    """One request, and what who is signed out, a stranger and who was removed are answered."""

    method: str
    route: str
    body: Any
    answers: tuple[int, int, int]


WISH = "/groups/{group}/wishes/{fresh}"
OPERATIONS = [
    Operation("GET", "/groups/{group}/home", None, (401, 404, 404)),
    Operation("PUT", "/groups/{group}/home", None, (401, 404, 404)),
    Operation("PUT", WISH, {"what": "name", "text": "Mine"}, (401, 404, 404)),
    Operation("PUT", WISH, {"what": "leave"}, (401, 404, 404)),
    # A town with which this one does not speak is not asked.
    Operation("GET", "/towns/{domain}/group-links/{secret}", None, (401, 502, 502)),
    Operation(
        "PUT", "/towns/{domain}/group-links/{secret}/join", {"greeting": ""}, (401, 502, 502)
    ),
]


async def acts(who: Client, one: Operation, group: str) -> Any:
    path = one.route.replace("{group}", group).replace("{fresh}", str(uuid4()))
    path = path.replace("{domain}", "elm.town").replace("{secret}", "abc")
    return await who.request(one.method, path, json=one.body)


async def refused(who: Client, at: int, group: str, settings: Settings) -> None:
    for one in OPERATIONS:
        async with unchanged(str(settings.database_url), "identity_session"):
            answer = await acts(who, one, group)
        assert answer.status_code == one.answers[at], f"{one.method} {one.route}: {answer.text}"


async def test_strangers_change_nothing(
    told: Told, join: Join, client: Enter, settings: Settings
) -> None:
    await refused(client(), 0, told.home.id, settings)
    await refused(await join("stranger"), 1, told.home.id, settings)


async def test_who_was_removed_changes_nothing(told: Told, settings: Settings) -> None:
    gone = {"kind": "system", "meta": {"what": "removed", "person_ids": [told.amina]}}
    await told.row(TARIQ.pid, **gone)
    await refused(told.hill.amina, 2, told.home.id, settings)


@pytest.mark.parametrize("what", ["add", "remove", "role"])
async def test_nobody_is_named_who_is_no_contact_or_not_in_it(
    told: Told, join: Join, settings: Settings, what: str
) -> None:
    """Also not who is blocked: they are no contact any more."""
    kofi = await join("kofi")
    blocked = await told.hill.amina.put(f"/blocks/{kofi.me['id']}")
    assert blocked.is_success, blocked.text
    wanted = {"what": what, "person_ids": [kofi.me["id"]]}
    async with unchanged(str(settings.database_url), "identity_session"):
        answer = await told.hill.amina.put(f"/groups/{told.home.id}/wishes/{uuid4()}", json=wanted)
    assert answer.status_code == 422, answer.text


async def test_who_is_in_it_does_not_carry_on_what_is_awake(told: Told, settings: Settings) -> None:
    path = f"/groups/{told.home.id}/home"
    assert (await told.hill.amina.get(path)).json()["may_carry_on"] is False
    # When the other town was heard last is noted whatever anybody asks.
    async with unchanged(str(settings.database_url), "identity_session", "towns_town"):
        answer = await told.hill.amina.put(path)
    assert answer.json()["code"] == "home_awake"

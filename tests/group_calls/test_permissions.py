"""Who may do what with a call of a group: who is signed out, a stranger, who left the group, who
was removed and whom a block parts are refused, and nothing has changed.
"""

from typing import Any

import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.chat.acts import code, ok
from tests.contacts.conftest import Join, Settle
from tests.group_calls.acts import Rowers, begin, begun, join_call, seated
from tests.http import Client, Enter
from tests.matrix import unchanged

# What each operation answers whoever is signed out, and whoever is not in the group.
OPERATIONS: list[tuple[str, str, Any, str]] = [
    ("GET", "/group-calls/{call}", None, "no_call"),
    ("PUT", "/group-calls/{new}", {"conversation_id": "{group}"}, "no_conversation"),
    ("PUT", "/group-calls/{call}/seat", {}, "no_call"),
    ("DELETE", "/group-calls/{call}/seats/1", None, "no_call"),
    ("DELETE", "/group-calls/{call}/ring", None, "no_call"),
]


async def tried(who: Client, call: Any, rowers: Rowers) -> list[str]:
    """What this one is answered, operation by operation."""
    found = []
    for method, route, body, _ in OPERATIONS:
        path = route.replace("{call}", call["id"]).replace("{new}", str(new_id()))
        given = body
        if body and "conversation_id" in body:
            given = {"conversation_id": rowers.group, "media": "voice"}
        found.append(code(await who.request(method, path, json=given)))
    return found


async def refused(who: Client, call: Any, rowers: Rowers, settings: Settings) -> None:
    async with unchanged(str(settings.database_url), "identity_session"):
        assert await tried(who, call, rowers) == [one[3] for one in OPERATIONS]
        assert ok(await who.get("/group-calls"))["calls"] == []


async def test_a_stranger_changes_nothing(
    rowers: Rowers, join: Join, client: Enter, settings: Settings
) -> None:
    call = await begun(rowers.amina, rowers.group)
    stranger = await join("stranger")
    await refused(stranger, call, rowers, settings)
    async with unchanged(str(settings.database_url)):
        assert set(await tried(client(), call, rowers)) == {"sign_in_needed"}
        assert code(await client().get("/group-calls")) == "sign_in_needed"


@pytest.mark.parametrize("removed", [True, False])
async def test_who_is_no_member_any_more_changes_nothing(
    rowers: Rowers, settings: Settings, settle: Settle, removed: bool
) -> None:
    by = rowers.amina if removed else rowers.bo
    ok(await by.delete(f"/groups/{rowers.group}/members/{rowers.bo.me['id']}"))
    call = await begun(rowers.amina, rowers.group)
    assert rowers.bo.me["id"] not in call["rings"]
    await refused(rowers.bo, call, rowers, settings)


async def test_who_is_blocked_by_somebody_in_it_changes_nothing(
    rowers: Rowers, settings: Settings, settle: Settle
) -> None:
    call = await begun(rowers.amina, rowers.group)
    ok(await rowers.amina.put(f"/blocks/{rowers.bo.me['id']}"))
    await settle()
    async with unchanged(str(settings.database_url), "identity_session"):
        assert code(await join_call(rowers.bo, call)) == "call_apart"


async def test_nobody_puts_another_one_out_or_silences_them(
    rowers: Rowers, settings: Settings
) -> None:
    call = await begun(rowers.amina, rowers.group)
    his = await seated(rowers.bo, call)
    async with unchanged(str(settings.database_url), "identity_session"):
        for seat in (1, his, 0, -1, 2**70):
            path = f"/group-calls/{call['id']}/seats/{seat}"
            assert (await rowers.carla.delete(path)).status_code in (200, 400, 404)
    assert len(ok(await rowers.amina.get(f"/group-calls/{call['id']}"))["seats"]) == 2


async def test_what_is_no_call_is_refused(rowers: Rowers, settings: Settings) -> None:
    async with unchanged(str(settings.database_url), "identity_session"):
        wrong = await begin(rowers.amina, rowers.group, "smoke")
        assert wrong.status_code == 400
        old = "0b5e8f0e-7d0a-4f5e-9b7e-111111111111"
        assert code(await begin(rowers.amina, rowers.group, call_id=old)) == "invalid"
        assert code(await begin(rowers.amina, str(new_id()))) == "no_conversation"
        assert code(await join_call(rowers.amina, {"id": new_id()})) == "no_call"

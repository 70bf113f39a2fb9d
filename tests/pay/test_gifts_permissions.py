"""Who may do what with packets and bills: nobody, a stranger, who is blocked, a member."""

import re
from typing import Any

import msgspec
import pytest

from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.packets.http import handlers as packet_routes
from leapfrog.splits.http import handlers as split_routes
from tests.contacts.conftest import Join
from tests.http import Client, Enter
from tests.matrix import unchanged
from tests.pay.acts import confirmed, order
from tests.pay.group import gathered, given, shared

# `signed_out`: no session; `other`: a contact of Amina's who is not in the group; `blocked`: Bo, a
# member whom Amina blocked; `own`: Cleo, a member. Packet and bill are Amina's.
WHO = ("signed_out", "other", "blocked", "own")
BILL = {"conversation_id": "{group_id}", "title": "x", "currency": "EUR", "mode": "even"}


class Operation(msgspec.Struct, frozen=True):
    """One request, and what each of `WHO` is answered."""

    method: str
    route: str
    body: Any
    answers: tuple[int, int, int, int]


OPERATIONS = [
    Operation("GET", "/pay/packets", None, (401, 200, 200, 200)),
    Operation("GET", "/pay/packets/waiting", None, (401, 200, 200, 200)),
    Operation(
        "PUT",
        "/pay/packets/{new_id}",
        {"conversation_id": "{group_id}", "amount": 5, "currency": "EUR", "confirmation": "{a}"},
        (401, 404, 200, 200),
    ),
    Operation("GET", "/pay/packets/{packet_id}", None, (401, 404, 200, 200)),
    Operation("POST", "/pay/packets/{packet_id}/open", {}, (401, 404, 403, 200)),
    Operation("PUT", "/pay/packets/{packet_id}/thanks", {"text": "Hi"}, (401, 404, 404, 200)),
    Operation("GET", "/pay/splits", None, (401, 200, 200, 200)),
    Operation(
        "PUT",
        "/pay/splits/{new_id}",
        {**BILL, "total": 100, "people": ["{me}", "{amina}"]},
        (401, 404, 200, 200),
    ),
    Operation(
        "POST",
        "/pay/splits/{new_id}/parts",
        {**BILL, "total": 100, "people": ["{me}", "{amina}"]},
        (401, 200, 200, 200),
    ),
    Operation("GET", "/pay/splits/{split_id}", None, (401, 404, 200, 200)),
    Operation("PATCH", "/pay/splits/{split_id}", {"quiet": True}, (401, 404, 403, 403)),
    Operation("POST", "/pay/splits/{split_id}/pay", {"confirmation": "{b}"}, (401, 404, 200, 200)),
    Operation("POST", "/pay/splits/{split_id}/take-back", None, (401, 404, 409, 409)),
    Operation("POST", "/pay/splits/{split_id}/capture", {"cover": True}, (401, 404, 403, 403)),
    Operation("POST", "/pay/splits/{split_id}/remind", None, (401, 404, 403, 403)),
    Operation("POST", "/pay/splits/{split_id}/cancel", None, (401, 404, 403, 403)),
    Operation("POST", "/pay/splits/{split_id}/debts/0/cash", None, (401, 404, 403, 403)),
    Operation("GET", "/pay/debts/{group_id}", None, (401, 404, 200, 200)),
    # Alone, a debt is settled with as few payments as can be.
    Operation(
        "PUT",
        "/pay/splits/{new_id}/netting",
        {"conversation_id": "{group_id}"},
        (401, 404, 409, 409),
    ),
]


def plain(path: str) -> str:
    """A route without the names of what is in it."""
    return re.sub(r"{\w+(:\w+)?}|/0/", lambda found: "/*/" if "/" in found[0] else "*", path)


def test_each_route_is_in_the_table() -> None:
    made = {
        (method, plain(path))
        for route in [*packet_routes, *split_routes]
        for path in route.paths
        for method in route.http_methods
        if method != "OPTIONS"
    }
    desk = {("PUT", "/pay/desk/packets")}
    assert made - desk == {(operation.method, plain(operation.route)) for operation in OPERATIONS}


@pytest.mark.parametrize("who", WHO)
async def test_refused_means_that_nothing_changed(
    who: str, join: Join, client: Enter, town: Town, settings: Settings
) -> None:
    group = await gathered(join, town)
    words = {
        "group_id": group.id,
        "amina": group.amina.me["id"],
        "packet_id": await given(group.amina, group.id, 500, shares=3),
        "split_id": await shared(group.amina, group.id, 900, *group.members),
    }
    await group.amina.put(f"/blocks/{group.bo.me['id']}")
    one = {"other": group.dara, "blocked": group.bo, "own": group.cleo}.get(who) or client()
    assert settings.database_url
    for operation in OPERATIONS:
        wanted = operation.answers[WHO.index(who)]
        more = {"me": one.me.get("id", group.bo.me["id"]), "new_id": str(new_id())}
        more |= await confirmations(one, words | more) if one.me else {"a": "none", "b": "none"}
        if wanted < 400:
            assert await answered(one, operation, words | more) == wanted, operation.route
            continue
        async with unchanged(settings.database_url):
            assert await answered(one, operation, words | more) == wanted, operation.route


async def confirmations(one: Client, words: dict[str, str]) -> dict[str, str]:
    """Of a packet, and of one's part in the bill."""
    bill = words["split_id"]
    packet = order("packet", words["new_id"], words["group_id"], 5)
    part = order("bill", bill, bill, 300)
    return {"a": str(await confirmed(one, packet)), "b": str(await confirmed(one, part))}


async def answered(one: Client, operation: Operation, words: dict[str, str]) -> int:
    body = filled(operation.body, words)
    answer = await one.request(operation.method, filled(operation.route, words), json=body)
    return answer.status_code


def filled(value: Any, words: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: filled(each, words) for name, each in value.items()}
    if isinstance(value, list):
        return [filled(each, words) for each in value]
    return value.format(**words) if isinstance(value, str) else value

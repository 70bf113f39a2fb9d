"""Who may do what with the fediverse: nobody, a stranger, who is blocked, the operator; what is
refused changes nothing, and nobody changes what is another's.
"""

import re
from typing import Any

import msgspec
import pytest

from leapfrog.fediverse import http_api
from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from tests.contacts.acts import ok
from tests.contacts.conftest import Join
from tests.fediverse.in_process import (
    app,
    client,
    clock,
    door,
    follows,
    join,
    read_all,
    settings,
    town,
)
from tests.fediverse.peers import Door, Peer, peer
from tests.http import Client, Enter
from tests.matrix import unchanged

__all__ = ["app", "client", "clock", "door", "join", "settings", "town"]

# `out`: no session; `stranger`; `blocked`: whom Vera of good.example blocks; `operator`: Olga.
WHO = ("out", "stranger", "blocked", "operator")
EVERYBODY, OPERATORS = (401, 200, 200, 200), (401, 403, 403, 200)
NOBODY = (401, 422, 422, 422)
UNDER_WAY = ("fediverse_host", "fediverse_delivery")


class Operation(msgspec.Struct, frozen=True):
    """One request, and what each of `WHO` is answered."""

    method: str
    route: str
    body: Any = None
    answers: tuple[int, int, int, int] = EVERYBODY


OPERATIONS = [
    Operation("GET", "/fediverse/found?q={vera}"),
    Operation("GET", "/fediverse/account"),
    Operation("PUT", "/fediverse/aliases", {"addresses": ["{vera}"]}),
    Operation("PUT", "/fediverse/aliases", {"addresses": ["nobody"]}, NOBODY),
    Operation("PUT", "/fediverse/move", {"address": "nobody"}, NOBODY),
    Operation("DELETE", "/fediverse/move"),
    Operation("GET", "/fediverse/hosts", None, OPERATORS),
    Operation("PUT", "/fediverse/hosts/{host}", {"rule": "blocked"}, OPERATORS),
    Operation("GET", "/fediverse/decisions", None, OPERATORS),
]


def test_each_route_of_the_fediverse_is_in_the_table() -> None:
    made = {(m, p) for r in http_api.routes for p in r.paths for m in r.http_methods}
    told = {(operation.method, operation.route.partition("?")[0]) for operation in OPERATIONS}
    shaped = {(method, re.sub(r":\w+}", "}", path)) for method, path in made}
    assert {pair for pair in shaped if pair[0] != "OPTIONS"} == told


class Place(msgspec.Struct, frozen=True):
    people: dict[str, Client]
    vera: Peer

    async def does(self, who: str, operation: Operation) -> tuple[int, str]:
        names = {"vera": self.vera.uri, "host": "evil.example"}
        path = re.sub(r"{(\w+)}", lambda found: names[found[1]], operation.route)
        body = msgspec.json.encode(operation.body).decode().replace("{vera}", self.vera.uri)
        more = {"content": body, "headers": {"content-type": "application/json"}}
        answer = await self.people[who].request(
            operation.method, path, **(more if operation.body else {})
        )
        return answer.status_code, answer.text


@pytest.fixture
async def place(town: Town, door: Door, client: Enter, join: Join) -> Place:
    stranger, bo, olga = [await join(name) for name in ("stranger", "bo_chen", "olga")]
    vera = await peer(town, "vera", "good.example")
    await follows(door, stranger, vera)
    block = vera.act("Block", f"{door.origin}/ap/people/{bo.me['id']}")
    assert (await door.bring(vera, block)).status_code == 202
    await read_all(town)
    return Place(dict(zip(WHO, (client(), stranger, bo, olga), strict=True)), vera)


async def test_each_route_refuses_whom_it_is_not_for(place: Place, settings: Settings) -> None:
    wrong = []
    for n, who in enumerate(WHO):
        # Activities are carried meanwhile, or are not.
        async with unchanged(settings.database_url or "", *UNDER_WAY):
            for operation in (one for one in OPERATIONS if one.answers[n] >= 400):
                status, _ = await place.does(who, operation)
                if status != operation.answers[n]:
                    wrong.append((who, operation.method, operation.route, status))
    for n, who in enumerate(WHO):
        for operation in (one for one in OPERATIONS if one.answers[n] < 400):
            status, _ = await place.does(who, operation)
            if status != operation.answers[n]:
                wrong.append((who, operation.method, operation.route, status))
    assert not wrong, "\n".join(map(str, wrong))


async def test_who_is_blocked_finds_nobody(place: Place) -> None:
    found = {}
    for who in ("stranger", "blocked"):
        answer = await place.people[who].get("/fediverse/found", params={"q": place.vera.uri})
        found[who] = [one["person"]["address"] for one in ok(answer)["people"]]
    assert found == {"stranger": ["vera@good.example"], "blocked": []}


async def test_each_changes_their_own_account_only(place: Place) -> None:
    stranger, bo = place.people["stranger"], place.people["blocked"]
    ok(await stranger.put("/fediverse/aliases", json={"addresses": [place.vera.uri]}))
    assert ok(await stranger.get("/fediverse/account"))["also_known_as"] == ["vera@good.example"]
    assert ok(await bo.get("/fediverse/account"))["also_known_as"] == []


async def test_a_post_for_followers_is_found_by_those_only(
    place: Place, door: Door, town: Town
) -> None:
    followers = f"{place.vera.uri}/followers"
    note = place.vera.note("Among us", to=[followers], cc=[])
    await door.bring(place.vera, place.vera.act("Create", note))
    await read_all(town)
    found = {}
    for who in WHO[1:]:
        answer = await place.people[who].get("/fediverse/found", params={"q": note["id"]})
        found[who] = len(ok(answer)["posts"])
    assert found == {"stranger": 1, "blocked": 0, "operator": 0}

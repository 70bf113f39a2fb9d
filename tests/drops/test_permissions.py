"""Who may do what with drops: nobody, a stranger, another shop's owner, the maker, the desk."""

import re
from typing import Any

import msgspec

from leapfrog.drops.http import routes
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import Join
from tests.drops.acts import SEED, announced, closed, reserved, wish
from tests.http import Enter
from tests.matrix import unchanged
from tests.orders.acts import Fair

WHO = ("signed_out", "stranger", "rival", "desk", "maker")
Answers = tuple[int, int, int, int, int]
SEEN: Answers = (401, 200, 200, 200, 200)
MAKERS: Answers = (401, 404, 404, 404, 200)
CLOSED = "/drops/{closed}"
HELPER = "/desk/drops/helpers/{person}"


class Operation(msgspec.Struct, frozen=True):
    """One request, and what each is answered."""

    method: str
    route: str
    body: Any
    answers: Answers


OPERATIONS = [
    Operation("GET", "/drops", None, SEEN),
    Operation("GET", "/drops/helpers", None, SEEN),
    Operation("GET", "/drops/{open}", None, SEEN),
    Operation("GET", f"{CLOSED}/tickets", None, SEEN),
    Operation("GET", f"{CLOSED}/draw", None, (401, 404, 404, 404, 404)),
    Operation("PUT", "/drops/{fresh}", "{wish}", MAKERS),
    Operation("PUT", "/drops/{open}/reservations/{fresh}", None, (401, 200, 200, 200, 403)),
    # Somebody else's ticket.
    Operation("DELETE", "/drops/{open}/reservations/{ticket}", None, (401, 404, 404, 404, 404)),
    Operation("PUT", "/drops/{open}/code", {"code": "F-AAAAAAAAAA"}, (401, 404, 404, 404, 404)),
    Operation("GET", "/drops/{open}/codes", None, MAKERS),
    Operation("PUT", "/drops/{open}/codes/{fresh}", "{for}", (401, 404, 404, 404, 200)),
    Operation("PUT", f"{CLOSED}/seed", {"seed": SEED.hex()}, MAKERS),
    Operation("PUT", "/drops/{lost}/commitment", {"commitment": "ab" * 32}, MAKERS),
    Operation("PUT", "/drops/{off}/end", {"why": "No clay"}, MAKERS),
    Operation("PUT", HELPER, {"why": "Helps"}, (401, 403, 403, 200, 403)),
    Operation("DELETE", HELPER, None, (401, 403, 403, 204, 403)),
]


def test_each_route_of_drops_is_in_the_table() -> None:
    made = {(way, path) for one in routes for path in one.paths for way in one.http_methods}
    plain = {(way, re.sub(r"{\w+(:\w+)?}", "{}", path)) for way, path in made}
    told = {(one.method, re.sub(r"{\w+}", "{}", one.route)) for one in OPERATIONS}
    assert {pair for pair in plain if pair[0] != "OPTIONS"} == told


async def test_each_gets_what_the_table_says(
    fair: Fair, join: Join, client: Enter, settings: Settings
) -> None:
    people = dict(zip(WHO, (client(), fair.amina, fair.juma, fair.olga, fair.mei), strict=True))
    sam = await join("sam")
    names: dict[str, Any] = {"person": fair.juma.me["id"]}
    # Bowls are few.
    noodles = {"variant_id": str(fair.kitchen.variants["Noodles"])}
    for name in ("closed", "lost"):
        names[name] = await announced(fair, **noodles)
        await reserved(fair.juma, names[name])
    await closed(fair)
    for name in ("open", "off"):
        names[name] = await announced(fair, code_units=1, **noodles)
    names["ticket"] = (await reserved(sam, names["open"]))["ticket"]["id"]
    bodies = {"{wish}": wish(fair, **noodles), "{for}": {"person_id": fair.olga.me["id"]}}

    async def answered(who: str, one: Operation) -> int:
        path = one.route.format(**names, fresh=new_id())
        body = bodies.get(one.body, one.body) if isinstance(one.body, str) else one.body
        return (await people[who].request(one.method, path, json=body)).status_code

    every = [(who, one, one.answers[at]) for one in OPERATIONS for at, who in enumerate(WHO)]
    wrong = []
    # Those who are refused come first, and change nothing; then those who may.
    async with unchanged(str(settings.database_url), "identity_session"):
        for who, one, due in every:
            if due >= 400:
                had = await answered(who, one)
                wrong += [(who, one.route, had)] if had != due else []
    for who, one, due in every:
        if due < 400:
            had = await answered(who, one)
            wrong += [(who, one.route, had)] if had != due else []
    assert wrong == []

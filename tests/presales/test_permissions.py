"""Who may do what with pre-sales: nobody, a stranger, another shop's owner, a cashier, who booked,
who leads the shop.
"""

import re
from typing import Any

import msgspec

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.presales.http import routes
from tests.contacts.conftest import Settle
from tests.http import Enter
from tests.matrix import unchanged
from tests.orders.acts import Fair, ok
from tests.presales.acts import enrolled, pay_deposit, seen, wish

WHO = ("signed_out", "stranger", "rival", "buyer", "maker")
Answers = tuple[int, int, int, int, int]
SEEN: Answers = (401, 200, 200, 200, 200)
MAKERS: Answers = (401, 404, 404, 404, 200)
ONES_OWN: Answers = (401, 404, 404, 200, 404)
BOOKING = "/presales/{presale}/bookings/{booking}"


class Operation(msgspec.Struct, frozen=True):
    """One request, and what each is answered."""

    method: str
    route: str
    body: Any
    answers: Answers


OPERATIONS = [
    Operation("GET", "/presales", None, SEEN),
    Operation("GET", "/presales/mine", None, SEEN),
    Operation("GET", "/presales/{presale}", None, SEEN),
    Operation("PUT", "/presales/{fresh}", "{wish}", MAKERS),
    # Without a PIN, a confirmation, or where they work; then with somebody else's id.
    Operation("PUT", "/presales/{presale}/bookings/{fresh}", "{terms}", (401, 409, 409, 403, 403)),
    Operation("PUT", BOOKING, "{terms}", (401, 409, 409, 200, 409)),
    Operation("DELETE", BOOKING, None, ONES_OWN),
    Operation("PUT", "/presales/{presale}/end", {"why": "No clay"}, MAKERS),
]


def test_each_route_of_presales_is_in_the_table() -> None:
    made = {(way, path) for one in routes for path in one.paths for way in one.http_methods}
    plain = {(way, re.sub(r"{\w+(:\w+)?}", "{}", path)) for way, path in made}
    told = {(one.method, re.sub(r"{\w+}", "{}", one.route)) for one in OPERATIONS}
    assert {pair for pair in plain if pair[0] != "OPTIONS"} == told


async def test_each_gets_what_the_table_says(
    fair: Fair, client: Enter, settings: Settings, settle: Settle
) -> None:
    people = dict(zip(WHO, (client(), fair.olga, fair.juma, fair.amina, fair.mei), strict=True))
    presale = await enrolled(fair, kept=False)
    ok(await pay_deposit(fair.amina, presale))
    shown = await seen(fair.amina, presale)
    names = {"presale": presale, "booking": shown["booking"]["id"]}
    noodles = {"variant_id": str(fair.kitchen.variants["Noodles"])}
    bodies = {"{wish}": wish(fair, **noodles), "{terms}": {"terms": shown["terms"]}}
    await settle()

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
                wrong += [(who, one.method, one.route, had)] if had != due else []
    for who, one, due in every:
        if due < 400:
            had = await answered(who, one)
            wrong += [(who, one.method, one.route, had)] if had != due else []
    assert wrong == []

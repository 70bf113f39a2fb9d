"""Who may do what with orders that are paid at the door: nobody, a stranger, another shop's owner,
a cashier of the shop, who brings it, who ordered it, who leads the shop.
"""

import re
from typing import Any

import msgspec

from leapfrog.door_cases.http import routes as asking
from leapfrog.door_orders.http import routes as ordering
from leapfrog.door_receipts.http import routes as receipts
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import Settle
from tests.door_orders.acts import allowed, placed, sent, wish
from tests.http import Enter
from tests.matrix import unchanged
from tests.orders.acts import ok
from tests.parcels.acts import Village

WHO = ("signed_out", "stranger", "rival", "courier", "buyer", "owner")
Answers = tuple[int, int, int, int, int, int]
ALL: Answers = (401, 200, 200, 200, 200, 200)
OWNERS: Answers = (401, 404, 404, 404, 404, 200)
BOTH: Answers = (401, 404, 404, 404, 200, 200)
NOTHING: Answers = (401, 404, 404, 404, 404, 404)
# The stranger works at the desk.
CLERKS: Answers = (401, 200, 403, 403, 403, 403)
ASKS = {"kind": "refund", "units": [{"no": 0, "n": 1}]}
DROPS = {"act": "drop"}
RULES = {"to_buyer": 1, "for_buyer": "So", "for_shop": "So"}


class Operation(msgspec.Struct, frozen=True):
    """One request, and what each is answered."""

    method: str
    route: str
    body: Any
    answers: Answers


# What stands for something in a path: a name, and which credit note.
GIVEN = re.compile(r"{\w+}|(?<=credit-notes/)0")
TERMS, ORDER = "/door-orders/terms/{shop}", "/door-orders/{order}"
OPERATIONS = [
    Operation("GET", TERMS, None, ALL),
    Operation("PUT", TERMS, {"most": 4_000}, OWNERS),
    Operation("GET", "/door-orders", None, ALL),
    Operation("GET", "/merchants/{shop}/door-orders", None, OWNERS),
    Operation("GET", ORDER, None, BOTH),
    # Somebody else's id; and nobody orders where they work.
    Operation("PUT", ORDER, "{wish}", (401, 409, 409, 409, 200, 409)),
    Operation("PUT", "/door-orders/{fresh}", "{wish}", (401, 200, 200, 200, 200, 409)),
    # Without a confirmation.
    Operation("PUT", "/door-orders/{sent}/payment", {}, (401, 404, 404, 404, 403, 404)),
    Operation("PUT", f"{ORDER}/shipment", None, OWNERS),
    Operation("PUT", "/door-orders/{other}/end", {"why": "No gas"}, BOTH),
    # There is no receipt of what is not handed over.
    Operation("GET", f"{ORDER}/receipt.pdf", None, (401, 404, 404, 404, 409, 409)),
    Operation("GET", f"{ORDER}/receipt.escpos", None, (401, 404, 404, 404, 409, 409)),
    # Nor an invoice; and a private person issues none.
    Operation("PUT", f"{ORDER}/invoice", None, (401, 404, 404, 404, 409, 409)),
    Operation("GET", f"{ORDER}/invoice.pdf", None, NOTHING),
    Operation("GET", f"{ORDER}/invoice.xml", None, NOTHING),
    Operation("GET", f"{ORDER}/credit-notes/0/credit-note.pdf", None, NOTHING),
    Operation("GET", f"{ORDER}/credit-notes/0/credit-note.xml", None, NOTHING),
    # Of what is not handed over nothing is asked back; that which was is in test_cases.py.
    Operation("GET", f"{ORDER}/cases", None, BOTH),
    Operation("PUT", f"{ORDER}/cases/{{fresh}}", ASKS, (401, 404, 404, 404, 409, 404)),
    Operation("PUT", "/door-orders/cases/{fresh}/entries/{fresh}", DROPS, NOTHING),
    Operation("GET", "/desk/door-orders", None, CLERKS),
    Operation(
        "PUT",
        "/desk/door-orders/cases/{fresh}/rulings/{fresh}",
        RULES,
        (401, 404, 403, 403, 403, 403),
    ),
]


def test_each_route_is_in_the_table() -> None:
    made = {
        (way, path)
        for one in (*ordering, *receipts, *asking)
        for path in one.paths
        for way in one.http_methods
    }
    plain = {(way, re.sub(r"{\w+(:\w+)?}", "{}", path)) for way, path in made}
    told = {(one.method, GIVEN.sub("{}", one.route)) for one in OPERATIONS}
    assert {pair for pair in plain if pair[0] != "OPTIONS"} == told


async def test_each_gets_what_the_table_says(
    village: Village, client: Enter, settings: Settings, settle: Settle
) -> None:
    fair = village.fair
    people = dict(
        zip(WHO, (client(), fair.olga, fair.juma, village.kofi, fair.amina, fair.mei), strict=True)
    )
    await allowed(fair)
    names = {"shop": fair.kitchen.id, "order": await placed(fair), "sent": await sent(fair)}
    names["other"] = await placed(fair)
    await settle()

    async def answered(who: str, one: Operation) -> int:
        path = one.route.format(**names, fresh=new_id())
        body = wish(fair) if one.body == "{wish}" else one.body
        return (await people[who].request(one.method, path, json=body)).status_code

    every = [(who, one, one.answers[at]) for one in OPERATIONS for at, who in enumerate(WHO)]
    wrong = []
    # Those who are refused come first, and change nothing; then those who may.
    async with unchanged(str(settings.database_url), "identity_session"):
        for who, one, due in every:
            if due >= 400:
                had = await answered(who, one)
                wrong += [(who, one.method, one.route, had)] if had != due else []
    ok(await fair.amina.put(f"/door-orders/{names['other']}/end", json={}))
    for who, one, due in every:
        if due < 400:
            had = await answered(who, one)
            wrong += [(who, one.method, one.route, had)] if had != due else []
    assert wrong == []

"""Who may do what with carts and orders: nobody, a stranger, another shop's owner, the shop's
cashier and manager, the buyer, who works at the desk.
"""

import re
from datetime import timedelta
from typing import Any

import msgspec

from leapfrog import till
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.order_checks.http import routes as checks
from leapfrog.orders.http import routes
from leapfrog.presents.http import routes as presents
from tests.contacts.conftest import Join, Settle
from tests.http import Client, Enter
from tests.matrix import unchanged
from tests.orders.acts import Fair, ok
from tests.pay.acts import befriend

WHO = (
    "signed_out",
    "stranger",
    "rival",
    "cashier",
    "agent",
    "packer",
    "manager",
    "buyer",
    "desk",
)
Answers = tuple[int, int, int, int, int, int, int, int, int]
PAID, OTHER, SENT = "/orders/{paid}", "/orders/{other}", "/orders/{sent}"
CASE, RULING = "/orders/cases/{case}", "/desk/orders/cases/{case}/rulings/{fresh}"
ONES_OWN: Answers = (401, 200, 200, 200, 200, 200, 200, 200, 200)
READ: Answers = (401, 404, 404, 403, 200, 403, 200, 404, 404)
PACKED: Answers = (401, 404, 404, 403, 403, 200, 200, 404, 404)
BUYERS: Answers = (401, 404, 404, 404, 404, 404, 404, 200, 404)
RULED = {"to_buyer": 1, "for_buyer": "Half", "for_shop": "Half"}
PRESENTS: Answers = (401, 404, 404, 404, 404, 404, 200, 200, 404)
# Only those who talk with somebody ask them; and nobody gives themselves a present.
ASKED: Answers = (401, 403, 403, 403, 403, 403, 422, 200, 403)
HOME = {"name": "Marta", "address": "Pier 3", "hidden": True}
CANCEL = {"kind": "cancel", "units": [{"no": 0, "n": 1}]}


class Operation(msgspec.Struct, frozen=True):
    """One request about what Amina bought of Mei, and what each is answered."""

    method: str
    route: str
    body: Any
    answers: Answers


OPERATIONS = [
    Operation("GET", "/cart", None, ONES_OWN),
    Operation("PUT", "/cart/{variant}", {"n": 1}, ONES_OWN),
    # Nobody buys where they work.
    Operation("POST", "/orders/quotes", "{wanted}", (401, 200, 200, 409, 409, 409, 409, 200, 200)),
    Operation(
        "PUT", "/orders/payments/{fresh}", "{quote}", (401, 422, 422, 422, 422, 422, 422, 403, 422)
    ),
    Operation("GET", "/orders", None, ONES_OWN),
    Operation("GET", "/orders/running", None, ONES_OWN),
    Operation("GET", PAID, None, (401, 404, 404, 403, 200, 403, 200, 200, 404)),
    Operation("GET", "/merchants/{shop}/orders", None, READ),
    Operation("GET", "/merchants/{shop}/packing", None, PACKED),
    Operation("GET", "/packing/{pack}", None, PACKED),
    Operation("PUT", "/packing/{pack}/packed", None, PACKED),
    Operation("PUT", "/packing/{pack}/shipments/{fresh}", {"units": [{"no": 0, "n": 1}]}, PACKED),
    # The manager knows no code: that is counted.
    Operation(
        "PUT", f"{SENT}/handover", {"code": "?"}, (401, 404, 404, 403, 403, 403, 403, 404, 404)
    ),
    Operation("PUT", f"{SENT}/confirmation", None, BUYERS),
    # The shop cannot give itself more time to send.
    Operation(
        "PUT",
        f"{OTHER}/extensions/{{fresh}}",
        {"days": 1},
        (401, 404, 404, 403, 403, 403, 409, 200, 404),
    ),
    Operation(
        "PUT", f"{OTHER}/cases/{{fresh}}", CANCEL, (401, 404, 404, 403, 403, 403, 200, 200, 404)
    ),
    # Who asks does not answer.
    Operation(
        "PUT",
        f"{CASE}/entries/{{fresh}}",
        {"act": "agree"},
        (401, 404, 404, 403, 403, 403, 200, 422, 404),
    ),
    Operation("PUT", f"{PAID}/again", None, BUYERS),
    Operation("GET", "/presents", None, ONES_OWN),
    # Amina asks Mei's manager, who says where; nobody else hears of it.
    Operation("GET", "/presents/{present}", None, PRESENTS),
    Operation(
        "PUT", "/presents/{present}/answer", HOME, (401, 404, 404, 404, 404, 404, 200, 404, 404)
    ),
    Operation("PUT", "/presents/{fresh}", "{ask}", ASKED),
    Operation("DELETE", "/presents/{present}", None, (401, 404, 404, 404, 404, 404, 404, 204, 404)),
    Operation("GET", "/desk/orders", None, (401, 403, 403, 403, 403, 403, 403, 403, 200)),
    Operation("GET", "/desk/orders/waiting", None, (401, 403, 403, 403, 403, 403, 403, 403, 200)),
    # Nobody has called the town yet.
    Operation("PUT", RULING, RULED, (401, 403, 403, 403, 403, 403, 403, 403, 409)),
]
COUNTED = ("manager", f"{SENT}/handover")


def test_each_route_of_orders_is_in_the_table() -> None:
    made = {
        (way, path)
        for one in [*routes, *presents, *checks]
        for path in one.paths
        for way in one.http_methods
    }
    plain = {(way, re.sub(r"{\w+(:\w+)?}", "{}", path)) for way, path in made}
    told = {(one.method, re.sub(r"{\w+}", "{}", one.route)) for one in OPERATIONS}
    assert {pair for pair in plain if pair[0] != "OPTIONS"} == told


async def test_each_gets_what_the_table_says(
    fair: Fair, join: Join, client: Enter, settings: Settings
) -> None:
    people = await everybody(fair, join, client)
    names, bodies = await scene(fair, people["manager"])

    async def answered(who: str, one: Operation) -> int:
        path = one.route.format(**names, fresh=new_id())
        body = bodies.get(one.body, one.body) if isinstance(one.body, str) else one.body
        return (await people[who].request(one.method, path, json=body)).status_code

    refused, allowed = split()
    # Those who are refused come first, and change nothing; then those who may.
    async with unchanged(str(settings.database_url), "identity_session"):
        found = [(who, one, await answered(who, one)) for who, one in refused]
    found += [(who, one, await answered(who, one)) for who, one in allowed]
    wrong = [(who, one.route, had) for who, one, had in found if had != one.answers[WHO.index(who)]]
    assert wrong == []


def split() -> tuple[list[tuple[str, Operation]], list[tuple[str, Operation]]]:
    """Who is refused what, and who may do what."""
    every = [(who, one, at) for one in OPERATIONS for at, who in enumerate(WHO)]
    refused = [
        (who, one)
        for who, one, at in every
        if one.answers[at] >= 400 and (who, one.route) != COUNTED
    ]
    return refused, [(who, one) for who, one, _ in every if (who, one) not in refused]


async def everybody(fair: Fair, join: Join, client: Enter) -> dict[str, Client]:
    roles = ("cashier", "agent", "packer", "manager")
    staff = [await join(f"the_{role}") for role in roles]
    for one, role in zip(staff, roles, strict=True):
        await befriend(fair.mei, one)
        path = f"/merchants/{fair.kitchen.id}/cashiers/{one.me['id']}"
        ok(await fair.mei.put(path, json={"role": role}))
    async with fair.town.database.glance() as db:
        assert len((await till.shop_staff(db, [fair.kitchen.id]))[fair.kitchen.id]) == 5
    people = (client(), await join("sam"), fair.juma, *staff, fair.amina, fair.olga)
    return dict(zip(WHO, people, strict=True))


async def scene(fair: Fair, manager: Client) -> tuple[dict[str, Any], dict[str, Any]]:
    """Orders in several states, one with a question, and a quote that Amina has not paid."""
    bought = [(await fair.bought(fair.wanted(fair.kitchen, Noodles=2)))[0]["id"] for _ in range(5)]
    names: dict[str, Any] = dict(
        zip(("paid", "other", "sent", "asked", "pack"), bought, strict=True)
    )
    for name in ("sent", "asked"):
        await fair.send(names[name])
    case = ok(await fair.ask(names["asked"], "refund"))["cases"][0]["id"]
    wanted = fair.wanted(fair.kitchen, Bowl=1)
    quoted = ok(await fair.quote(wanted))
    names |= {"case": case, "shop": fair.kitchen.id, "variant": fair.kitchen.variants["Bowl"]}
    await befriend(fair.amina, manager)
    names["present"], about = new_id(), {"person_id": manager.me["id"], "message": "For you"}
    ok(await fair.amina.put(f"/presents/{names['present']}", json=about))
    asked = {"shops": [wanted], "name": "Sam"}
    quote = {"quote": quoted["quote"]}
    return names, {"{wanted}": asked, "{quote}": quote, "{ask}": about}


async def test_a_packer_sees_no_money_and_an_agent_no_address_of_what_is_over(
    fair: Fair, join: Join, settle: Settle
) -> None:
    agent, packer = await join("anna"), await join("paul")
    for one, role in ((agent, "agent"), (packer, "packer")):
        await befriend(fair.mei, one)
        ok(
            await fair.mei.put(
                f"/merchants/{fair.kitchen.id}/cashiers/{one.me['id']}", json={"role": role}
            )
        )
    [order] = await fair.bought(fair.wanted(fair.kitchen, Noodles=2))
    shown = ok(await packer.get(f"/merchants/{fair.kitchen.id}/packing"))["orders"]
    assert [one["id"] for one in shown] == [order["id"]]
    assert [(one["title"], one["to_send"]) for one in shown[0]["lines"]] == [("Noodles", 2)]
    words = {"total", "paid", "price", "unit_price", "refunded", "released", "code", "buyer_id"}
    assert not words & {*shown[0], *shown[0]["lines"][0]}
    # It is fetched: neither address nor phone is needed.
    assert (shown[0]["for_address"], shown[0]["for_phone"]) == ("", "")
    ok(await packer.put(f"/packing/{order['id']}/packed"))
    shipment = f"/packing/{order['id']}/shipments/{new_id()}"
    for _ in range(2):
        assert ok(await packer.put(shipment, json={}))["lines"][0]["to_send"] == 0
    lives = "update orders_order set for_address = 'Lake road 4', for_phone = '1' returning id"
    assert await fair.value(lives)
    assert ok(await agent.get(f"/orders/{order['id']}"))["for_address"] == "Lake road 4"
    ok(await fair.amina.put(f"/orders/{order['id']}/confirmation"))
    assert (await packer.get(f"/packing/{order['id']}")).status_code == 404
    fair.clock.advance(timedelta(days=30))
    await settle()
    seen = ok(await agent.get(f"/orders/{order['id']}"))
    assert (seen["state"], seen["for_address"], seen["for_phone"]) == ("done", "", "")

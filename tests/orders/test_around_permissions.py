"""Who may do what around an order: its papers, what is said of it, coupons, what goes together,
the catalogue; with the people of `test_permissions`.
"""

import re
from datetime import timedelta
from typing import Any

from leapfrog.catalogues.http import routes as catalogues
from leapfrog.consolidation.http import routes as together
from leapfrog.coupons.http import routes as coupons
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.papers.http import routes as papers
from leapfrog.reviews.http import routes as reviews
from tests.contacts.conftest import Join
from tests.http import Enter
from tests.matrix import unchanged
from tests.orders.acts import Fair, ok
from tests.orders.test_permissions import (
    BUYERS,
    ONES_OWN,
    PACKED,
    WHO,
    Answers,
    Operation,
    everybody,
)
from tests.samples import jpeg

LEADS: Answers = (401, 404, 404, 403, 403, 403, 200, 404, 404)
# Who packs sees nothing of what is over.
OVER: Answers = (401, 404, 404, 403, 403, 404, 200, 404, 404)
BOTH: Answers = (401, 404, 404, 403, 403, 403, 200, 200, 404)
# There is none.
NONE: Answers = (401, 404, 404, 403, 403, 403, 404, 404, 404)
PICTURE = jpeg((64, 48))
GOT, REVIEW = "/orders/{got}", "/reviews/{review}"
# What stands for something in a path: a name, which credit note.
GIVEN = re.compile(r"{\w+(:\w+)?}|(?<=credit-notes/)0")
OPERATIONS = [
    Operation("GET", "/market/items/{item}/reviews", None, ONES_OWN),
    Operation("GET", "/market/fronts/{shop}/reviews", None, ONES_OWN),
    Operation("GET", "/market/recommended", None, ONES_OWN),
    Operation("GET", "/reviews/own", None, ONES_OWN),
    # Of somebody else's order there is nothing in it.
    Operation("GET", "/reviews/own/orders/{got}", None, ONES_OWN),
    Operation("PUT", "/reviews/{fresh}", "{about}", (401, 403, 403, 403, 403, 403, 403, 200, 403)),
    Operation("PUT", f"{REVIEW}/addition", {"text": "Still good"}, BUYERS),
    Operation("PUT", f"{REVIEW}/answer", {"text": "Thank you"}, LEADS),
    # Neither who wrote it, nor who works there.
    Operation(
        "PUT", f"{REVIEW}/vote", {"helpful": True}, (401, 200, 200, 403, 403, 403, 403, 403, 200)
    ),
    Operation(
        "PUT",
        f"{REVIEW}/reports/{{fresh}}",
        {"text": "Rude"},
        (401, 204, 204, 204, 204, 204, 204, 204, 204),
    ),
    Operation("PUT", f"{REVIEW}/pictures/{{fresh}}", PICTURE, BUYERS),
    Operation(
        "DELETE",
        f"{REVIEW}/pictures/{{fresh}}",
        None,
        (401, 404, 404, 404, 404, 404, 404, 204, 404),
    ),
    Operation("PUT", "/market/coupon-batches/{fresh}", "{batch}", LEADS),
    Operation("PUT", "/market/coupon-batches/{paused}/state", {"state": "paused"}, LEADS),
    Operation("GET", "/merchants/{shop}/coupon-batches", None, LEADS),
    Operation("GET", "/market/fronts/{shop}/coupons", None, ONES_OWN),
    Operation("PUT", "/coupons/{fresh}", "{taking}", ONES_OWN),
    Operation("GET", "/coupons", None, ONES_OWN),
    Operation("GET", f"{GOT}/packing.pdf", None, OVER),
    Operation("GET", f"{GOT}/packing.escpos", None, OVER),
    Operation("GET", f"{GOT}/label.pdf", None, OVER),
    Operation("GET", f"{GOT}/label.escpos", None, OVER),
    Operation("GET", f"{GOT}/receipt.escpos", None, BOTH),
    # A private person issues no invoice.
    Operation("PUT", f"{GOT}/invoice", None, (401, 404, 404, 403, 403, 403, 409, 409, 404)),
    Operation("GET", f"{GOT}/invoice.pdf", None, NONE),
    Operation("GET", f"{GOT}/invoice.xml", None, NONE),
    Operation("GET", f"{GOT}/credit-notes/0/credit-note.pdf", None, NONE),
    Operation("GET", f"{GOT}/credit-notes/0/credit-note.xml", None, NONE),
    Operation("GET", "/merchants/{shop}/consolidations", None, PACKED),
    # What is fetched lies in no parcel.
    Operation(
        "PUT",
        "/merchants/{shop}/consolidations/{fresh}",
        "{bundle}",
        (401, 404, 404, 403, 403, 409, 409, 404, 404),
    ),
    Operation("GET", "/market/fronts/{shop}/catalogue/{format}", None, LEADS),
]


def test_each_route_around_orders_is_in_the_table() -> None:
    made = {
        (way, path)
        for one in [*reviews, *coupons, *papers, *together, *catalogues]
        for path in one.paths
        for way in one.http_methods
    }
    plain = {(way, GIVEN.sub("{}", path)) for way, path in made}
    told = {(one.method, GIVEN.sub("{}", one.route)) for one in OPERATIONS}
    assert {pair for pair in plain if pair[0] != "OPTIONS"} == told


async def test_each_gets_around_orders_what_the_table_says(
    fair: Fair, join: Join, client: Enter, settings: Settings
) -> None:
    people = await everybody(fair, join, client)
    names, bodies = await scene(fair)

    async def answered(who: str, one: Operation) -> int:
        path = one.route.format(**names, fresh=new_id())
        body = bodies.get(one.body, one.body) if isinstance(one.body, str) else one.body
        more = {"content": body} if isinstance(body, bytes) else {"json": body}
        return (await people[who].request(one.method, path, **more)).status_code

    every = [(who, one, one.answers[at]) for one in OPERATIONS for at, who in enumerate(WHO)]
    refused = [each for each in every if each[2] >= 400]
    # Those who are refused come first, and change nothing; then those who may.
    async with unchanged(str(settings.database_url), "identity_session"):
        found = [(*each, await answered(*each[:2])) for each in refused]
    found += [(*each, await answered(*each[:2])) for each in every if each not in refused]
    assert [(who, one.method, one.route, had) for who, one, due, had in found if had != due] == []


async def scene(fair: Fair) -> tuple[dict[str, Any], dict[str, Any]]:
    """An order that Amina received and reviewed in part, two that are to be fetched, and coupons of
    two kinds, of which one is given out.
    """
    goods = fair.wanted(fair.kitchen, Noodles=1, Bowl=1)
    [got] = await fair.bought(goods)
    await fair.send(got["id"])
    order = ok(await fair.amina.put(f"/orders/{got['id']}/confirmation"))
    first, second = (
        {"order_id": order["id"], "item_id": line["item_id"], "stars": 4, "text": "Good"}
        for line in order["lines"]
    )
    review = ok(await fair.amina.put(f"/reviews/{new_id()}", json=first))
    until = (fair.clock.now() + timedelta(days=20)).isoformat()
    terms = {"name": "Welcome", "kind": "threshold", "least": 1_000, "off": 300}
    batch = {"merchant_id": str(fair.kitchen.id), "units": 20, "until": until, **terms}
    made = [f"/market/coupon-batches/{new_id()}" for _ in range(2)]
    given, paused = [ok(await fair.mei.put(one, json=batch))["id"] for one in made]
    for one in made:
        ok(await fair.mei.put(f"{one}/state", json={"state": "running"}))
    wait = [(await fair.bought(fair.wanted(fair.kitchen, Noodles=1)))[0]["id"] for _ in range(2)]
    names = {"got": order["id"], "review": review["id"]}
    names |= {
        "format": "shopify",
        "item": first["item_id"],
        "shop": fair.kitchen.id,
        "paused": paused,
    }
    bodies = {"{about}": second, "{batch}": batch, "{taking}": {"batch_id": given}}
    return names, {**bodies, "{bundle}": {"orders": wait}}

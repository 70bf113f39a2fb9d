"""Who may do what with the stock of a shop: nobody, a stranger, who buys there, who works or packs
there, who leads it, the owner of another shop, the desk, and somebody whom the owner blocked.
"""

import re
from typing import Any

import msgspec

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.warehouses.http import routes
from tests.contacts.conftest import Join
from tests.http import Client, Enter
from tests.matrix import unchanged
from tests.orders.acts import ok
from tests.pay.acts import befriend
from tests.warehouses.acts import GTIN, Depot

WHO = (
    "signed_out",
    "stranger",
    "buyer",
    "cashier",
    "packer",
    "manager",
    "rival",
    "desk",
    "blocked",
)
# What who packs does as well.
PACKS = re.compile("/(day-list|picks)")
SHOP = "/merchants/{shop}"
GOODS = {"variant_id": "{noodles}", "n": 1}
MOVE = {"from_id": "{home}", "to_id": "{barn}", "lines": [GOODS]}
ORDER = {
    "supplier_id": "{supplier}",
    "warehouse_id": "{home}",
    "lines": [GOODS | {"cost": 100}],
}


class Operation(msgspec.Struct, frozen=True):
    """One request, which who leads the shop may, and is answered with `status`."""

    method: str
    route: str
    body: Any = None
    status: int = 200


OPERATIONS = [
    # Before others move what was counted.
    Operation(
        "PUT",
        f"{SHOP}/stock-counts/{{count}}/booking",
        {"reasons": [{"variant_id": "{noodles}", "reason": "lost"}]},
    ),
    Operation("GET", f"{SHOP}/stock"),
    Operation("GET", f"{SHOP}/stock/scanned?code={GTIN}"),
    Operation("GET", f"{SHOP}/stock/{{noodles}}"),
    Operation("PUT", f"{SHOP}/stock/{{noodles}}", {"low_water": 3, "cost": 100}),
    Operation("GET", f"{SHOP}/stock-transfers"),
    Operation("PUT", f"{SHOP}/stock-transfers/{{fresh}}", MOVE),
    Operation("PUT", f"{SHOP}/stock-transfers/{{transfer}}/arrival", {}),
    Operation("GET", f"{SHOP}/stock-counts"),
    Operation(
        "PUT", f"{SHOP}/stock-counts/{{fresh}}", {"warehouse_id": "{home}", "lines": [GOODS]}
    ),
    Operation("PUT", f"{SHOP}/suppliers/{{fresh}}", {"name": "Mill"}),
    Operation("GET", f"{SHOP}/supplier-orders"),
    Operation("PUT", f"{SHOP}/supplier-orders/{{fresh}}", ORDER),
    Operation("PUT", f"{SHOP}/supplier-orders/{{purchase}}/receipts/{{fresh}}", {"lots": [GOODS]}),
    Operation("PUT", f"{SHOP}/supplier-orders/{{purchase}}/end"),
    Operation("GET", f"{SHOP}/day-list"),
    Operation("PUT", f"{SHOP}/picks/{{fresh}}", {"orders": ["{second}"]}),
    Operation("GET", f"{SHOP}/picks/{{pick}}"),
    Operation("PUT", f"{SHOP}/picks/{{pick}}/scans/{{fresh}}", {"code": GTIN}),
    Operation("PUT", f"{SHOP}/picks/{{pick}}/shipment"),
    Operation("DELETE", f"{SHOP}/picks/{{pick}}", None, 204),
]


def test_each_route_of_stock_keeping_is_in_the_table() -> None:
    made = {(way, path) for one in routes for path in one.paths for way in one.http_methods}
    plain = {(way, re.sub(r"{\w+(:\w+)?}", "{}", path)) for way, path in made}
    told = {(one.method, re.sub(r"{\w+}", "{}", one.route.partition("?")[0])) for one in OPERATIONS}
    assert {pair for pair in plain if pair[0] != "OPTIONS"} == told


async def test_each_may_what_the_table_says(
    depot: Depot, join: Join, client: Enter, settings: Settings
) -> None:
    people, known = await everybody(depot, join, client), await scene(depot)

    async def answered(who: str, one: Operation) -> int:
        given = known | {"fresh": str(new_id())}
        path, body = _filled(one.route, given), _filled(one.body, given)
        return (await people[who].request(one.method, path, json=body)).status_code

    due = {"signed_out": 401, "cashier": 403, "packer": 403}
    others = [
        (who, one)
        for one in OPERATIONS
        for who in WHO
        if who != "manager" and (who != "packer" or not PACKS.search(one.route))
    ]
    # Those who are refused come first, and change nothing.
    async with unchanged(str(settings.database_url), "identity_session"):
        found = [(who, one.route, await answered(who, one)) for who, one in others]
    assert [each for each in found if each[2] != due.get(each[0], 404)] == []
    for one in OPERATIONS:
        assert (one.route, await answered("manager", one)) == (one.route, one.status)
    known |= {"second": known["third"], "pick": known["other_pick"]}
    for one in OPERATIONS:
        if PACKS.search(one.route):
            assert (one.route, await answered("packer", one)) == (one.route, one.status)


async def everybody(depot: Depot, join: Join, client: Enter) -> dict[str, Client]:
    fair, mei = depot.fair, depot.fair.mei
    names = ("carla", "paul", "marta", "ben")
    cashier, packer, manager, blocked = [await join(name) for name in names]
    for one, role in ((cashier, "cashier"), (packer, "packer"), (manager, "manager")):
        await befriend(mei, one)
        path = f"{depot.path}/cashiers/{one.me['id']}"
        ok(await mei.put(path, json={"role": role}))
    ok(await mei.put(f"/blocks/{blocked.me['id']}"))
    people = (
        client(),
        await join("sam"),
        fair.amina,
        cashier,
        packer,
        manager,
        fair.juma,
        fair.olga,
        blocked,
    )
    return dict(zip(WHO, people, strict=True))


async def scene(depot: Depot) -> dict[str, str]:
    """A transfer, a count, a purchase and a list that are open, and an order that waits."""
    fair, known = depot.fair, {"shop": str(depot.shop), "noodles": depot.noodles}
    known |= {"home": depot.home, "barn": depot.barn, "supplier": await depot.supplier()}
    known["count"] = ok(await depot.count(noodles=18))["id"]
    known["transfer"] = ok(await depot.move(1))["id"]
    ok(await depot.count(known["count"], noodles=18))
    known["purchase"] = (await depot.ordered(known["supplier"]))["id"]
    for name in ("first", "second", "third", "other"):
        [order] = await fair.bought(fair.wanted(fair.kitchen, Noodles=1))
        known[name] = order["id"]
    known["pick"] = ok(await depot.pick(known["first"]))["id"]
    known["other_pick"] = ok(await depot.pick(known["other"]))["id"]
    return known


def _filled(what: Any, given: dict[str, str]) -> Any:
    if isinstance(what, str):
        for name, value in given.items():
            what = what.replace(f"{{{name}}}", value)
        return what
    if isinstance(what, dict):
        return {key: _filled(value, given) for key, value in what.items()}
    if isinstance(what, list):
        return [_filled(value, given) for value in what]
    return what

"""Who may do what with parcels: nobody, a stranger, the buyer, who works in the shop, who leads it,
a courier, another courier, who keeps the point, the desk, and somebody whom the shop blocked.
"""

import re
from typing import Any

import msgspec

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.parcels.http import routes
from tests.contacts.conftest import Join
from tests.http import Client, Enter
from tests.matrix import unchanged
from tests.orders.acts import ok
from tests.parcels.acts import POINT, TERMS, Village
from tests.parcels.stork import Stork, booked_parcel, stork
from tests.pay.acts import befriend

__all__ = ["stork"]

WHO = (
    "signed_out",
    "stranger",
    "buyer",
    "cashier",
    "agent",
    "packer",
    "manager",
    "courier",
    "another",
    "keeper",
    "desk",
    "blocked",
)
SHOP, KIOSK = "/merchants/{shop}", "/merchants/{kiosk}"
EVENT = "/parcels/{carried}/events/{fresh}"


class Operation(msgspec.Struct, frozen=True):
    """One request, and who is answered 200; all others get `but`, signed out 401."""

    method: str
    route: str
    body: Any
    allowed: str
    but: int = 404
    others: dict[str, int] = {}


ALL = "stranger buyer cashier agent packer manager courier another keeper desk blocked"
ADDRESS = {"name": "A", "line": "By the well"}
DIRECT = {"service": "courier", "name": "Ali", "address": "Hill", "cash": 100}
YES = {"allowed": True}
HOURS = {"weekdays": [1], "leaves_at": 600, "ends_at": 900}
STAFF = {"cashier": 403, "agent": 403, "packer": 403}
NO_PACKING = {"cashier": 403, "agent": 403}
OPERATIONS = [
    Operation("GET", "/addresses", None, ALL),
    Operation("PUT", "/addresses/{fresh}", ADDRESS, ALL),
    Operation("DELETE", "/addresses/{address}", None, "buyer"),
    Operation("GET", f"{SHOP}/delivery-choices", None, ALL),
    Operation("GET", "/pickup-points", None, ALL),
    # Whoever holds it may, and who sends, keeps or gets it.
    Operation("GET", "/parcels/{carried}", None, "buyer packer manager courier keeper"),
    Operation("GET", "/parcels/numbers/{number}", None, "buyer packer manager courier keeper"),
    Operation(
        "PUT",
        EVENT,
        {"act": "depart"},
        "packer manager courier",
        404,
        {"buyer": 403, "keeper": 403},
    ),
    Operation("GET", f"{SHOP}/delivery-terms", None, "manager", 404, STAFF),
    Operation("PUT", f"{SHOP}/delivery-terms", TERMS, "manager", 404, STAFF),
    # Of all that is under way: addresses, phones, codes.
    Operation("GET", f"{SHOP}/parcels", None, "packer manager", 404, NO_PACKING),
    Operation("PUT", f"{SHOP}/parcels/{{fresh}}", DIRECT, "manager", 404, STAFF),
    Operation("GET", f"{SHOP}/cash", None, "manager", 404, STAFF),
    Operation(
        "PUT",
        f"{SHOP}/cash/{{taker}}/counts/{{fresh}}",
        {"expected": 700, "counted": 650},
        "manager",
        404,
        STAFF,
    ),
    Operation("PUT", f"{KIOSK}/pickup-point", POINT, "keeper"),
    Operation("GET", f"{KIOSK}/pickup-point", None, "keeper"),
    Operation("PUT", f"{KIOSK}/pickup-point/arrivals/{{fresh}}", {"number": "{number}"}, "keeper"),
    # Nobody else's try is counted.
    Operation("PUT", f"{KIOSK}/pickup-point/handouts/{{fresh}}", {"code": "{code}"}, "keeper"),
    Operation("GET", "/receiver-cards", None, ALL),
    Operation("PUT", "/receiver-cards/{fresh}", {"name": "Fatou"}, "keeper", 403),
    Operation("GET", "/courier", None, ALL),
    Operation("PUT", "/courier", {"about": "On foot"}, ALL),
    Operation("PUT", "/courier/hours", HOURS, "courier another", 404),
    Operation("GET", "/carriers", None, ALL),
    Operation("GET", "/parcels/{booked}/label", None, "packer manager"),
    Operation("POST", "/carriers/{carrier}/news", [], "", 403, {"signed_out": 403}),
    Operation("GET", f"{SHOP}/delivery-record", None, ALL),
    Operation("GET", "/desk/parcels", None, "desk", 403),
    Operation("PUT", "/desk/pickup-points/{kiosk}", YES, "desk", 403),
    Operation("PUT", "/desk/couriers/{taker}", YES, "desk", 403),
    Operation(
        "PUT",
        "/desk/parcels/{other}/events/{fresh}",
        {"act": "lose", "reason": "Fire"},
        "desk",
        403,
    ),
]


def test_each_route_of_parcels_is_in_the_table() -> None:
    made = {(way, path) for one in routes for path in one.paths for way in one.http_methods}
    plain = {(way, re.sub(r"{\w+(:\w+)?}", "{}", path)) for way, path in made}
    told = {(one.method, re.sub(r"{\w+}", "{}", one.route)) for one in OPERATIONS}
    assert {pair for pair in plain if pair[0] != "OPTIONS"} == told


def wanted(one: Operation, who: str) -> int:
    if who == "signed_out":
        return one.others.get(who, 401)
    return 200 if who in one.allowed.split() else one.others.get(who, one.but)


async def test_each_gets_what_the_table_says(
    village: Village, join: Join, client: Enter, settings: Settings, stork: Stork
) -> None:
    people = await everybody(village, join, client)
    names = await scene(village, people)

    async def answered(who: str, one: Operation) -> int:
        path = one.route.format(**names, fresh=new_id())
        body = one.body
        if isinstance(body, dict):
            body = {
                key: each.format(**names) if isinstance(each, str) else each
                for key, each in body.items()
            }
        return (await people[who].request(one.method, path, json=body)).status_code

    every = [(who, one) for one in OPERATIONS for who in WHO]
    refused = [each for each in every if wanted(each[1], each[0]) != 200]
    # Those who are refused come first, and change nothing.
    async with unchanged(str(settings.database_url), "identity_session"):
        found = [(who, one.route, await answered(who, one)) for who, one in refused]
    told = [(who, one.route, wanted(one, who)) for who, one in refused]
    assert [each for each in found if each not in told] == []
    # What one of those who may does is done: the next ones find it so.
    for one in OPERATIONS:
        if not one.allowed:
            continue
        who = one.allowed.split()[0]
        assert (who, one.route, await answered(who, one)) == (who, one.route, 200)


async def everybody(village: Village, join: Join, client: Enter) -> dict[str, Client]:
    fair = village.fair
    cashier, agent, packer, manager, another, blocked = [
        await join(name) for name in ("carla", "aiko", "pavel", "marta", "musa", "ben")
    ]
    staff = {"cashier": cashier, "agent": agent, "packer": packer, "manager": manager}
    for role, one in staff.items():
        await befriend(fair.mei, one)
        path = f"/merchants/{fair.kitchen.id}/cashiers/{one.me['id']}"
        ok(await fair.mei.put(path, json={"role": role}))
    ok(await another.put("/courier", json={"about": "A cart"}))
    ok(await fair.olga.put(f"/desk/couriers/{another.me['id']}", json=YES))
    ok(await fair.mei.put(f"/blocks/{blocked.me['id']}"))
    people = (
        client(),
        await join("sam"),
        fair.amina,
        *staff.values(),
        village.kofi,
        another,
        fair.juma,
        fair.olga,
        blocked,
    )
    return dict(zip(WHO, people, strict=True))


async def scene(village: Village, people: dict[str, Client]) -> dict[str, Any]:
    """Parcels on their way to the point and lost, cash that Kofi took, an address of Amina's."""
    fair, kofi = village.fair, village.kofi
    carried, other = await village.sent(), await village.sent()
    for one in (carried, other):
        ok(await village.does(kofi, one, "collect"))
    sold = f"/merchants/{fair.kitchen.id}/parcels/{new_id()}"
    direct = ok(await fair.mei.put(sold, json=DIRECT | {"cash": 700}))
    ok(await village.does(kofi, direct, "collect"))
    ok(await village.does(kofi, direct, "deliver", signature="Ali"))
    address = str(new_id())
    ok(await fair.amina.put(f"/addresses/{address}", json=ADDRESS))
    booked = await booked_parcel(village)
    return {
        "shop": fair.kitchen.id,
        "kiosk": village.point,
        "carried": carried["id"],
        "other": other["id"],
        "number": carried["number"],
        "code": carried["code"],
        "taker": kofi.me["id"],
        "address": address,
        "booked": booked["id"],
        "carrier": "stork",
    }

"""Who may do what at a locker: nobody, a stranger, the buyer, who packs in the shop, a courier,
who works at the locker's shop, who runs it, the desk, somebody whom the shop blocked.
"""

import re
from typing import Any

import msgspec

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.lockers.http import routes
from tests.contacts.conftest import Join, Settle
from tests.http import Client, Enter
from tests.lockers.acts import LOCKER, PLAN, Corner
from tests.matrix import unchanged
from tests.orders.acts import ok
from tests.pay.acts import befriend

WHO = (
    "signed_out",
    "stranger",
    "buyer",
    "packer",
    "courier",
    "cashier",
    "keeper",
    "desk",
    "blocked",
)
ALL = "stranger buyer packer courier cashier keeper desk blocked"
ONE = "/lockers/{locker}"
# Each state needs a compartment of its own.
DOORS = [*PLAN, *({"label": f"{row}{n}", "size": "S"} for row in "DEF" for n in (1, 2, 3))]
WISHES = LOCKER | {"merchant_id": "{kiosk}", "doors": DOORS}


class Operation(msgspec.Struct, frozen=True):
    """One request, and who is answered as it should be; all others get `but`, signed out 401."""

    method: str
    route: str
    body: Any
    allowed: str
    but: int = 404
    others: dict[str, int] = {}


RUNS = {"cashier": 403}
OPERATIONS = [
    Operation("GET", "/lockers", None, ALL),
    Operation("PUT", ONE, WISHES, "keeper", 404, RUNS),
    Operation("PUT", f"{ONE}/doors/B1", {"works": True}, "keeper", 404, RUNS),
    Operation("PUT", f"{ONE}/doors/C1/openings/{{fresh}}", None, "keeper", 404, RUNS),
    # Whoever runs it opens nothing in which a parcel lies.
    Operation("PUT", f"{ONE}/doors/A1/openings/{{fresh}}", None, "", 404, RUNS | {"keeper": 409}),
    Operation("GET", "/locker-round", None, ALL),
    # Nobody lays in what somebody else carries; who packs carries for the shop.
    Operation("PUT", f"{ONE}/fillings/{{fresh}}", {"number": "{carried}"}, "courier packer"),
    # There is room: nobody brings it elsewhere, but whoever carries it is told why.
    Operation(
        "PUT",
        f"{ONE}/redirections/{{fresh}}",
        {"parcel_id": "{other}"},
        "",
        404,
        {"courier": 409, "packer": 409},
    ),
    # What goes back is for couriers and its shop.
    Operation("PUT", f"{ONE}/collections/{{fresh}}", {"parcel_id": "{back}"}, "courier packer"),
    # What waits is for who bought it: not for the shop, the courier, the keeper or the desk.
    Operation(
        "GET",
        "/parcels/{lies}/locker",
        None,
        "buyer",
        404,
        {"packer": 403, "keeper": 403, "cashier": 403},
    ),
    Operation(
        "PUT",
        "/parcels/{lies}/fetchings/{fresh}",
        None,
        "buyer",
        404,
        {"packer": 403, "keeper": 403, "cashier": 403},
    ),
    Operation("GET", "/lockers/openings/{opened}", None, "courier"),
    Operation("PUT", "/lockers/openings/{opened}/doubt", {"what": "small"}, "courier"),
    Operation("GET", "/locker-returns/places", None, ALL),
    Operation(
        "PUT",
        "/locker-returns/{return}",
        {"case_id": "{case}", "locker_id": "{locker}"},
        "buyer",
        409,
    ),
    Operation("GET", "/locker-returns/{return}", None, "buyer"),
    Operation("PUT", "/locker-returns/{return}/drops/{fresh}", None, "buyer"),
    Operation("GET", "/desk/lockers", None, "desk", 403),
    Operation("PUT", "/desk/lockers/doors/{occupied}/openings/{fresh}", None, "desk", 403),
    Operation(
        "PUT", "/desk/lockers/doors/{unknown}/findings/{fresh}", {"found": "empty"}, "desk", 403
    ),
    Operation("PUT", "/desk/lockers/doubts/{doubted}", None, "desk", 403),
    # A fresh key ends the line of the machine.
    Operation("POST", f"{ONE}/key", None, "keeper", 404, RUNS),
    Operation("PUT", f"{ONE}/service", {"in_service": False}, "keeper", 404, RUNS),
    Operation("DELETE", ONE, None, "", 404, RUNS | {"keeper": 409}),
]


def test_each_route_of_lockers_is_in_the_table() -> None:
    made = {(way, path) for one in routes for path in one.paths for way in one.http_methods}
    plain = {(way, re.sub(r"{\w+(:\w+)?}", "{}", path)) for way, path in made}
    told = {(one.method, re.sub(r"{\w+}|(?<=doors/)[ABC]1", "{}", one.route)) for one in OPERATIONS}
    assert {pair for pair in plain if pair[0] != "OPTIONS"} == told


def wanted(one: Operation, who: str) -> int:
    if who == "signed_out":
        return 401
    return 200 if who in one.allowed.split() else one.others.get(who, one.but)


async def test_each_gets_what_the_table_says(
    corner: Corner, join: Join, client: Enter, settings: Settings, settle: Settle
) -> None:
    people = await everybody(corner, join, client)
    names = await scene(corner, settle)

    async def answered(who: str, one: Operation) -> int:
        body = one.body
        if body is not None:
            body = {
                key: each.format(**names) if isinstance(each, str) else each
                for key, each in body.items()
            }
        path = one.route.format(**names, fresh=new_id())
        return (await people[who].request(one.method, path, json=body)).status_code

    every = [(who, one) for one in OPERATIONS for who in WHO]
    refused = [each for each in every if wanted(each[1], each[0]) != 200]
    # Those who are refused come first, and change nothing.
    async with unchanged(str(settings.database_url), "identity_session"):
        found = [(who, one.route, await answered(who, one)) for who, one in refused]
    told = [(who, one.route, wanted(one, who)) for who, one in refused]
    assert [each for each in found if each not in told] == []
    for one in OPERATIONS:
        if one.allowed:
            who = one.allowed.split()[0]
            status = await answered(who, one)
            assert (who, one.route, status) == (who, one.route, 200)


async def everybody(corner: Corner, join: Join, client: Enter) -> dict[str, Client]:
    fair, village = corner.village.fair, corner.village
    packer, cashier, blocked = [await join(name) for name in ("pavel", "carla", "ben")]
    for who, shop, one, role in (
        (fair.mei, fair.kitchen.id, packer, "packer"),
        (fair.juma, village.point, cashier, "cashier"),
    ):
        await befriend(who, one)
        ok(await who.put(f"/merchants/{shop}/cashiers/{one.me['id']}", json={"role": role}))
    ok(await fair.juma.put(f"/blocks/{blocked.me['id']}"))
    people = (
        client(),
        await join("sam"),
        fair.amina,
        packer,
        village.kofi,
        cashier,
        fair.juma,
        fair.olga,
        blocked,
    )
    return dict(zip(WHO, people, strict=True))


async def scene(corner: Corner, settle: Settle) -> dict[str, Any]:
    """What waits, goes back, is open, is unknown, and was found otherwise."""
    fair, village = corner.village.fair, corner.village
    body = WISHES | {"merchant_id": str(village.point)}
    ok(await fair.juma.put(f"/lockers/{corner.id}", json=body))
    lies, back, gone = [await corner.sent() for _ in range(3)]
    for one in (lies, back, gone):
        await corner.laid(one)
    ok(await fair.amina.put(f"/parcels/{gone['id']}/fetchings/{new_id()}"))
    await corner.machine.hears_all()
    [label] = corner.machine.open_doors()
    corner.machine.take(label)
    await corner.machine.close(label)
    act = f"/desk/parcels/{back['id']}/events/{new_id()}"
    ok(await fair.olga.put(act, json={"act": "turn_back", "reason": "So"}))
    await settle()
    case = ok(await fair.ask(gone["delivery_id"], "return"))["cases"][0]["id"]
    made = str(new_id())
    wish = {"case_id": case, "locker_id": corner.id}
    ok(await fair.amina.put(f"/locker-returns/{made}", json=wish))
    forced = await corner.sent()
    label = await corner.laid(forced)
    await corner.machine.force(label)
    doubted = await corner.sent()
    found = ok(await corner.lays(doubted))
    ok(await village.kofi.put(f"/lockers/openings/{found['id']}/doubt", json={"what": "occupied"}))
    unknown, occupied = (await corner.desk())["doors"]
    carried, other, opened = [await corner.sent() for _ in range(3)]
    now = ok(await corner.lays(opened))
    return {
        "locker": corner.id,
        "kiosk": village.point,
        "lies": lies["id"],
        "back": back["id"],
        "carried": carried["number"],
        "other": other["id"],
        "opened": now["id"],
        "unknown": unknown["id"],
        "occupied": occupied["id"],
        "doubted": found["id"],
        "case": case,
        "return": made,
    }

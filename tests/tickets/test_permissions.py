"""Who may do what with venues, shows, seats and tickets: nobody, a stranger, another buyer, the
cashier at the gate, the organiser, the buyer.
"""

import re
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.ticket_gates.http import handlers as gate_handlers
from leapfrog.ticket_pages.http import handlers as page_handlers
from leapfrog.ticket_parties.http import handlers as party_handlers
from leapfrog.ticket_sales.http import handlers as sale_handlers
from leapfrog.ticket_waiting.http import handlers as waiting_handlers
from leapfrog.tickets.http import handlers as ticket_handlers
from leapfrog.vouchers.http import handlers as voucher_handlers
from tests.http import Enter
from tests.matrix import unchanged
from tests.tickets.acts import Cinema, ok

handlers = [*ticket_handlers, *gate_handlers, *page_handlers, *sale_handlers, *voucher_handlers]
handlers += [*party_handlers, *waiting_handlers]
WHO = ("signed_out", "other_buyer", "gate", "organiser", "buyer")
SHOW, ORDER, TICKET = "/tickets/shows/{show}", "/tickets/orders/{order}", "/tickets/{ticket}"
DESK = "/tickets/box-office/{desk}"
EVERYBODY = (401, 200, 200, 200, 200)
STAFF = (401, 404, 200, 200, 404)
LEADS = (401, 404, 403, 200, 404)
BUYER = (401, 404, 404, 404, 200)


class Operation(msgspec.Struct, frozen=True):
    """One request about Olga's show or Amina's order, and what each is answered."""

    method: str
    route: str
    body: Any
    answers: tuple[int, ...]


# The last of these end what those before them need.
OPERATIONS = [
    Operation("GET", "/tickets/shows", None, EVERYBODY),
    Operation("GET", SHOW, None, EVERYBODY),
    Operation("GET", f"{SHOW}/seats", None, EVERYBODY),
    Operation("GET", "/tickets/events/{event}/shows", None, EVERYBODY),
    Operation("GET", "/tickets/venues/{venue}/shows", None, EVERYBODY),
    Operation("GET", "/tickets/organisers/{shop}/shows", None, EVERYBODY),
    Operation("GET", "/tickets/plans/{plan}", None, EVERYBODY),
    Operation("GET", "/tickets", None, EVERYBODY),
    Operation("GET", "/tickets/wishes", None, EVERYBODY),
    Operation("GET", f"{SHOW}/odds", None, EVERYBODY),
    Operation("GET", "/tickets/given-up", None, (401, 403, 403, 403, 403)),
    Operation("PUT", f"{SHOW}/wish", {"count": 1}, EVERYBODY),
    Operation("DELETE", f"{SHOW}/wish", None, (401, 204, 204, 204, 204)),
    Operation("GET", f"{TICKET}/calendar", None, BUYER),
    Operation("PUT", f"{TICKET}/listing", None, (401, 404, 404, 404, 204)),
    Operation(
        "PUT",
        f"{ORDER}/listing",
        {"tickets": ["{ticket}", "{act}"]},
        (401, 404, 404, 404, 404),
    ),
    Operation("DELETE", f"{TICKET}/listing", None, (401, 404, 404, 404, 204)),
    Operation("PUT", f"{DESK}/cash", None, STAFF),
    Operation("GET", DESK, None, STAFF),
    Operation("PUT", f"{DESK}/cash-back", None, STAFF),
    Operation("PUT", "/tickets/orders/{desk}/buyer", None, (401, 200, 409, 410, 200)),
    Operation("POST", "/tickets/claims", {"code": "x"}, (401, 404, 404, 404, 404)),
    Operation("PUT", "/tickets/box-office/{fresh}", {"show_id": "{show}", "best": 1}, STAFF),
    Operation("GET", f"{SHOW}/products", None, EVERYBODY),
    Operation("GET", f"{SHOW}/products/sales", None, STAFF),
    Operation("PUT", f"{SHOW}/products", {"quotas": [], "products": []}, LEADS),
    Operation("POST", f"{SHOW}/voucher", {"code": "NOSUCHCODE"}, (401, 404, 404, 404, 404)),
    Operation("PUT", f"{SHOW}/kept-back/{{batch}}", {"seats": []}, LEADS),
    Operation("PUT", "/vouchers/batches/{fresh}", "{vouchers}", LEADS),
    Operation("GET", "/vouchers/batches", None, (401, 400, 400, 400, 400)),
    Operation("GET", "/vouchers/batches/{batch}", None, LEADS),
    Operation("GET", "/vouchers/batches/{batch}/codes.csv", None, LEADS),
    Operation("PUT", "/vouchers/batches/{batch}/end", None, LEADS),
    Operation("GET", f"{SHOW}/figures", None, LEADS),
    Operation("GET", f"{SHOW}/sales.csv", None, LEADS),
    Operation("PUT", f"{SHOW}/messages/{{fresh}}", {"text": "The bar is open."}, LEADS),
    Operation("GET", f"{SHOW}/messages", None, (401, 404, 200, 200, 200)),
    Operation("POST", f"{SHOW}/sold", {"code": "x"}, (401, 404, 404, 404, 404)),
    Operation("POST", f"{SHOW}/counter", {"code": "x"}, (401, 404, 404, 404, 404)),
    Operation(
        "PUT",
        f"{SHOW}/counter/{{line}}",
        {"code": "x", "act": "{act}"},
        (401, 404, 404, 404, 404),
    ),
    Operation("POST", f"{ORDER}/extras/{{line}}/return", None, (401, 404, 404, 404, 404)),
    Operation("PUT", "/tickets/orders/{own}/basket", {"extras": []}, BUYER),
    Operation(
        "PUT",
        "/tickets/orders/{fresh}/by-voucher",
        {"show_id": "{show}", "voucher": "NOSUCHCODE", "best": 1},
        (401, 404, 404, 404, 404),
    ),
    Operation("PUT", "/tickets/parties/{own}", None, BUYER),
    Operation("GET", "/tickets/parties/{own}", None, (401, 404, 404, 404, 200)),
    Operation(
        "PUT",
        "/tickets/parties/{own}/seats",
        {"order_id": "{act}", "tickets": ["{act}"]},
        (401, 404, 404, 404, 409),
    ),
    Operation("GET", "/tickets/orders", None, EVERYBODY),
    Operation("GET", "/tickets/programme", None, EVERYBODY),
    Operation("PUT", "/tickets/orders/{fresh}", {"show_id": "{show}", "best": 1}, EVERYBODY),
    Operation("PUT", ORDER, {"show_id": "{show}", "best": 1}, (401, 409, 409, 409, 200)),
    Operation("GET", ORDER, None, BUYER),
    Operation("PUT", f"{ORDER}/payment", {}, BUYER),
    Operation("GET", f"{SHOW}/sales", None, STAFF),
    Operation("GET", f"{SHOW}/gate", None, STAFF),
    Operation("GET", f"{SHOW}/scans", None, STAFF),
    Operation("GET", f"{SHOW}/scans.csv", None, LEADS),
    Operation("GET", "/tickets/gates", None, EVERYBODY),
    Operation("GET", f"{SHOW}/house", None, STAFF),
    Operation("PUT", f"{SHOW}/house", {"seats": [7]}, LEADS),
    Operation("PUT", f"{SHOW}/reseating", {"code": "x", "seat": 3}, (401, 404, 404, 404, 404)),
    Operation("PUT", f"{DESK}/comp", {"why": "Press"}, LEADS),
    Operation("GET", f"{SHOW}/gate/setup", None, LEADS),
    Operation("PUT", f"{SHOW}/gate/setup", {"re_entry": True}, LEADS),
    Operation("PUT", f"{SHOW}/helpers/{{stranger}}", {}, (401, 404, 403, 409, 404)),
    Operation("DELETE", f"{SHOW}/helpers/{{stranger}}", None, (401, 404, 403, 204, 404)),
    Operation("POST", f"{SHOW}/guests", {"name": "Nobody"}, STAFF),
    Operation(
        "PUT",
        f"{SHOW}/guests/{{act}}",
        {"scan_id": "{line}", "gate": "A"},
        (401, 404, 404, 404, 404),
    ),
    Operation("POST", f"{SHOW}/scans", {"gate": "A", "scans": "{scans}"}, STAFF),
    Operation("PUT", "/tickets/venues/{venue}", {"merchant_id": "{shop}", "name": "Mine"}, LEADS),
    Operation(
        "PUT",
        "/tickets/halls/{hall}",
        {"venue_id": "{venue}", "name": "H", "grid": {"rows": 1, "seats": 2, "category": "Seat"}},
        LEADS,
    ),
    Operation("GET", "/tickets/halls/{hall}/plan", None, LEADS),
    Operation("GET", "/tickets/halls/{hall}/versions", None, LEADS),
    Operation("PUT", f"{SHOW}/plan", None, (401, 404, 403, 409, 404)),
    Operation(
        "PUT",
        "/tickets/events/{event}",
        {"merchant_id": "{shop}", "name": "Mine", "minutes": 9},
        LEADS,
    ),
    Operation("PUT", "/tickets/events/{event}/poster", None, (401, 404, 403, 422, 404)),
    Operation("DELETE", "/tickets/events/{event}/poster", None, LEADS),
    Operation(
        "PUT",
        "/tickets/shows/{fresh}",
        {
            "event_id": "{event}",
            "venue_id": "{venue}",
            "starts_at": "2026-11-26T12:00:00Z",
            "standing": [{"name": "Floor", "price": 1, "capacity": 2}],
        },
        LEADS,
    ),
    Operation("PUT", f"{TICKET}/holder", {"person_id": "{stranger}"}, (401, 404, 404, 404, 409)),
    Operation("DELETE", ORDER, None, (401, 404, 404, 404, 204)),
    Operation("POST", f"{TICKET}/return", None, BUYER),
    Operation("PUT", f"{SHOW}/time", {"starts_at": "2026-11-26T12:00:00Z"}, LEADS),
    Operation("PUT", f"{SHOW}/cancellation", {}, LEADS),
]


def test_each_route_of_tickets_is_in_the_table() -> None:
    made = {(way, path) for one in handlers for path in one.paths for way in one.http_methods}
    plain = {(way, re.sub(r"{\w+(:\w+)?}", "{}", path)) for way, path in made}
    told = {(each.method, re.sub(r"{\w+}", "{}", each.route)) for each in OPERATIONS}
    assert {pair for pair in plain if pair[0] != "OPTIONS"} == told


@pytest.mark.parametrize("who", WHO)
async def test_each_gets_what_the_table_says(
    cinema: Cinema, settings: Settings, who: str, client: Enter
) -> None:
    """Whoever is refused has changed nothing."""
    people = {"other_buyer": cinema.bo, "gate": cinema.gita, "organiser": cinema.olga}
    one = {**people, "buyer": cinema.amina, "signed_out": client()}[who]
    paid = await cinema.bought(cinema.amina, 0)
    scan = {"id": str(new_id()), "code": "x", "at": cinema.clock.now().isoformat()}
    desk = str(new_id())
    body = {"show_id": cinema.show, "seats": [30, 31]}
    ok(await cinema.gita.put(f"/tickets/box-office/{desk}", json=body))
    held = ok(await cinema.hold(cinema.amina, 8, 9))
    vouchers = {
        "merchant_id": cinema.shop,
        "name": "Press",
        "effect": "percent",
        "value": 50,
        "until": (cinema.clock.now() + timedelta(days=2)).isoformat(),
    }
    batch = str(new_id())
    ok(await cinema.olga.put(f"/vouchers/batches/{batch}", json=vouchers))
    names = {
        "desk": desk,
        "own": held["id"],
        "batch": batch,
        "line": str(new_id()),
        "act": str(new_id()),
        "show": cinema.show,
        "venue": cinema.venue,
        "hall": cinema.hall,
        "event": cinema.event,
        "shop": cinema.shop,
        "plan": paid["show"]["plan"],
        "order": paid["id"],
        "ticket": paid["tickets"][0]["id"],
        "stranger": str(new_id()),
    }
    given: dict[str, Any] = {f"{{{name}}}": value for name, value in names.items()}
    given["{scans}"] = [scan]
    given["['{act}']"] = [names["act"]]
    given["['{ticket}', '{act}']"] = [names["ticket"], names["act"]]
    answers = []
    for operation in OPERATIONS:
        path = operation.route.format(**names, fresh=new_id())
        wanted: Any = vouchers if operation.body == "{vouchers}" else operation.body
        body = wanted and {key: given.get(str(value), value) for key, value in wanted.items()}
        if operation.answers[WHO.index(who)] >= 400:
            async with unchanged(str(settings.database_url), "identity_session"):
                answer = await one.request(operation.method, path, json=body)
        else:
            answer = await one.request(operation.method, path, json=body)
        answers.append((operation.method, operation.route, answer.status_code))
    assert answers == [
        (each.method, each.route, each.answers[WHO.index(who)]) for each in OPERATIONS
    ]
    assert ok(await cinema.olga.get(f"/tickets/shows/{cinema.show}/sales"))


@pytest.mark.parametrize("role", ["packer", "agent"])
async def test_who_takes_no_money_sees_none(cinema: Cinema, role: str) -> None:
    await cinema.bought(cinema.amina, 0)
    path = "/tickets/programme"
    assert [one["taken"] for one in ok(await cinema.gita.get(path))["shows"]] == [1_200]
    who = f"/merchants/{cinema.shop}/cashiers/{cinema.gita.me['id']}"
    ok(await cinema.olga.put(who, json={"role": role}))
    found = ok(await cinema.gita.get(path))
    assert [found[name] for name in ("shows", "venues", "events", "leads")] == [[], [], [], []]

"""Who may do what with a ride: nobody, a stranger, another driver."""

import re
from typing import Any

import msgspec
import pytest

from leapfrog.driver_days.http_cars import routes as car_routes
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.ride_calls.http import routes as call_routes
from leapfrog.ride_estimates.http import routes as estimate_routes
from leapfrog.ride_payers.http import routes as payer_routes
from leapfrog.ride_safety.http import routes as safety_routes
from leapfrog.ride_terms.http import routes as term_routes
from leapfrog.ride_ways.http import routes as way_routes
from leapfrog.rides.http import routes
from leapfrog.rides_desk.http import routes as desk_routes
from leapfrog.rides_dispute.http import routes as dispute_routes
from leapfrog.rides_message.http import routes as message_routes
from leapfrog.rides_rating.http import routes as rating_routes
from tests.contacts.conftest import Join
from tests.http import Client, Enter
from tests.matrix import unchanged
from tests.rides.acts import Taxi, ok
from tests.rides.test_hail_permissions import OPERATIONS as HAILS

WHO = ("signed_out", "stranger", "driver")


class Operation(msgspec.Struct, frozen=True):
    """One request about Amina's ride with Wang, and what each is answered."""

    method: str
    route: str
    body: Any
    answers: tuple[int, int, int]


OPERATIONS = [
    Operation("GET", "/rides", None, (401, 200, 200)),
    Operation("GET", "/rides/driver", None, (401, 200, 200)),
    Operation("POST", "/rides/driver/code", None, (401, 403, 200)),
    Operation("GET", "/rides/day", None, (401, 403, 200)),
    Operation("PUT", "/rides/meter", {"fare": 5}, (401, 403, 200)),
    Operation("GET", "/rides/drivers/{code}", None, (401, 200, 200)),
    Operation("PUT", "/rides/{fresh}", {"code": "{code}"}, (401, 409, 409)),
    Operation("GET", "/rides/{ride}", None, (401, 404, 404)),
    Operation("PUT", "/rides/{ride}/payment", {"fare": 5}, (401, 404, 404)),
    Operation("DELETE", "/rides/{ride}", None, (401, 404, 404)),
    Operation("PUT", "/rides/driver", {"plate": "X 1", "car": "Cart"}, (401, 200, 200)),
    Operation("DELETE", "/rides/driver", None, (401, 204, 204)),
]


def test_each_route_of_rides_is_in_the_table() -> None:
    own = (
        *(*routes, *safety_routes, *dispute_routes, *message_routes, *rating_routes),
        *(*desk_routes, *estimate_routes, *payer_routes, *term_routes, *car_routes),
        *(*way_routes, *call_routes),
    )
    made = {(way, path) for one in own for path in one.paths for way in one.http_methods}
    plain = {(way, re.sub(r"{\w+(:\w+)?}", "{}", path)) for way, path in made}
    tables = (*OPERATIONS, *HAILS)
    told = {(one.method, re.sub(r"{\w+}|licence$", "{}", one.route)) for one in tables}
    assert {pair for pair in plain if pair[0] != "OPTIONS"} == told


@pytest.mark.parametrize("who", WHO)
async def test_each_gets_what_the_table_says(
    taxi: Taxi, join: Join, client: Enter, settings: Settings, who: str
) -> None:
    one: Client = client() if who == "signed_out" else await join(who)
    if who == "driver":
        ok(await one.put("/rides/driver", json={"plate": "Y 2", "car": "Van"}))
    ride = ok(await taxi.board())
    ok(await taxi.meter(900))
    answers = []
    for operation in OPERATIONS:
        path = operation.route.format(code=taxi.code, ride=ride["id"], fresh=new_id())
        told = {"{code}": taxi.code}
        body = {key: told.get(str(value), value) for key, value in (operation.body or {}).items()}
        if operation.answers[WHO.index(who)] >= 400:
            async with unchanged(str(settings.database_url), "identity_session"):
                answers.append((await one.request(operation.method, path, json=body)).status_code)
        else:
            answers.append((await one.request(operation.method, path, json=body)).status_code)
    assert answers == [operation.answers[WHO.index(who)] for operation in OPERATIONS]

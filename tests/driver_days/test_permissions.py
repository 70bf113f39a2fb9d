"""Who may do what around ranks, wishes, earnings and records: nobody, a stranger, another driver,
the rider, the driver, the desk.
"""

import re
from typing import Any

import msgspec

import leapfrog.driver_days.http as driver_days
import leapfrog.ranks.http as ranks
import leapfrog.ride_pauses.http as ride_pauses
import leapfrog.ride_speeds.http as ride_speeds
import leapfrog.ride_wishes.http as ride_wishes
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import Join
from tests.http import Client, Enter
from tests.matrix import unchanged
from tests.rides.hails import Hail

WHO = ("signed_out", "stranger", "other_driver", "rider", "driver", "desk")
RANK = {"name": "Corner", "lat": 60.1712, "lon": 24.9415}
CONFIRM = {"confirmed": True}
VAN = {"car_class": "van", "carries": {"seats": 6}}


class Operation(msgspec.Struct, frozen=True):
    """One request around Amina's ride with Wang, and what each of `WHO` is answered."""

    method: str
    route: str
    body: Any
    answers: tuple[int, int, int, int, int, int]


OPERATIONS = [
    Operation("GET", "/rides/ranks", None, (401, 200, 200, 200, 200, 200)),
    Operation("PUT", "/rides/desk/ranks/{fresh}", RANK, (401, 403, 403, 403, 403, 200)),
    Operation("PUT", "/rides/desk/ranks/places/{word}", RANK, (401, 403, 403, 403, 403, 404)),
    Operation("DELETE", "/rides/desk/ranks/places/{word}", None, (401, 403, 403, 403, 403, 404)),
    Operation("GET", "/rides/wishes", None, (401, 200, 200, 200, 200, 200)),
    Operation("PUT", "/rides/wishes", {"women": "any"}, (401, 200, 200, 200, 200, 200)),
    Operation("DELETE", "/rides/wishes", None, (401, 204, 204, 204, 204, 204)),
    Operation("GET", "/rides/driver/wishes", None, (401, 403, 200, 403, 200, 403)),
    Operation("PUT", "/rides/driver/wishes", {}, (401, 403, 200, 403, 200, 403)),
    Operation("GET", "/rides/desk/women", None, (401, 403, 403, 403, 403, 200)),
    Operation("PUT", "/rides/desk/women/{wang}", CONFIRM, (401, 403, 403, 403, 403, 404)),
    Operation("GET", "/rides/desk/speeds", None, (401, 403, 403, 403, 403, 200)),
    Operation("GET", "/rides/desk/pauses", None, (401, 403, 403, 403, 403, 200)),
    Operation("DELETE", "/rides/desk/pauses/{wang}/{kind}", None, (401, 403, 403, 403, 403, 404)),
    Operation("GET", "/rides/driver/earnings", None, (401, 403, 200, 403, 200, 403)),
    Operation("GET", "/rides/driver/earnings.csv", None, (401, 403, 200, 403, 200, 403)),
    Operation("GET", "/rides/driver/car", None, (401, 403, 200, 403, 200, 403)),
    Operation("PUT", "/rides/driver/car", VAN, (401, 403, 200, 403, 200, 403)),
    Operation("GET", "/rides/driver/heat", None, (401, 403, 200, 403, 200, 403)),
    Operation("GET", "/rides/driver/record", None, (401, 403, 200, 403, 200, 403)),
    Operation("GET", "/rides/driver/records", None, (401, 200, 200, 200, 200, 200)),
    Operation("PUT", "/rides/driver/records", None, (401, 422, 422, 422, 422, 422)),
    Operation("DELETE", "/rides/driver/records/{fresh}", None, (401, 404, 404, 404, 404, 404)),
    Operation("GET", "/rides/{ride}/driver-records", None, (401, 404, 404, 200, 404, 404)),
]


def plain(path: str) -> str:
    """A path without what stands for something in it."""
    return re.sub(r"{[^}]*}", "*", path)


def test_each_route_is_in_the_table() -> None:
    modules = (ranks, ride_pauses, ride_speeds, ride_wishes, driver_days)
    made = {
        (way, plain(path))
        for module in modules
        for one in module.routes
        for path in one.paths
        for way in one.http_methods
        if way != "OPTIONS"
    }
    assert made == {(one.method, plain(one.route)) for one in OPERATIONS}


async def test_each_gets_what_the_table_says(
    hail: Hail, join: Join, client: Enter, settings: Settings
) -> None:
    cleo, bo = await join("cleo"), await join("bo_chen")
    ride = await hail.coming()
    await hail.drives(cleo, "X 1")
    people: list[Client] = [client(), bo, cleo, hail.amina, hail.wang, hail.olga]
    words = {"ride": ride["id"], "wang": hail.wang.me["id"], "word": "n999", "kind": "returned"}
    for n, who in enumerate(people):
        found = {}
        for operation in OPERATIONS:
            path = operation.route.format(**words, fresh=new_id())
            if operation.answers[n] >= 400:
                async with unchanged(str(settings.database_url), "identity_session"):
                    answer = await who.request(operation.method, path, json=operation.body)
            else:
                answer = await who.request(operation.method, path, json=operation.body)
            found[operation.method, operation.route] = answer.status_code
        told = {(one.method, one.route): one.answers[n] for one in OPERATIONS}
        assert found == told, WHO[n]

"""Rides by hail as a program asks for them: for tests that look at screens in any language."""

import time
from collections.abc import Mapping
from typing import Any

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.client.browser import PATIENCE, Person
from tests.client.map.test_hail import VETTED
from tests.client.till.steps import PIN, in_database

MUSEUM = {"lat": 60.1703, "lon": 24.9442, "name": "Ateneum"}
MARKET = {"lat": 60.1677, "lon": 24.9475, "name": "Kappeli"}


def confirmed(one: Person, ride_id: str, to: str, amount: int) -> str:
    """The confirmation of a payment, by PIN."""
    about = {"use": "ride", "id": ride_id, "to": to, "amount": amount}
    return str(one.ask("POST", "/pay/confirmations", {"order": about, "pin": PIN})["token"])


def drives(driver: Person, settings: Settings) -> None:
    """Somebody whose licence is good is on duty at the museum."""
    driver.ask("PUT", "/rides/driver", {"plate": "LT 88", "car": "Blue Skoda Octavia"})
    driver.ask("PUT", "/rides/driver/vetting", {"licence": "FI-4711"})
    in_database(settings, VETTED)
    stands(driver)


def stands(driver: Person, at: Mapping[str, Any] = MUSEUM) -> None:
    driver.ask("PUT", "/rides/driver/online", {"lat": at["lat"], "lon": at["lon"]})


def asked(rider: Person, **more: Any) -> str:
    """A ride to the market is asked for, by who has money; its id."""
    made = str(new_id())
    way = "&".join(f"{k}={o['lat']},{o['lon']}" for k, o in (("start", MUSEUM), ("end", MARKET)))
    classes = rider.ask("GET", f"/rides/estimate?{way}")["classes"]
    price = next(one["price"] for one in classes if one["car_class"] == "taxi")
    body = {"origin": MUSEUM, "destination": MARKET, "price": price} | more
    if more.get("mode") != "cash" and "paid_by" not in more:
        body["confirmation"] = confirmed(rider, made, "", price)
    rider.ask("PUT", f"/rides/{made}/request", body)
    return made


def offered(driver: Person) -> dict[str, Any]:
    """What the dispatcher asks a driver next."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        stands(driver)
        found: dict[str, Any] | None = driver.ask("GET", "/rides/driver")["offer"]
        if found:
            return found
        time.sleep(0.5)
    raise AssertionError("nobody asks the driver")


def taken(driver: Person) -> None:
    """The driver is asked for a ride, and comes."""
    driver.ask("PUT", f"/rides/offers/{offered(driver)['id']}", {"accept": True})


def boarded(rider: Person, driver: Person, ride_id: str) -> None:
    """The taxi is at the door, and the rider gets in."""
    stands(driver)
    driver.ask("PUT", f"/rides/{ride_id}/arrival", {})
    rider.ask("PUT", f"/rides/{ride_id}/boarding", {})


def paid(driver: Person, ride_id: str, **more: Any) -> None:
    """They are there."""
    driver.ask("PUT", f"/rides/{ride_id}/end", more)

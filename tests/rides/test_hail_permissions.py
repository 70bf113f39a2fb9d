"""Who may do what about a ride by hail, and who is told where its driver is."""

from typing import Any

import msgspec

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.rides.hailing import store
from tests.contacts.conftest import Join
from tests.http import Client, Enter
from tests.matrix import unchanged
from tests.rides.hails import MARKET, STATION, Hail, ok

WHO = ("signed_out", "stranger", "other_driver", "rider", "driver", "desk")
HERE = {"lat": 60.1690, "lon": 24.9390}
FIVE = dict.fromkeys(("base", "per_km", "per_minute", "minimum", "cancel_fee"), 5)
ROUTE = "?start=60.1712,24.9415&end=60.1678,24.9505"


class Operation(msgspec.Struct, frozen=True):
    """One request about Amina's ride, which Wang has accepted, and what each of `WHO` is answered;
    0: not asked here, for it is theirs to do and would end the ride.
    """

    method: str
    route: str
    body: Any
    answers: tuple[int, int, int, int, int, int]
    query: str = ""


ASKED = {"origin": STATION, "destination": MARKET, "price": 1}
REASON = {"reason": ""}
HELP, WORDS = {"id": str(new_id())}, {"words": "too long a way"}
STARS = {"stars": 5, "words": []}
TRIP, YES = {"destination": STATION, "stops": [MARKET]}, {"accept": True}
VAN, YES_IT_IS = {"car_class": "van", "carries": {"seats": 6}}, {"confirmed": True}
RULING = {"refund": 0, "for_rider": "no", "for_driver": "no"}
OPERATIONS = [
    Operation("GET", "/rides/estimate", None, (401, 200, 200, 200, 200, 200), ROUTE),
    Operation("GET", "/rides/tariff", None, (200, 200, 200, 200, 200, 200)),
    Operation("PUT", "/rides/{fresh}/request", ASKED, (401, 409, 409, 409, 409, 409)),
    Operation("GET", "/rides/{ride}", None, (401, 404, 404, 200, 200, 404)),
    Operation("PUT", "/rides/{ride}/boarding", {"code": "x"}, (401, 404, 404, 409, 409, 404)),
    Operation("PUT", "/rides/{ride}/tip", {"amount": 5}, (401, 404, 404, 409, 404, 404)),
    Operation("PUT", "/rides/{ride}/thanks", {"amount": 5}, (401, 404, 404, 409, 404, 404)),
    Operation("PUT", "/rides/{ride}/sum/yes", {"fare": 5}, (401, 404, 404, 409, 404, 404)),
    Operation("PUT", "/rides/{ride}/sum/no", {}, (401, 404, 404, 409, 404, 404)),
    Operation("DELETE", "/rides/{ride}/changes/{change}", None, (401, 404, 404, 204, 404, 404)),
    Operation("PUT", "/rides/{ride}/changes/{fresh}", TRIP, (401, 404, 404, 200, 404, 404)),
    Operation("PUT", "/rides/{ride}/changes/{change}/asking", {}, (401, 404, 404, 0, 404, 404)),
    Operation("PUT", "/rides/{ride}/changes/{change}/answer", YES, (401, 404, 404, 404, 410, 404)),
    Operation("GET", "/rides/desk/sums", None, (401, 403, 403, 403, 403, 200)),
    Operation("PUT", "/rides/desk/sums/{ride}", {"fare": 5}, (401, 403, 403, 403, 403, 404)),
    Operation("PUT", "/rides/{ride}/arrival", REASON, (401, 404, 404, 404, 409, 404)),
    Operation("PUT", "/rides/{ride}/return", REASON, (401, 404, 404, 404, 422, 404)),
    Operation("PUT", "/rides/{ride}/end", {}, (401, 404, 404, 404, 409, 404)),
    Operation("PUT", "/rides/{ride}/no-show", None, (401, 404, 404, 404, 409, 404)),
    Operation("GET", "/rides/help", None, (401, 200, 200, 200, 200, 200)),
    Operation("GET", "/rides/{ride}/messages", None, (401, 404, 404, 200, 200, 404)),
    Operation(
        "PUT", "/rides/{ride}/messages/{fresh}", {"text": "hi"}, (401, 404, 404, 200, 200, 404)
    ),
    Operation("PUT", "/rides/{ride}/calls/{fresh}", {}, (401, 404, 404, 200, 409, 404)),
    Operation("GET", "/rides/{ride}/parting", None, (401, 404, 404, 200, 200, 404)),
    Operation("PUT", "/rides/{ride}/parting", None, (401, 404, 404, 204, 204, 404)),
    Operation("DELETE", "/rides/{ride}/parting", None, (401, 404, 404, 204, 204, 404)),
    Operation("PUT", "/rides/{ride}/sharing", None, (401, 404, 404, 200, 404, 404)),
    Operation("GET", "/rides/{ride}/sharing", None, (401, 404, 404, 200, 404, 404)),
    Operation("DELETE", "/rides/{ride}/sharing", None, (401, 404, 404, 204, 404, 404)),
    Operation("GET", "/rides/{ride}/check", None, (401, 404, 404, 200, 404, 404)),
    Operation("PUT", "/rides/{ride}/check", None, (401, 404, 404, 204, 404, 404)),
    Operation("GET", "/trips/{word}", None, (404, 404, 404, 404, 404, 404)),
    Operation("PUT", "/rides/{ride}/help", HELP, (401, 404, 404, 200, 200, 404)),
    Operation("GET", "/rides/{ride}/rating", None, (401, 404, 404, 200, 200, 404)),
    Operation("GET", "/rides/{ride}/way", None, (401, 404, 404, 409, 409, 404)),
    Operation("PUT", "/rides/{ride}/rating", STARS, (401, 404, 404, 409, 409, 404)),
    Operation("GET", "/rides/{ride}/dispute", None, (401, 404, 404, 404, 404, 404)),
    Operation("PUT", "/rides/{ride}/dispute", WORDS, (401, 404, 404, 409, 404, 404)),
    Operation("PUT", "/rides/{ride}/dispute/answer", WORDS, (401, 404, 404, 404, 404, 404)),
    Operation("GET", "/rides/desk/disputes", None, (401, 403, 403, 403, 403, 200)),
    Operation("GET", "/rides/desk/disputes/{ride}", None, (401, 403, 403, 403, 403, 404)),
    Operation("PUT", "/rides/desk/disputes/{ride}", RULING, (401, 403, 403, 403, 403, 404)),
    Operation("GET", "/rides/desk/help", None, (401, 403, 403, 403, 403, 200)),
    Operation("PUT", "/rides/desk/help", {"numbers": []}, (401, 403, 403, 403, 403, 200)),
    Operation("PUT", "/rides/desk/help/{fresh}/seen", None, (401, 403, 403, 403, 403, 204)),
    Operation("PUT", "/rides/driver/documents/licence", None, (401, 422, 422, 422, 422, 422)),
    Operation("GET", "/rides/driver/documents/licence", None, (401, 404, 404, 404, 404, 404)),
    Operation(
        "GET", "/rides/desk/drivers/{wang}/documents/licence", None, (401, 403, 403, 403, 403, 404)
    ),
    Operation("DELETE", "/rides/{ride}", None, (401, 404, 404, 0, 404, 404)),
    Operation("PUT", "/rides/offers/{offer}", {"accept": True}, (401, 404, 404, 404, 204, 404)),
    Operation("PUT", "/rides/driver/online", HERE, (401, 403, 200, 403, 200, 403)),
    Operation("DELETE", "/rides/driver/online", None, (401, 204, 204, 204, 204, 204)),
    Operation("PUT", "/rides/driver/vetting", {"licence": "X"}, (401, 403, 200, 403, 0, 403)),
    Operation("GET", "/rides/desk/drivers", None, (401, 403, 403, 403, 403, 200)),
    Operation("PUT", "/rides/desk/drivers/{wang}", REASON, (401, 403, 403, 403, 403, 422)),
    Operation("PUT", "/rides/desk/tariff", FIVE, (401, 403, 403, 403, 403, 200)),
    Operation("PUT", "/rides/desk/surcharges", {}, (401, 403, 403, 403, 403, 200)),
    Operation("GET", "/rides/desk/now", None, (401, 403, 403, 403, 403, 200)),
    # Wang asked for a van, see the table of driver_days, so the desk finds one to decide on.
    Operation("GET", "/rides/driver/car", None, (401, 403, 200, 403, 200, 403)),
    Operation("PUT", "/rides/driver/car", VAN, (401, 403, 200, 403, 200, 403)),
    Operation("PUT", "/rides/desk/drivers/{wang}/car", YES_IT_IS, (401, 403, 403, 403, 403, 204)),
    Operation("GET", "/rides/payers", None, (401, 200, 200, 200, 200, 200)),
    Operation("PUT", "/rides/payers/{wang}", {"monthly": 100}, (401, 403, 403, 403, 403, 403)),
    Operation("DELETE", "/rides/payers/{wang}", None, (401, 404, 404, 404, 404, 404)),
    Operation("DELETE", "/rides/payers/{wang}/mine", None, (401, 404, 404, 404, 404, 404)),
    Operation("GET", "/rides/followers", None, (401, 200, 200, 200, 200, 200)),
    Operation("PUT", "/rides/followers", {"people": []}, (401, 200, 200, 200, 200, 200)),
    Operation("GET", "/rides/followed", None, (401, 200, 200, 200, 200, 200)),
    Operation("GET", "/rides/followed/{ride}", None, (401, 404, 404, 404, 404, 404)),
    Operation("PUT", "/rides/{ride}/guest-link", None, (401, 404, 404, 409, 404, 404)),
    Operation("PUT", "/rides/desk/{ride}/stop", None, (401, 403, 403, 403, 403, 204)),
]


async def test_each_gets_what_the_table_says(
    hail: Hail, join: Join, client: Enter, settings: Settings
) -> None:
    cleo, bo = await join("cleo"), await join("bo_chen")
    ride = await hail.coming()
    await hail.drives(cleo, "X 1")
    async with hail.town.database.glance() as db:
        [offer] = await store.offers_of(db, ride["id"])
    change = new_id()
    ok(await hail.amina.put(f"/rides/{ride['id']}/changes/{change}", json=TRIP))
    people: list[Client] = [client(), bo, cleo, hail.amina, hail.wang, hail.olga]
    words = {"ride": ride["id"], "offer": offer.id, "wang": hail.wang.me["id"]}
    words["change"] = change
    for n, who in enumerate(people):
        found = {}
        for operation in OPERATIONS:
            if not operation.answers[n]:
                continue
            path = operation.route.format(**words, fresh=new_id(), word="x" * 43) + operation.query
            if operation.answers[n] >= 400:
                async with unchanged(str(settings.database_url), "identity_session"):
                    answer = await who.request(operation.method, path, json=operation.body)
            else:
                answer = await who.request(operation.method, path, json=operation.body)
            found[operation.method, operation.route] = answer.status_code
        told = {(one.method, one.route): one.answers[n] for one in OPERATIONS if one.answers[n]}
        assert found == told, WHO[n]


async def test_where_a_driver_is_only_their_rider_is_told(hail: Hail, join: Join) -> None:
    """Nobody else, nobody before they have accepted, and nobody when it is over."""
    cleo = await join("cleo")
    await hail.drives(cleo, "X 1")
    ride = ok(await hail.asks())
    place = ("60.16", "24.93")
    offer = await hail.offered()
    asked = hail.wang if offer else cleo
    other = cleo if offer else hail.wang
    offer = offer or await hail.offered(cleo)
    assert (await hail.seen(ride["id"]))["hail"]["position"] is None
    await hail.answers(offer, accept=True, who=asked)
    here = (await hail.seen(ride["id"]))["hail"]["position"]
    assert (str(here["lat"])[:5], str(here["lon"])[:5]) == place
    assert here["driver_id"] == asked.me["id"]
    assert (await hail.seen(ride["id"], asked))["hail"]["position"] is None
    for who in (other, hail.olga):
        assert (await who.get(f"/rides/{ride['id']}")).status_code == 404
    told = (await hail.seen(ride["id"]))["hail"]["code"]
    ok(await hail.at(asked, STATION))
    for verb, body in (("arrival", {}), ("boarding", {"code": told}), ("end", {})):
        ok(await hail.act(asked, ride["id"], verb, **body))
    assert (await hail.seen(ride["id"]))["hail"]["position"] is None

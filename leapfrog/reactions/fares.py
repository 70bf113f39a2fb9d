"""The fare of a taxi reaches its rider, wherever the phone is."""

from collections.abc import Mapping
from uuid import UUID

from leapfrog import pay, rides
from leapfrog.identity import Language, languages, named
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotFound
from leapfrog.push import Notification
from leapfrog.reactions.hails import compose_hail
from leapfrog.wallet import decimal

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "title": "Taxi: {amount} {currency}",
        "body": "{who} asks you for the fare",
        "discreet": "Your ride is over",
    },
    "zh-CN": {
        "title": "车费 {amount} {currency}",
        "body": "{who}请你付车费",
        "discreet": "行程已结束",
    },
}


async def compose_fare(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """What the meter of one's taxi shows, until it is paid or called off; what became of a ride by
    hail.
    """
    hailed = await rides.hailed_ride(db, UUID(ref))
    if hailed is not None:
        return await compose_hail(db, person_id, hailed)
    try:
        ride = await rides.of_either(db, person_id, UUID(ref))
    except NotFound:
        return None
    if ride.state != "metered" or ride.fare is None or ride.rider_id != person_id:
        return None
    assert ride.driver_id is not None
    words = WORDS[(await languages(db, [person_id]))[person_id]]
    amount = decimal(ride.fare, (await pay.money_terms(db)).exponent)
    driver = (await named(db, [ride.driver_id])).get(ride.driver_id)
    return Notification(
        words["title"].format(amount=amount, currency=ride.currency),
        words["body"].format(who=driver.display_name if driver else ride.plate),
        words["discreet"],
        f"/rides/{ride.id}",
    )

"""The money of a ride by hail: held when it is asked for, for whom nobody knows yet, so by the
town, and more when the trip becomes longer; when the ride is over the fare goes on to the driver
and all else back, in one chain. Of what is paid in the car nothing moves here.
"""

from collections.abc import Iterator, Sequence
from uuid import UUID

import structlog

from leapfrog import pay
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.ride_payers import release_of_ride, ride_came_to
from leapfrog.ride_terms import town_part
from leapfrog.rides.hailing import store_trips
from leapfrog.rides.hailing.model import HOLD_SECONDS, HailedRide
from leapfrog.rides.hailing.store_trips import RideHold, TripChange
from leapfrog.wallet import (
    CaptureHold,
    Hold,
    Operation,
    Reason,
    Transfer,
    Void,
    post,
    stored_id,
)

ACCOUNT = "rides"

log = structlog.get_logger()


async def hold(
    db: Db, payer_id: UUID, ride_id: UUID, amount: int, made: UUID | None = None
) -> RideHold:
    """So much is promised to the town; `made`: the id of a promise that comes on top. Raises what
    the wallet refuses.
    """
    payer = (await pay.wallet_account_of(db, payer_id)).id
    operation = Hold(
        id=made or derived_id(ride_id, "hold"),
        payer=payer,
        payee=await _ours(db),
        amount=amount,
        code=Reason.PAYMENT,
        ref=ride_id,
        seconds=HOLD_SECONDS,
    )
    [result] = await post(db, [operation])
    if isinstance(result, Problem):
        raise result
    return RideHold(result.id, amount)


async def settle(db: Db, ride: HailedRide, amount: int, thanks: int = 0) -> None:
    """So much of what is held is the driver's, without the town's part of `amount`, and all of the
    `thanks`; the rest is the rider's again, and what is more than was held, to which they said yes,
    is paid besides. Raises what the wallet refuses.
    """
    open_change = await end_change(db, ride)
    if ride.mode == "cash":
        return
    if ride.payer_id != ride.rider_id:
        await ride_came_to(db, ride.id, amount + thanks)
    payer, ours = await _accounts(db, ride)
    taken: list[Operation] = []
    for made, one, part in _parts(ride, await store_trips.holds(db, ride), amount + thanks):
        if one is None:
            taken.append(_more(ride, payer, ours, part))
        elif part:
            taken.append(
                CaptureHold(
                    id=made,
                    payer=payer,
                    payee=ours,
                    hold=one.id,
                    amount=part,
                    code=Reason.PAYMENT,
                )
            )
        else:
            taken.append(Void(id=derived_id(one.id, "void"), payer=payer, payee=ours, hold=one.id))
    if open_change:
        taken.append(_void_of(open_change, payer, ours))
    await pay.post_all(db, [*taken, *await _passed_on(db, ride, ours, amount, thanks)])


def _more(ride: HailedRide, payer: int, ours: int, amount: int) -> Transfer:
    return Transfer(
        id=derived_id(ride.id, "more"),
        payer=payer,
        payee=ours,
        amount=amount,
        code=Reason.PAYMENT,
        ref=ride.id,
    )


def _parts(
    ride: HailedRide, holds: Sequence[RideHold], amount: int
) -> Iterator[tuple[UUID, RideHold | None, int]]:
    """How much of each promise is taken, under which id; None: what is more than all of them."""
    for one in holds:
        made = derived_id(ride.id, "fare") if one.id == ride.hold_id else derived_id(one.id, "fare")
        part = min(amount, one.amount)
        amount -= part
        yield made, one, part
    if amount:
        yield derived_id(ride.id, "more"), None, amount


async def give_back(db: Db, ride: HailedRide) -> None:
    """All that is held is the rider's again, unless that is so already; what the wallet refuses to
    give back now comes back by itself when the time of the hold is over.
    """
    if ride.payer_id != ride.rider_id:
        await ride_came_to(db, ride.id, 0)
    open_change, holds = await end_change(db, ride), await store_trips.holds(db, ride)
    if not holds and not open_change:
        return
    try:
        async with db.savepoint():
            payer, ours = await _accounts(db, ride)
            back: list[Operation] = [
                Void(id=derived_id(one.id, "void"), payer=payer, payee=ours, hold=one.id)
                for one in holds
            ]
            if open_change:
                back.append(_void_of(open_change, payer, ours))
            await pay.post_all(db, back)
    except Problem as refused:
        log.warning("hold_kept", ride=str(ride.id), code=refused.code)


async def end_change(db: Db, ride: HailedRide) -> TripChange | None:
    """The driver is asked for no other trip any more; answers what was promised for one."""
    found = await store_trips.asked(db, ride.id)
    if found is None:
        return None
    await store_trips.answer(db, found.id, "withdrawn")
    return found if found.hold_id else None


async def drop_change(db: Db, ride: HailedRide) -> None:
    """The driver is asked for no other trip any more, and what was promised for it is given back
    (see `give_back_change`).
    """
    if wanted := await end_change(db, ride):
        await give_back_change(db, ride, wanted)


async def give_back_change(db: Db, ride: HailedRide, change: TripChange) -> None:
    """What was promised for another trip is the rider's again; where the wallet refuses that now,
    by itself when the time of the hold is over.
    """
    if change.hold_id is not None:
        await release_of_ride(db, ride.id, change.held)
        await void_change(db, ride, change)


async def void_change(db: Db, ride: HailedRide, change: TripChange) -> None:
    """The wallet's part of that."""
    try:
        async with db.savepoint():
            await pay.post_all(db, [_void_of(change, *await _accounts(db, ride))])
    except Problem as refused:
        log.warning("hold_kept", ride=str(ride.id), code=refused.code)


def _void_of(change: TripChange, payer: int, ours: int) -> Void:
    assert change.hold_id is not None
    made = derived_id(change.hold_id, "void")
    return Void(id=made, payer=payer, payee=ours, hold=change.hold_id)


async def _passed_on(
    db: Db, ride: HailedRide, ours: int, amount: int, thanks: int
) -> Sequence[Operation]:
    assert ride.driver_id is not None
    driver = (await pay.wallet_account_of(db, ride.driver_id)).id
    fee = town_part(ride.town_fee, amount)
    parts = [("driver", driver, amount - fee, Reason.PAYMENT)]
    if fee:
        parts.append(("town", (await pay.town_account(db, "fee")).id, fee, Reason.FEE))
    if thanks:
        parts.append(("thanks", driver, thanks, Reason.TIP))
    return [
        Transfer(
            id=derived_id(ride.id, word),
            payer=ours,
            payee=payee,
            amount=part,
            code=code,
            ref=ride.id,
        )
        for word, payee, part, code in parts
        if part
    ]


async def tip(db: Db, ride: HailedRide, amount: int) -> None:
    """From the rider to the driver, all of it. Raises what the wallet refuses."""
    assert ride.driver_id is not None
    operation = Transfer(
        id=derived_id(ride.id, "tip"),
        payer=(await pay.wallet_account_of(db, ride.rider_id)).id,
        payee=(await pay.wallet_account_of(db, ride.driver_id)).id,
        amount=amount,
        code=Reason.TIP,
        ref=ride.id,
    )
    await pay.post_all(db, [operation])


async def operation_ids(db: Db, ride: HailedRide, person: UUID) -> list[UUID]:
    """What was paid is these in the books, for the receipts of who paid or drove: the fare, in as
    many parts as it was promised, the thank-you of who drove, and last the tip of the rider.
    """
    if not ride.fare and not ride.fee:
        return []
    accounts = await pay.wallet_account_ids(db, [ride.rider_id, ride.payer_id])
    rider, payer = accounts.get(ride.rider_id), accounts.get(ride.payer_id)
    found = []
    if ride.mode != "cash" and person == ride.payer_id and payer is not None:
        amount = ride.fare + ride.thanks if ride.fare else ride.fee
        parts = _parts(ride, await store_trips.holds(db, ride), amount)
        found = [stored_id(payer, made) for made, _, part in parts if part]
    elif ride.mode != "cash" and person == ride.driver_id:
        ours = await _ours(db)
        words = ["driver", "thanks"] if ride.fare and ride.thanks else ["driver"]
        found = [stored_id(ours, derived_id(ride.id, word)) for word in words]
    if ride.tip and rider is not None and person in (ride.rider_id, ride.driver_id):
        found.append(stored_id(rider, derived_id(ride.id, "tip")))
    return found


async def _accounts(db: Db, ride: HailedRide) -> tuple[int, int]:
    """Who pays, and the town's."""
    return (await pay.wallet_account_of(db, ride.payer_id)).id, await _ours(db)


async def _ours(db: Db) -> int:
    return (await pay.town_account(db, "hold", ACCOUNT)).id

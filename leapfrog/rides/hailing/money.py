"""The money of a ride by hail: held when it is asked for, for whom nobody knows yet, so by the
town; and when it is over the fare goes on to the driver and all else back, in one chain.
"""

from collections.abc import Sequence
from uuid import UUID

import structlog

from leapfrog import pay
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.rides.hailing.model import HOLD_SECONDS, HailedRide
from leapfrog.rides.hailing.tariffs import town_part
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


async def hold(db: Db, rider: UUID, ride_id: UUID, price: int) -> UUID:
    """The price is promised to the town; answers the stored id of the hold. Raises what the wallet
    refuses.
    """
    payer = (await pay.wallet_account_of(db, rider)).id
    operation = Hold(
        id=derived_id(ride_id, "hold"),
        payer=payer,
        payee=await _ours(db),
        amount=price,
        code=Reason.PAYMENT,
        ref=ride_id,
        seconds=HOLD_SECONDS,
    )
    [result] = await post(db, [operation])
    if isinstance(result, Problem):
        raise result
    return result.id


async def settle(db: Db, ride: HailedRide, amount: int) -> None:
    """So much of the hold is the driver's, without the town's part; the rest is the rider's again.
    `amount` is 1 or more. Raises what the wallet refuses.
    """
    payer, ours = (await pay.wallet_account_of(db, ride.rider_id)).id, await _ours(db)
    capture = CaptureHold(
        id=derived_id(ride.id, "fare"),
        payer=payer,
        payee=ours,
        hold=ride.hold_id,
        amount=amount,
        code=Reason.PAYMENT,
    )
    await pay.post_all(db, [capture, *await _passed_on(db, ride, ours, amount)])


async def give_back(db: Db, ride: HailedRide) -> None:
    """All of the hold is the rider's again, unless that is so already; what the wallet refuses to
    give back now comes back by itself when the time of the hold is over.
    """
    try:
        async with db.savepoint():
            payer, ours = (await pay.wallet_account_of(db, ride.rider_id)).id, await _ours(db)
            void = Void(id=derived_id(ride.id, "void"), payer=payer, payee=ours, hold=ride.hold_id)
            await pay.post_all(db, [void])
    except Problem as refused:
        log.warning("hold_kept", ride=str(ride.id), code=refused.code)


async def _passed_on(db: Db, ride: HailedRide, ours: int, amount: int) -> Sequence[Operation]:
    assert ride.driver_id is not None
    driver = (await pay.wallet_account_of(db, ride.driver_id)).id
    fee = town_part(ride.town_fee, amount)
    parts = [("driver", driver, amount - fee, Reason.PAYMENT)]
    if fee:
        parts.append(("town", (await pay.town_account(db, "fee")).id, fee, Reason.FEE))
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
    """What was paid is these in the books, for the receipts of the rider or the driver: the fare,
    and the tip.
    """
    if not ride.fare and not ride.fee:
        return []
    payer = (await pay.wallet_account_ids(db, [ride.rider_id])).get(ride.rider_id)
    if payer is None:
        return []
    riders = person == ride.rider_id
    payer_of_fare, word = (payer, "fare") if riders else (await _ours(db), "driver")
    fare = stored_id(payer_of_fare, derived_id(ride.id, word))
    return [fare, stored_id(payer, derived_id(ride.id, "tip"))] if ride.tip else [fare]


async def _ours(db: Db) -> int:
    return (await pay.town_account(db, "hold", ACCOUNT)).id

"""What rider and driver are told of a ride by hail while they are away."""

from collections.abc import Mapping
from uuid import UUID

from leapfrog import pay, ride_safety, rides, rides_dispute, rides_message
from leapfrog.identity import Language, languages, named, operator_ids
from leapfrog.kernel.db import Db
from leapfrog.push import Notification
from leapfrog.rides import HailedRide
from leapfrog.wallet import decimal

Words = Mapping[str, tuple[str, str]]
# By state: title and text; of a ride that was given back, of its driver, and of an offer.
WORDS: Mapping[Language, Words] = {
    "en": {
        "accepted": ("Your taxi is coming: {plate}", "{who} is there in {minutes} min"),
        "queued": (
            "A driver takes your ride: {plate}",
            "{who} ends another one first and is there in {minutes} min",
        ),
        "arrived": ("Your taxi is at the door", "{plate} · tell the driver {code}"),
        "requested": ("Your driver cannot come", "We are looking for another one"),
        "no_driver": ("No taxi was free", "Nothing was paid. Ask again when you like"),
        "no_show": ("The taxi has left", "{who} waited; you paid {amount} {currency}"),
        "paid": ("You paid {amount} {currency}", "Your ride with {who} is over"),
        "for_other": ("You paid {amount} {currency}", "For a ride of {rider}"),
        "follows": ("{rider} is on the way", "See where the taxi is"),
        "there": ("{rider} is there", "The ride is over"),
        "cancelled": ("The ride was called off", "{plate}"),
        "booked": (
            "Your taxi comes in {left} min",
            "Calling it off costs nothing until a driver comes",
        ),
        "due": ("We are looking for the taxi that you booked", "It should come in {left} min"),
        "unheld": (
            "Your taxi cannot be asked for yet",
            "Your wallet has to hold {most} {currency} for it",
        ),
        "busy": (
            "Your taxi cannot be asked for yet",
            "You are still in another ride, which has to end first",
        ),
        "failed": ("The taxi that you booked does not come", "Nothing was paid"),
        "meter": (
            "The meter shows {asked} {currency}",
            "More than was agreed. Is it right?",
        ),
        "cash": ("You gave {who} {asked} {currency}?", "Say whether that is right"),
        "unpaid": ("Nothing was paid for your ride", "{plate}"),
        "earned": ("Your ride is paid: {amount} {currency}", "{plate}"),
        "differs": (
            "Your passenger says another sum",
            "The town decides; else the smaller counts",
        ),
        "change": ("Your passenger wants another trip", "{price} {currency} instead of {old}"),
        "changed": ("Your driver takes the other trip", "It costs {price} {currency}"),
        "declined": ("Your driver keeps to the trip as it was", "It costs {old} {currency}"),
        "driver": ("The ride was called off", "You are free again"),
        "offer": ("A ride: {minutes} min away", "You would get {amount} {currency}"),
        "objected": ("Your passenger objects to a ride", "Say your part; the town decides"),
        "ruled": ("The town has decided about your ride", "{amount} {currency} went back"),
        "kept": ("The town has decided about your ride", "The fare stays as it was"),
        "wrote": ("{who}", "{text}"),
        "help": ("Somebody in a taxi needs help", "{who} · {plate}"),
        "standing": ("Is all well?", "Your taxi has not moved for five minutes"),
        "away": ("Is all well?", "Your taxi goes away from where you want to be"),
        "licence": ("Your licence runs out soon", "Show the town the new one by {day}"),
        "discreet": ("Your ride", ""),
    },
    "zh-CN": {
        "accepted": ("出租车正在赶来：{plate}", "{who}约 {minutes} 分钟后到达"),
        "queued": ("司机已接单：{plate}", "{who}送完上一位乘客后，约 {minutes} 分钟到达"),
        "arrived": ("出租车已到门口", "{plate} · 请把 {code} 告诉司机"),
        "requested": ("司机来不了了", "正在为你另找司机"),
        "no_driver": ("没有空车", "没有扣款，可随时重新叫车"),
        "no_show": ("出租车已离开", "{who}等候已久，你支付了 {amount} {currency}"),
        "paid": ("已支付 {amount} {currency}", "与{who}的行程已结束"),
        "for_other": ("已支付 {amount} {currency}", "{rider}的车费"),
        "follows": ("{rider}在路上", "查看车到哪里了"),
        "there": ("{rider}到了", "行程已结束"),
        "cancelled": ("行程已取消", "{plate}"),
        "booked": ("你预约的车 {left} 分钟后到", "司机接单前可免费取消"),
        "due": ("正在为你的预约找司机", "约 {left} 分钟后上车"),
        "unheld": ("暂时无法为你叫车", "钱包需要预留 {most} {currency}"),
        "busy": ("暂时无法为你叫车", "你还有一程没有结束"),
        "failed": ("你预约的车来不了", "没有扣款"),
        "meter": ("计价器显示 {asked} {currency}", "超过约定金额，是否同意？"),
        "cash": ("你付给{who} {asked} {currency}，对吗？", "请确认金额"),
        "unpaid": ("这次行程没有付款", "{plate}"),
        "earned": ("行程已付款：{amount} {currency}", "{plate}"),
        "differs": ("乘客说的金额不同", "由本镇裁定，否则以较小的为准"),
        "change": ("乘客想改行程", "{price} {currency}，原为 {old}"),
        "changed": ("司机同意改行程", "车费 {price} {currency}"),
        "declined": ("司机仍按原行程走", "车费 {old} {currency}"),
        "driver": ("行程已取消", "你可以接新的行程了"),
        "offer": ("新行程：{minutes} 分钟路程", "你将收到 {amount} {currency}"),
        "objected": ("乘客对一次行程有异议", "请说明情况，由本镇裁定"),
        "ruled": ("本镇已裁定你的行程", "退回 {amount} {currency}"),
        "kept": ("本镇已裁定你的行程", "车费不变"),
        "wrote": ("{who}", "{text}"),
        "help": ("有人在出租车上求助", "{who} · {plate}"),
        "standing": ("一切都好吗？", "你的车已经五分钟没有动了"),
        "away": ("一切都好吗？", "你的车正在远离目的地"),
        "licence": ("你的驾驶证件即将到期", "请在 {day} 前出示新证件"),
        "discreet": ("你的行程", ""),
    },
}
MINUTE = 60


async def compose_hail(db: Db, person_id: UUID, ride: HailedRide) -> Notification | None:
    """What became of a ride by hail; nothing while it goes on as both know."""
    mine = person_id == ride.rider_id
    kind = _riders(ride) if mine else _others(person_id, ride)
    if kind not in WORDS["en"]:
        return None
    driver = (await named(db, [ride.driver_id])).get(ride.driver_id) if ride.driver_id else None
    left = (ride.expected_at - db.now).total_seconds() if ride.expected_at else 0
    amount = (ride.fare or 0) if ride.state == "paid" else ride.fee
    exponent = (await pay.money_terms(db)).exponent
    until = (ride.booked_for - db.now).total_seconds() if ride.booked_for else 0
    told = {
        "left": max(1, -(-int(until) // MINUTE)),
        "most": decimal(ride.most, exponent),
        "asked": decimal(ride.asked or 0, exponent),
        "who": driver.display_name if driver else ride.plate,
        "plate": ride.plate,
        "code": ride.code,
        "minutes": max(1, -(-int(left) // MINUTE)),
        "amount": decimal(amount, exponent),
        "currency": ride.currency,
        "rider": await _first_name(db, ride.rider_id),
    }
    place = f"/rides/{ride.id}" if mine else "/town/taxi/payers" if kind == "for_other" else "/taxi"
    return await _notification(db, person_id, kind, told, place)


async def _first_name(db: Db, person_id: UUID) -> str:
    who = (await named(db, [person_id])).get(person_id)
    return who.display_name.split(" ", maxsplit=1)[0] if who else ""


def _others(person_id: UUID, ride: HailedRide) -> str:
    """Which words somebody is told who does not ride; empty for none."""
    if person_id == ride.driver_id:
        return _drivers(ride)
    return "for_other" if person_id == ride.payer_id and ride.state == "paid" else ""


def _riders(ride: HailedRide) -> str:
    """Which words the rider is told; empty for none."""
    if ride.state == "requested":
        # Who has just asked looks at it.
        return "requested" if ride.reason else "due" if ride.booked_for else ""
    if ride.state == "booked":
        return {"": "booked", "funds": "unheld", "busy": "busy"}.get(ride.why, "")
    if ride.state == "ended":
        return ride.mode
    if ride.state == "cancelled" and (ride.why or (ride.booked_for and ride.driver_id is None)):
        return "unpaid" if ride.why == "unpaid" else "failed"
    return ride.state


def _drivers(ride: HailedRide) -> str:
    """Which words the driver is told; empty for none, as where they did it themselves."""
    if ride.asked is None:
        return "driver" if ride.state == "cancelled" else ""
    if ride.state == "ended":
        return "differs" if ride.rider_sum is not None else ""
    return "earned" if ride.state == "paid" else "unpaid"


async def compose_change(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """The driver is told that the rider wants another trip, the rider what the driver says."""
    ride = await rides.hailed_ride(db, UUID(ref))
    change = await rides.last_trip_change(db, UUID(ref)) if ride else None
    if ride is None or change is None:
        return None
    if person_id == ride.driver_id and change.state == "asked":
        kind, place = "change", "/taxi"
    elif person_id == ride.rider_id and change.state in ("accepted", "declined"):
        kind, place = "changed" if change.state == "accepted" else "declined", f"/rides/{ride.id}"
    else:
        return None
    exponent = (await pay.money_terms(db)).exponent
    told = {
        "price": decimal(change.price + ride.waiting, exponent),
        "old": decimal(ride.price, exponent),
        "currency": ride.currency,
    }
    return await _notification(db, person_id, kind, told, place)


async def compose_offer(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """A ride that a driver is asked for, as long as they are."""
    offer = await rides.ride_offer(db, UUID(ref))
    if offer is None or offer.driver_id != person_id or not offer.stands(db.now):
        return None
    ride = await rides.hailed_ride(db, offer.ride_id)
    if ride is None:
        return None
    told = {
        "minutes": max(1, -(-offer.pickup_seconds // MINUTE)),
        "amount": decimal(rides.earnings_of(ride), (await pay.money_terms(db)).exponent),
        "currency": ride.currency,
    }
    return await _notification(db, person_id, "offer", told, "/taxi")


async def compose_dispute(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """The driver is told that the rider objects; both, what the town has decided."""
    dispute, ride = (
        await rides_dispute.found_dispute(db, UUID(ref)),
        await rides.hailed_ride(db, UUID(ref)),
    )
    if dispute is None or ride is None or person_id not in (ride.rider_id, ride.driver_id):
        return None
    mine = person_id == ride.rider_id
    if dispute.ruled_at is None and mine:
        return None
    decided = "ruled" if dispute.refund else "kept"
    told = {
        "amount": decimal(dispute.refund, (await pay.money_terms(db)).exponent),
        "currency": ride.currency,
    }
    kind = decided if dispute.ruled_at else "objected"
    return await _notification(db, person_id, kind, told, f"/rides/{ride.id}")


async def compose_ride_message(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """What driver or passenger wrote, while the two have that ride."""
    message = await rides_message.last_message(db, person_id, UUID(ref))
    ride = await rides.hailed_ride(db, UUID(ref))
    if message is None or ride is None:
        return None
    who = (await named(db, [message.by_id])).get(message.by_id)
    told = {"who": who.display_name if who else ride.plate, "text": message.text}
    place = f"/rides/{ride.id}" if person_id == ride.rider_id else "/taxi"
    return await _notification(db, person_id, "wrote", told, place)


async def compose_help_call(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """An operator is told who wants help, and in which car, until somebody has looked after it."""
    call = await ride_safety.open_call(db, UUID(ref))
    ride = await rides.hailed_ride(db, call.ride_id) if call else None
    if call is None or ride is None or person_id not in await operator_ids(db):
        return None
    who = (await named(db, [call.by_id])).get(call.by_id)
    told = {"who": who.display_name if who else "", "plate": ride.plate}
    return await _notification(db, person_id, "help", told, "/taxi/desk/help")


async def compose_ride_check(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """The rider is asked whether all is well, as long as they have not answered."""
    try:
        found = await ride_safety.check_of(db, person_id, UUID(ref))
    except rides.NoRide:
        return None
    if found.kind is None:
        return None
    return await _notification(db, person_id, found.kind, {}, f"/rides/{ref}")


async def compose_follower(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """Somebody whom the rider chose hears that they are on the way, and that they are there."""
    try:
        trip = await ride_safety.follow_as_chosen(db, person_id, UUID(ref))
    except ride_safety.NoTrip:
        return None
    kind = {"riding": "follows", "over": "there"}.get(trip.state)
    if kind is None:
        return None
    told = {"rider": trip.rider}
    return await _notification(db, person_id, kind, told, f"/rides/followed/{ref}")


async def compose_licence(db: Db, person_id: UUID, _ref: str) -> Notification | None:
    """A driver whose licence runs out is reminded, unless they have stopped driving."""
    try:
        driver = await rides.ride_driver(db, person_id)
    except rides.NotDriving:
        return None
    if driver.vetting != "checked" or driver.vetted_until is None:
        return None
    told = {"day": driver.vetted_until.isoformat()}
    return await _notification(db, person_id, "licence", told, "/taxi")


async def _notification(
    db: Db, person_id: UUID, kind: str, told: Mapping[str, object], place: str
) -> Notification:
    words = WORDS[(await languages(db, [person_id]))[person_id]]
    title, text = words[kind]
    return Notification(title.format(**told), text.format(**told), words["discreet"][0], place)

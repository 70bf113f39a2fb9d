"""What can go wrong with deliveries and parcels, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoParcel(NotFound):
    code = "no_parcel"
    title = "There is no such parcel for you here."


class NoPoint(NotFound):
    code = "no_point"
    title = "There is no such pickup point."


class NoCourier(NotFound):
    code = "no_courier"
    title = "There is no such courier."


class NoCarrier(NotFound):
    code = "no_carrier"
    title = "There is no such carrier."


class NoCarrierLabel(NotFound):
    code = "no_carrier_label"
    title = "The carrier has made no label for it."


class BadCarrierNews(Problem):
    code, status = "bad_carrier_news", HTTPStatus.FORBIDDEN
    title = "This message is not from the carrier, or cannot be read."


class NoAddress(NotFound):
    code = "no_address"
    title = "There is no such address in your book."


class DoNotFitTogether(Problem):
    code, status = "do_not_fit_together", HTTPStatus.CONFLICT
    title = (
        "These orders cannot be one parcel: it has to be one buyer, place and way, and not sent."
    )


class TooManyAddresses(Problem):
    """Details: `most`."""

    code, status = "too_many_addresses", HTTPStatus.CONFLICT
    title = "There is no room left in the address book."


class NotByYou(Problem):
    code, status = "not_by_you", HTTPStatus.FORBIDDEN
    title = "That is for somebody else to do with this parcel."


class ParcelNotNow(Problem):
    """Details: `state`."""

    code, status = "parcel_not_now", HTTPStatus.CONFLICT
    title = "That cannot be done with this parcel as it stands."


class ParcelEventIdUsed(Problem):
    code, status = "parcel_event_id_used", HTTPStatus.CONFLICT
    title = "This id was used for something else."


class ParcelElsewhere(Problem):
    """Details: `point`: the name of the point to which it is to go."""

    code, status = "parcel_elsewhere", HTTPStatus.CONFLICT
    title = "This parcel goes to another place."


class PointFull(Problem):
    """Details: `capacity`."""

    code, status = "point_full", HTTPStatus.CONFLICT
    title = "There is no room left at this pickup point."


class NoSuchDelivery(Problem):
    """Details: `merchant_id`."""

    code, status = "no_such_delivery", HTTPStatus.CONFLICT
    title = "It cannot be sent in that way any more. Please look again."


class HandoverProofNeeded(Problem):
    code, status = "handover_proof_needed", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "Please take the receiver's code or a signature."


class WrongParcelCode(Problem):
    """Details: `tries_left`."""

    code, status = "wrong_parcel_code", HTTPStatus.FORBIDDEN
    title = "There is no parcel here with that code."


class ParcelCodeLocked(Problem):
    code, status = "parcel_code_locked", HTTPStatus.TOO_MANY_REQUESTS
    title = "Too many wrong codes. Please wait."

    def __init__(self, seconds: int) -> None:
        super().__init__(retry_after=seconds)
        self.headers = {"Retry-After": str(seconds)}


class TooMuchCash(Problem):
    """Details: `most`: minor units."""

    code, status = "too_much_cash", HTTPStatus.CONFLICT
    title = "Please hand in the cash that you have first."


class WrongCount(Problem):
    """Details: `expected`: minor units."""

    code, status = "wrong_count", HTTPStatus.CONFLICT
    title = "Meanwhile it is another sum. Please look again."


class NoReceiver(NotFound):
    code = "no_receiver"
    title = "There is no such card."


class WrongReceiverCode(Problem):
    """Details: `tries_left`."""

    code, status = "wrong_receiver_code", HTTPStatus.FORBIDDEN
    title = "Those are not the digits of this card."

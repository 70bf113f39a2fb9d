"""What can go wrong with a ride, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoDriver(NotFound):
    code = "no_driver"
    title = "Nobody drives under this code any more."


class NotDriving(Problem):
    code, status = "not_driving", HTTPStatus.FORBIDDEN
    title = "You are no driver yet."


class NoRide(NotFound):
    code = "no_ride"
    title = "There is no such ride."


class RideIdUsed(Problem):
    code, status = "ride_id_used", HTTPStatus.CONFLICT
    title = "This id was used for another ride."


class OwnRide(Problem):
    code, status = "own_ride", HTTPStatus.CONFLICT
    title = "Nobody rides with themselves."


class RideTaken(Problem):
    code, status = "ride_taken", HTTPStatus.CONFLICT
    title = "Somebody else rides with this driver at the moment."


class RideOver(Problem):
    code, status = "ride_over", HTTPStatus.GONE
    title = "This ride is paid or called off."


class FareChanged(Problem):
    code, status = "fare_changed", HTTPStatus.CONFLICT
    title = "The fare has changed. Please look again."


class RideState(Problem):
    code, status = "ride_state", HTTPStatus.CONFLICT
    title = "The ride has gone on meanwhile. Please look again."


class RideUnderWay(Problem):
    code, status = "ride_under_way", HTTPStatus.CONFLICT
    title = "You have a ride already. It has to end first."


class RideTooShort(Problem):
    code, status = "ride_too_short", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "It ends where it begins."


class WrongTime(Problem):
    code, status = "wrong_ride_time", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "A ride is booked from half an hour to fourteen days before."


class TooManyBooked(Problem):
    code, status = "too_many_booked", HTTPStatus.CONFLICT
    title = "You have booked as many rides as one can. Call one off first."


class TooManyGuests(Problem):
    code, status = "too_many_guests", HTTPStatus.CONFLICT
    title = "You have asked for as many others as one can at once."


class NoTripChange(NotFound):
    code = "no_trip_change"
    title = "There is no such change of the trip."


class TripChangeUsed(Problem):
    code, status = "trip_change_used", HTTPStatus.CONFLICT
    title = "This id was used for another change of a trip."


class TripChangeOver(Problem):
    code, status = "trip_change_over", HTTPStatus.GONE
    title = "This change of the trip does not stand any more. Please look again."


class SumState(Problem):
    code, status = "ride_sum_state", HTTPStatus.CONFLICT
    title = "Nobody waits for this sum any more. Please look again."


class RidePriceChanged(Problem):
    code, status = "ride_price_changed", HTTPStatus.CONFLICT
    title = "The price is another one now. Please look again."


class CancelFeeChanged(Problem):
    code, status = "cancel_fee_changed", HTTPStatus.CONFLICT
    title = "Calling it off costs something else now. Please look again."


class NoOffer(NotFound):
    code = "no_offer"
    title = "There is no such offer."


class OfferLapsed(Problem):
    code, status = "offer_lapsed", HTTPStatus.GONE
    title = "This ride is no longer yours to take."


class NotVetted(Problem):
    code, status = "not_vetted", HTTPStatus.FORBIDDEN
    title = "The town has not checked your licence, or it has run out."


class WrongRideCode(Problem):
    code, status = "wrong_ride_code", HTTPStatus.FORBIDDEN
    title = "That is not the code of this ride."


class RiderMustBoard(Problem):
    code, status = "rider_must_board", HTTPStatus.CONFLICT
    title = (
        "Your passenger has to say on their own phone that they are in: it does not look as if you"
        " were at the door, or too many wrong codes were typed."
    )


class TooFarAway(Problem):
    code, status = "too_far_away", HTTPStatus.CONFLICT
    title = "You are not at the door yet. If you are, say why it does not look so."


class TooSoon(Problem):
    code, status = "too_soon", HTTPStatus.CONFLICT
    title = "It is too soon for that."


class NotTried(Problem):
    code, status = "not_tried", HTTPStatus.CONFLICT
    title = "Write to your passenger first, who may be looking for you."


class NoRideDocument(NotFound):
    code = "no_ride_document"
    title = "There is no such document."


class DriverStillDrives(Problem):
    code, status = "driver_still_drives", HTTPStatus.CONFLICT
    title = "You have a ride at the moment. It has to end first."

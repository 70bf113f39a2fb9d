"""What can go wrong around a driver's days, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoRideRecord(NotFound):
    code = "no_ride_record"
    title = "There is no such record."


class BadRideRecord(Problem):
    code, status = "bad_ride_record", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This is no record of rides that a town has signed."


class RideRecordTaken(Problem):
    code, status = "ride_record_taken", HTTPStatus.CONFLICT
    title = "Somebody else has brought this record here."


class RecordTownSilent(Problem):
    code, status = "record_town_silent", HTTPStatus.BAD_GATEWAY
    title = "The town that signed it does not answer. Please try again later."

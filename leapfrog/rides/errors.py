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

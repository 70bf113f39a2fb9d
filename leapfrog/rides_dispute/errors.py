"""What can go wrong with a dispute about a ride."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoRideDispute(NotFound):
    code = "no_ride_dispute"
    title = "Nobody has objected to this ride."


class TooLateToObject(Problem):
    code, status = "too_late_to_object", HTTPStatus.GONE
    title = "One can object to a ride for 24 hours after its end."


class RideRuled(Problem):
    code, status = "ride_ruled", HTTPStatus.CONFLICT
    title = "The town has decided about this ride already."

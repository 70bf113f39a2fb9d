"""What can go wrong with who pays for rides, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoRidePayer(NotFound):
    code = "no_ride_payer"
    title = "This person does not pay for these rides, or no longer."


class NotYourRider(Problem):
    code, status = "not_your_rider", HTTPStatus.FORBIDDEN
    title = "One pays for the rides of people who are contacts of each other."


class OverRideLimit(Problem):
    code, status = "over_ride_limit", HTTPStatus.CONFLICT
    title = "That is more than this person pays for in a month."


class TooManyRiders(Problem):
    code, status = "too_many_riders", HTTPStatus.CONFLICT
    title = "One pays for the rides of ten people at most."

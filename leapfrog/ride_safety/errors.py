"""What can go wrong with a trip that is shared."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoTrip(NotFound):
    code = "no_trip"
    title = "This trip is not shared, or it is over."


class NotAFollower(Problem):
    code, status = "not_a_follower", HTTPStatus.FORBIDDEN
    title = "Trips are followed by people who are contacts of each other."


class NoGuest(Problem):
    code, status = "no_guest", HTTPStatus.CONFLICT
    title = "In this ride you ride yourself."

"""What can go wrong with a call of a ride."""

from http import HTTPStatus

from leapfrog.kernel.errors import Problem


class RideCallRefused(Problem):
    code, status = "ride_call_refused", HTTPStatus.FORBIDDEN
    title = "They cannot be called about this ride."

"""What can go wrong with what is written about a ride."""

from http import HTTPStatus

from leapfrog.kernel.errors import Problem


class RideMessageIdUsed(Problem):
    code, status = "ride_message_id_used", HTTPStatus.CONFLICT
    title = "This id was used for something else."

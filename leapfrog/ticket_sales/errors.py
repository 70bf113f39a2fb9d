"""What can go wrong when an organiser writes."""

from http import HTTPStatus

from leapfrog.kernel.errors import Problem


class MessageIdUsed(Problem):
    code, status = "message_id_used", HTTPStatus.CONFLICT
    title = "This id was used for another message."


class TooManyMessages(Problem):
    """Details: `most`, in a day."""

    code, status = "too_many_messages", HTTPStatus.CONFLICT
    title = "So many messages about one show are enough for a day."

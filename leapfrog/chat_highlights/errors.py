"""What can go wrong with highlights, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import Problem


class MayNotPin(Problem):
    code, status = "may_not_pin", HTTPStatus.FORBIDDEN
    title = "In a group its owner and admins pin messages; of two, those who may write."


class TooManyPins(Problem):
    code, status = "too_many_pins", HTTPStatus.CONFLICT
    title = "At most 10 messages are pinned in one conversation."


class TooManyStars(Problem):
    code, status = "too_many_stars", HTTPStatus.CONFLICT
    title = "At most 10,000 messages are starred."

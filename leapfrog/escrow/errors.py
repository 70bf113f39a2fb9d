"""What can go wrong with a trade's money, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoEscrow(NotFound):
    code = "no_escrow"
    title = "There is no such trade of yours."


class OwnTrade(Problem):
    code, status = "own_trade", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "Nobody buys from themselves."


class NotYourPart(Problem):
    code, status = "not_your_part", HTTPStatus.FORBIDDEN
    title = "That is for the other side to do."


class NotNow(Problem):
    """Details: `state` and `refund`."""

    code, status = "not_now", HTTPStatus.CONFLICT
    title = "That cannot be done with this trade as it stands."


class MoreThanRest(Problem):
    """Details: `rest`, in minor units: the most that it can be."""

    code, status = "more_than_rest", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "That is not between nothing and what is left of this trade."


class MoreThanUnsent(Problem):
    """Details: `unsent`, in minor units."""

    code, status = "more_than_unsent", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "That does not fit what of this trade was sent and what was not."

"""What can go wrong with a claim and with the journal, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class ClaimIdUsed(Problem):
    code, status = "claim_id_used", HTTPStatus.CONFLICT
    title = "This id was used for another claim."


class MoveIdUsed(Problem):
    code, status = "move_id_used", HTTPStatus.CONFLICT
    title = "This id was used for another entry of the stock's journal."


class NoClaim(NotFound):
    code = "no_claim"
    title = "There is no such claim on this."


class ClaimOver(Problem):
    code, status = "claim_over", HTTPStatus.GONE
    title = "The time to take this is over."


class NoPool(NotFound):
    code = "no_pool"
    title = "There is no such thing to take."


class LimitReached(Problem):
    code, status = "limit_reached", HTTPStatus.CONFLICT
    title = "You have as many of these as one person may have."


class SoldOut(Problem):
    code, status = "sold_out", HTTPStatus.CONFLICT
    title = "There is not enough left."


class MoreThanClaimed(Problem):
    """Details: `left`, the most that it can be."""

    code, status = "more_than_claimed", HTTPStatus.CONFLICT
    title = "That is more than is left of this claim."


class TooFewFree(Problem):
    """Details: `left`: so many at the most are free at one place."""

    code, status = "too_few_free", HTTPStatus.CONFLICT
    title = "So many do not lie at one place."

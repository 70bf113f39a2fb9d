"""What can go wrong with a shared bill, in order of precedence; what the books refuse is the
wallet's.
"""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoSplit(NotFound):
    code = "no_split"
    title = "There is no such shared bill of yours."


class NotThere(Problem):
    code, status = "not_there", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "Somebody of this bill is not in the conversation."


class BadBill(Problem):
    code, status = "bad_bill", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "These numbers do not add up."


class NotYourBill(Problem):
    code, status = "not_your_bill", HTTPStatus.FORBIDDEN
    title = "Only who asked for this bill to be shared may do that."


class SplitOver(Problem):
    code, status = "split_over", HTTPStatus.GONE
    title = "This bill is closed."


class NothingOwed(Problem):
    code, status = "nothing_owed", HTTPStatus.CONFLICT
    title = "You owe nothing here."


class NothingToNet(Problem):
    code, status = "nothing_to_net", HTTPStatus.CONFLICT
    title = "There is nothing here that could be settled with fewer payments."


class NotComplete(Problem):
    """Details: `missing`, in minor units."""

    code, status = "not_complete", HTTPStatus.CONFLICT
    title = "Not everybody has promised their part yet."


class RemindedLately(Problem):
    """Details: `at`, when they may be reminded again."""

    code, status = "reminded_lately", HTTPStatus.TOO_MANY_REQUESTS
    title = "They were reminded a short while ago."

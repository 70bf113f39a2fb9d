"""What can go wrong at the till, in order of precedence. What the wallet refuses keeps its name."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoIntent(NotFound):
    code = "no_intent"
    title = "There is no such payment."


class IntentIdUsed(Problem):
    code, status = "intent_id_used", HTTPStatus.CONFLICT
    title = "This id was used for another payment."


class IntentOver(Problem):
    code, status = "intent_over", HTTPStatus.GONE
    title = "This payment was called off, or its time is over."


class IntentPaid(Problem):
    code, status = "intent_paid", HTTPStatus.CONFLICT
    title = "This was paid already."


class NotPaid(Problem):
    code, status = "not_paid", HTTPStatus.CONFLICT
    title = "This was not paid, so nothing can be given back."


class MoreThanTaken(Problem):
    code, status = "more_than_taken", HTTPStatus.CONFLICT
    title = "That is more than is left of this payment to give back."

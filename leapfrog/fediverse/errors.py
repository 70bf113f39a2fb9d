"""What can go wrong between towns, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class KeepsToItself(NotFound):
    code = "keeps_to_itself"
    title = "This town does not speak with others."


class NotSigned(Problem):
    code, status = "not_signed", HTTPStatus.UNAUTHORIZED
    title = "This must be signed by who says it."


class NotHeard(Problem):
    code, status = "not_heard", HTTPStatus.FORBIDDEN
    title = "This town does not take that."


class NoActivity(Problem):
    code, status = "no_activity", HTTPStatus.BAD_REQUEST
    title = "That is no activity that this town can read."


class NoMove(Problem):
    code, status = "no_move", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "That account does not say that it is yours, too."

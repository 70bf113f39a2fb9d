"""What can go wrong with a call, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoCall(NotFound):
    code = "no_call"
    title = "There is no such call of yours."


class CallsYou(Problem):
    code, status = "calls_you", HTTPStatus.CONFLICT
    title = "They are calling you right now."


class InCall(Problem):
    code, status = "in_call", HTTPStatus.CONFLICT
    title = "You are in another call."


class CallTaken(Problem):
    code, status = "call_taken", HTTPStatus.CONFLICT
    title = "This call was answered on another device."


class CallOver(Problem):
    code, status = "call_over", HTTPStatus.GONE
    title = "This call is over."


class NotAnswered(Problem):
    code, status = "not_answered", HTTPStatus.CONFLICT
    title = "Nobody has answered this call yet."

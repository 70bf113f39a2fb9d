"""What can go wrong with a call of a group, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import Problem


class CallRuns(Problem):
    code, status = "call_runs", HTTPStatus.CONFLICT
    title = "There is a call in this group already; join it."


class CallFull(Problem):
    code, status = "call_full", HTTPStatus.CONFLICT
    title = "A call has at most 8 people."


class CallApart(Problem):
    code, status = "call_apart", HTTPStatus.FORBIDDEN
    title = "You cannot be in this call together with somebody who is in it."

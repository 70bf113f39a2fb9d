"""What can go wrong with reports and decisions, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoReport(NotFound):
    code = "no_report"
    title = "There is no such report or decision."


class AlreadyDecided(Problem):
    code, status = "decided", HTTPStatus.CONFLICT
    title = "This was decided already."

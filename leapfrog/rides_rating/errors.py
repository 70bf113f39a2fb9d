"""What can go wrong with a rating."""

from http import HTTPStatus

from leapfrog.kernel.errors import Problem


class AlreadyRated(Problem):
    code, status = "already_rated", HTTPStatus.CONFLICT
    title = "You have said what you think of this ride already."

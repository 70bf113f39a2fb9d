"""What can go wrong with duty."""

from http import HTTPStatus

from leapfrog.kernel.errors import Problem


class MustRest(Problem):
    code, status = "must_rest", HTTPStatus.CONFLICT
    title = "You were on duty for ten hours. Please rest first."

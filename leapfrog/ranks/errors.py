"""What can go wrong with ranks, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoRank(NotFound):
    code = "no_rank"
    title = "There is no such rank."


class TooManyRanks(Problem):
    code, status = "too_many_ranks", HTTPStatus.CONFLICT
    title = "There are too many ranks. Close some first."

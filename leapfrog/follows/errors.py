"""What can go wrong with following, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoList(NotFound):
    code = "no_list"
    title = "There is no such list of yours."


class FollowRefused(Problem):
    code, status = "follow_refused", HTTPStatus.FORBIDDEN
    title = "You cannot follow this person."


class TooManyFollows(Problem):
    code, status = "too_many_follows", HTTPStatus.CONFLICT
    title = "That is more than one can follow."

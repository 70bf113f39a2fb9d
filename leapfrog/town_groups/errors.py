"""What can go wrong with groups across towns, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoTownGroup(NotFound):
    code = "no_town_group"
    title = "There is no such group of yours with people of other towns."


class NotTaken(Problem):
    """`why`: the code of the town in which the group lives."""

    code, status = "not_taken", HTTPStatus.CONFLICT
    title = "The town in which the group lives did not take this."


class HomeAwake(Problem):
    code, status = "home_awake", HTTPStatus.CONFLICT
    title = "The town in which the group lives is not gone for long enough."


class NotYourTurn(Problem):
    code, status = "not_your_turn", HTTPStatus.FORBIDDEN
    title = "Somebody else of the group is to carry it on."

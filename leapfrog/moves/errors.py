"""What can go wrong with moving, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoMoving(NotFound):
    code = "no_moving"
    title = "There is no such move, or it is not of this town."


class AlreadyTied(Problem):
    code, status = "already_tied", HTTPStatus.CONFLICT
    title = "This account is known in other towns already: move into a new one."


class MoveUnderWay(Problem):
    code, status = "move_under_way", HTTPStatus.CONFLICT
    title = "You are moving here already."


class MoveRefused(Problem):
    code, status = "move_refused", HTTPStatus.FORBIDDEN
    title = "This was not allowed, or too long ago."


class AnothersTakeout(Problem):
    code, status = "anothers_takeout", HTTPStatus.BAD_GATEWAY
    title = "The other town gave what belongs to another person."


class StaysThere(Problem):
    """`why`: the code of what hinders them from leaving there."""

    code, status = "stays_there", HTTPStatus.CONFLICT
    title = "The other town does not let them go."


class NoHomeKey(Problem):
    code, status = "no_home_key", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This copy has no home key that this opens. It can only be let in as a copy."

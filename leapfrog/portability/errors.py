"""What can go wrong with take-outs and arrivals, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import Problem


class NotATakeout(Problem):
    code, status = "not_a_takeout", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This is not a copy taken out of a town like this one."


class DamagedTakeout(Problem):
    code, status = "damaged_takeout", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This copy is damaged: what is in it is not what it says."


class TakeoutUnderWay(Problem):
    code, status = "takeout_under_way", HTTPStatus.CONFLICT
    title = "A copy is being made already. You can make another one when it is ready."


class NotReady(Problem):
    code, status = "not_ready", HTTPStatus.CONFLICT
    title = "The copy is not ready."


class IdUsed(Problem):
    code, status = "id_used", HTTPStatus.CONFLICT
    title = "This id was used for something else."

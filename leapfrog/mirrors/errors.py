"""What can go wrong with spares, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem
from leapfrog.kernel.storage import StorageFull


class NoSpare(NotFound):
    code = "no_spare"
    title = "There is no spare."


class NotAtHome(NotFound):
    code = "not_at_home"
    title = "This person does not live here."


class NoRoomOffered(Problem):
    code, status = "no_room_offered", HTTPStatus.CONFLICT
    title = "That town offers no room for spares."


class SpareFull(StorageFull):
    code = "spare_full"
    title = "The spare is as large as that town lets it be."


class SpareRefused(Problem):
    code, status = "spare_refused", HTTPStatus.FORBIDDEN
    title = "That town does not take this spare."


class SpareTownNotReached(Problem):
    """`why`: what was tried."""

    code, status = "spare_not_reached", HTTPStatus.BAD_GATEWAY
    title = "That town does not answer now."


class SpareBroken(Problem):
    """`why`: what is not as it was sent."""

    code, status = "spare_broken", HTTPStatus.CONFLICT
    title = "The spare is not what was put there."


class SpareElsewhere(Problem):
    code, status = "spare_elsewhere", HTTPStatus.CONFLICT
    title = "A spare is kept in another town: this is where you live."


class NotYetWhole(Problem):
    code, status = "not_yet_whole", HTTPStatus.CONFLICT
    title = "The spare was never whole: there is nothing to come back from."

"""What can go wrong with pauses, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoPause(NotFound):
    code = "no_pause"
    title = "They do not wait, or no longer."


class RidePaused(Problem):
    code, status = "ride_paused", HTTPStatus.CONFLICT
    title = "You called off more than three rides that a driver was coming for. Please wait."


class OwnPause(Problem):
    code, status = "own_pause", HTTPStatus.FORBIDDEN
    title = "Nobody ends a pause of their own: ask another operator."

"""What can go wrong with a live location, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoLiveLocation(NotFound):
    code = "no_live_location"
    title = "Nobody shows you where they are there."


class TooManyToShow(Problem):
    code, status = "too_many_to_show", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "Where one is can be shown to groups of up to 50."


class LiveLocationIdUsed(Problem):
    code, status = "live_location_id_used", HTTPStatus.CONFLICT
    title = "This id was used for something else."

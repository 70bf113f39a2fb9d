"""What can go wrong with places and the map, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class BadExtract(Exception):
    """No map can be made of this file; the message says why, and nothing was changed."""


class NoMap(NotFound):
    code = "no_map"
    title = "This town has no map yet, or not this one."


class NoPlace(NotFound):
    code = "no_place"
    title = "There is no such place."


class NoRoad(NotFound):
    code = "no_road"
    title = "No road leads there."


class PlacesFull(Problem):
    code, status = "places_full", HTTPStatus.CONFLICT
    title = "You keep as many places as one person may."

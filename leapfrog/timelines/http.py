"""The routes of timelines, a file for each group."""

from litestar.handlers import HTTPRouteHandler

from leapfrog.timelines import http_moments, http_profiles, http_square

routes: list[HTTPRouteHandler] = [
    *http_square.routes,
    *http_moments.routes,
    *http_profiles.routes,
]

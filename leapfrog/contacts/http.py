"""Contacts' routes, a file for each group."""

from litestar.handlers import HTTPRouteHandler

from leapfrog.contacts import (
    http_book,
    http_card,
    http_circles,
    http_invitations,
    http_merges,
    http_people,
)

routes: list[HTTPRouteHandler] = [
    *http_book.routes,
    *http_circles.routes,
    *http_card.routes,
    *http_people.routes,
    *http_invitations.routes,
    *http_merges.routes,
]

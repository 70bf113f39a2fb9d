"""Chat's routes, a file for each group."""

from litestar.handlers import HTTPRouteHandler

from leapfrog.chat import (
    http_conversations,
    http_groups,
    http_links,
)

routes: list[HTTPRouteHandler] = [
    *http_conversations.routes,
    *http_groups.routes,
    *http_links.routes,
]

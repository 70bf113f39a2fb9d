"""Chat's routes, a file for each group."""

from litestar.handlers import HTTPRouteHandler

from leapfrog.chat import (
    http_conversations,
    http_groups,
    http_links,
    http_safety,
)
from leapfrog.chat.http_files import file_routes

routes: list[HTTPRouteHandler] = [
    *http_conversations.routes,
    *http_groups.routes,
    *http_links.routes,
    *http_safety.routes,
    *file_routes,
]

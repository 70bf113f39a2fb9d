"""The routes of posts, a file for each group."""

from litestar.handlers import HTTPRouteHandler

from leapfrog.posts import (
    http_comments,
    http_files,
    http_people,
    http_posts,
    http_timelines,
)

routes: list[HTTPRouteHandler] = [
    *http_posts.routes,
    *http_comments.routes,
    *http_timelines.routes,
    *http_people.routes,
    *http_files.routes,
]

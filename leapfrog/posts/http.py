"""The routes of posts, a file for each group."""

from litestar.handlers import HTTPRouteHandler

from leapfrog.posts import (
    http_comments,
    http_files,
    http_people,
    http_posts,
    http_topics,
)

routes: list[HTTPRouteHandler] = [
    *http_posts.routes,
    *http_comments.routes,
    *http_topics.routes,
    *http_people.routes,
    *http_files.routes,
]

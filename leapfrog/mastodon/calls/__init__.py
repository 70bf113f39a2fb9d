"""The calls of Mastodon's API, a file for each group, and all of them as one table."""

from leapfrog.mastodon.call import Route
from leapfrog.mastodon.calls import (
    accounts,
    filters,
    groups,
    instance,
    joining,
    lists,
    media,
    notifications,
    oauth,
    odds,
    people,
    push,
    reacting,
    scheduled,
    search,
    statuses,
    tags,
    timelines,
)

FILES = (
    accounts,
    filters,
    groups,
    instance,
    joining,
    lists,
    media,
    notifications,
    oauth,
    odds,
    people,
    push,
    reacting,
    scheduled,
    search,
    statuses,
    tags,
    timelines,
)
ROUTES: list[Route] = [route for file in FILES for route in file.routes.all]

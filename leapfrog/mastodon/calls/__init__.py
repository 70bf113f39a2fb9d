"""The calls of Mastodon's API, a file for each group, and all of them as one table."""

from leapfrog.mastodon.call import Route
from leapfrog.mastodon.calls import (
    accounts,
    instance,
    oauth,
    scheduled,
    statuses,
    timelines,
)

ROUTES: list[Route] = [
    route
    for file in (accounts, instance, oauth, scheduled, statuses, timelines)
    for route in file.routes.all
]

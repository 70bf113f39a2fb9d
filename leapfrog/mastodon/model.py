"""What client apps may choose among."""

from datetime import timedelta
from typing import Literal

# So long the same key of a request is the same status.
ONCE = timedelta(hours=1)
# The types of notifications of which a client app may want to be pushed; of some there are none
# here.
ALERTS = (
    "mention",
    "status",
    "reblog",
    "follow",
    "follow_request",
    "favourite",
    "poll",
    "update",
    "quote",
    "quoted_update",
    "admin.sign_up",
    "admin.report",
)
# Whose operations: of those whom one follows, or who follow one.
Policy = Literal["all", "followed", "follower", "none"]

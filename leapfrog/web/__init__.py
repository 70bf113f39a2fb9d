"""The web: all routes of all modules on one port, the pages of the client, and the loops behind
them.
"""

from leapfrog.web.app import create_app, create_routes, describe_api, make_ready
from leapfrog.web.draining import Drain
from leapfrog.web.taking_part import Beside
from leapfrog.web.town import direct, open_town, settle, write_settings

__all__ = [
    "Beside",
    "Drain",
    "create_app",
    "create_routes",
    "describe_api",
    "direct",
    "make_ready",
    "open_town",
    "settle",
    "write_settings",
]

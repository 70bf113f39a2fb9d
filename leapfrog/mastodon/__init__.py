"""Mastodon: the API of Mastodon's server, so that the clients which people have already sign in,
read and write here.
"""

from leapfrog.mastodon.app import mastodon_app
from leapfrog.mastodon.archive import RECORD_SETS
from leapfrog.mastodon.cleanup import drop_expired
from leapfrog.mastodon.dispatch import cookieless, is_mastodon
from leapfrog.mastodon.numbered import post_numbered
from leapfrog.mastodon.pushing import push_notifications, works
from leapfrog.mastodon.streaming import is_stream, socket
from leapfrog.mastodon.streams import Streams

__all__ = [
    "RECORD_SETS",
    "Streams",
    "cookieless",
    "drop_expired",
    "is_mastodon",
    "is_stream",
    "mastodon_app",
    "post_numbered",
    "push_notifications",
    "socket",
    "works",
]

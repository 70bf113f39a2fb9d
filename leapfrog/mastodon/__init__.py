"""Mastodon: the API of Mastodon's server, so that the clients which people have already sign in,
read and write here.
"""

from leapfrog.mastodon.app import mastodon_app
from leapfrog.mastodon.archive import RECORD_SETS
from leapfrog.mastodon.entrance import cookieless, is_mastodon
from leapfrog.mastodon.oauth import drop_expired, programs_are_signed_out
from leapfrog.mastodon.pushing import news_is_pushed, works
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
    "news_is_pushed",
    "programs_are_signed_out",
    "socket",
    "works",
]

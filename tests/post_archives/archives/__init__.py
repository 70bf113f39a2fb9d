"""Archives as each place makes them, small, with everything in them that has been a trap."""

from tests.post_archives.archives.bluesky import bluesky, car
from tests.post_archives.archives.making import zipped
from tests.post_archives.archives.mastodon import mastodon, note
from tests.post_archives.archives.meta import facebook, instagram
from tests.post_archives.archives.weibo import weibo_crawler, weibo_csv, weibo_spider
from tests.post_archives.archives.x import x

__all__ = [
    "bluesky",
    "car",
    "facebook",
    "instagram",
    "mastodon",
    "note",
    "weibo_crawler",
    "weibo_csv",
    "weibo_spider",
    "x",
    "zipped",
]

"""Archives as each place makes them, small, with everything in them that has been a trap."""

from tests.posts.imports.archives.bluesky import bluesky, car
from tests.posts.imports.archives.making import zipped
from tests.posts.imports.archives.mastodon import mastodon, note
from tests.posts.imports.archives.meta import facebook, instagram
from tests.posts.imports.archives.weibo import weibo_crawler, weibo_csv, weibo_spider
from tests.posts.imports.archives.x import x

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

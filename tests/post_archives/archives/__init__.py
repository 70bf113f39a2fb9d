"""Archives as each place makes them, small, with everything in them that has been a trap."""

from tests.post_archives.archives.bluesky import bluesky, car
from tests.post_archives.archives.linkedin import linkedin
from tests.post_archives.archives.making import zipped
from tests.post_archives.archives.mastodon import mastodon, note
from tests.post_archives.archives.meta import THREADS, facebook, instagram, threads
from tests.post_archives.archives.misskey import misskey
from tests.post_archives.archives.pixelfed import pixelfed
from tests.post_archives.archives.reddit import reddit
from tests.post_archives.archives.weibo import weibo_crawler, weibo_csv, weibo_spider
from tests.post_archives.archives.wordpress import item, wordpress, wxr
from tests.post_archives.archives.x import x

__all__ = [
    "THREADS",
    "bluesky",
    "car",
    "facebook",
    "instagram",
    "item",
    "linkedin",
    "mastodon",
    "misskey",
    "note",
    "pixelfed",
    "reddit",
    "threads",
    "weibo_crawler",
    "weibo_csv",
    "weibo_spider",
    "wordpress",
    "wxr",
    "x",
    "zipped",
]

"""Post media: pictures, films and voices of posts, and what pages to which posts lead say of
themselves.
"""

from leapfrog.post_media.archive import RECORD_SETS, copy_id
from leapfrog.post_media.errors import NoPostFile, PostIdUsed
from leapfrog.post_media.files import blob_of, drop, known, known_to
from leapfrog.post_media.http import UPLOADING
from leapfrog.post_media.link_cards import card_of
from leapfrog.post_media.model import Link, Part, PostMedia
from leapfrog.post_media.store import (
    MediaOfPost,
    StoredFile,
    attach,
    attach_new,
    change,
    find,
    held,
    in_posts,
    loose,
    of_posts,
    release,
)
from leapfrog.post_media.uploads import receive

__all__ = [
    "RECORD_SETS",
    "UPLOADING",
    "Link",
    "MediaOfPost",
    "NoPostFile",
    "Part",
    "PostIdUsed",
    "PostMedia",
    "StoredFile",
    "attach",
    "attach_new",
    "blob_of",
    "card_of",
    "change",
    "copy_id",
    "drop",
    "find",
    "held",
    "in_posts",
    "known",
    "known_to",
    "loose",
    "of_posts",
    "receive",
    "release",
]

"""Atom feeds (RFC 4287) of public posts."""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from leapfrog import posts
from leapfrog.posts import Post, PostContent
from leapfrog.web.public_page import PageSite

EPOCH = "1970-01-01T00:00:00+00:00"


def feed(site: PageSite, title: str, place: str, here: str, shown: Sequence[Post]) -> bytes:
    """`place`: the page that it is of; `here`: where the feed itself is."""
    updated = max((post.edited_at or post.at for post in shown), default=None)
    entries = "".join(_entry(site, post) for post in shown)
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>{escape(site.origin + place)}</id>
<title>{escape(title)}</title>
<updated>{updated.isoformat() if updated else EPOCH}</updated>
<link rel="alternate" type="text/html" href={quoteattr(site.origin + place)}/>
<link rel="self" type="application/atom+xml" href={quoteattr(site.origin + here)}/>
<generator>Leapfrog</generator>
{entries}</feed>
""".encode()


def _entry(site: PageSite, post: Post) -> str:
    said: PostContent = posts.content_of(post)
    place = site.origin + site.post(post.id)
    title = said.title or " ".join(post.text.split())[:80] or post.author.name
    changed = (post.edited_at or post.at).isoformat()
    topics = "".join(f"<category term={quoteattr(one)}/>" for one in said.topics)
    return (
        f"<entry><id>{escape(place)}</id><title>{escape(title)}</title>"
        f"<published>{post.at.isoformat()}</published><updated>{changed}</updated>"
        f"<author><name>{escape(post.author.name)}</name></author>"
        f'<link rel="alternate" type="text/html" href={quoteattr(place)}/>{topics}'
        f'<content type="text">{escape(said.warning or post.text)}</content></entry>\n'
    )

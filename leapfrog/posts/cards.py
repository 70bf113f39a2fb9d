"""Cards: a post, where another module shows it by its reference `posts:post:<id>`."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.follows import Author
from leapfrog.kernel.db import Db
from leapfrog.posts import hydration
from leapfrog.posts.model import Post

LONGEST = 200


class PostCard(msgspec.Struct, frozen=True, tag_field="kind", tag="post", omit_defaults=True):
    """A post in small, as the one who looks may see it; `picture`: where its first one is."""

    ref: str
    author: Author
    at: datetime
    text: str
    title: str = ""
    picture: str | None = None
    emojis: dict[str, str] = {}


def ref_of(post_id: UUID) -> str:
    """The text by which a card in a conversation names a post."""
    return f"posts:post:{post_id}"


def _card(post: Post) -> PostCard:
    said = hydration.said(post)
    pictures = [media.file for media in said.media if media.kind != "voice"]
    picture = f"/api/v1/post-files/{pictures[0]}?part=thumb" if pictures else None
    text = said.warning or post.text
    return PostCard(
        ref=ref_of(post.id),
        author=post.author,
        at=post.at,
        text=text[:LONGEST],
        title=said.title,
        picture=picture,
        emojis=said.emojis,
    )


async def post_cards(db: Db, viewer: UUID, ids: Sequence[UUID]) -> list[PostCard]:
    """Those of these posts that the viewer may see."""
    return [_card(post) for post in await hydration.posts(db, viewer, ids)]


RESOLVERS: Mapping[str, Callable[[Db, UUID, Sequence[UUID]], Awaitable[list[PostCard]]]] = {
    "posts:post": post_cards
}

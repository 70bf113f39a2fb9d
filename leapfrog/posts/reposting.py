"""Reposting as Weibo does it: the original stays whole, words go before it, and those of whom it
came through stay behind them (`//@name: …`).
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.notifications import NewNotification, tell
from leapfrog.posts import hydration, store, store_reacting
from leapfrog.posts.content import LIMITS
from leapfrog.posts.errors import NoPost, NoQuotes, NotShareable, NotYourPost
from leapfrog.posts.model import OPEN, NewPost, Post, PostRow

CHAIN = " //@"


class RepostSource(msgspec.Struct, frozen=True):
    """What is reposted: the post at the root, and the one through which it came, whose words stay
    in the chain.
    """

    of: PostRow
    via: PostRow
    via_handle: str


async def original(db: Db, me: UUID, wanted: NewPost) -> RepostSource:
    """Raises `NoPost`, `NotShareable`, `NoQuotes`."""
    assert wanted.of is not None
    seen = await hydration.one(db, me, wanted.of)
    via = await store.find(db, wanted.of)
    if via is None:
        raise NoPost
    of = via if via.of_id is None or wanted.form == "quote" else await store.find(db, via.of_id)
    if of is None:
        raise NoPost
    audiences = {of.audience, via.audience}
    # What is for one's followers one may show them again.
    own = wanted.form == "repost" and wanted.audience == "followers" and of.author_id == me
    if of.removed or not (audiences <= OPEN or (own and audiences == {"followers"})):
        raise NotShareable
    await hydration.one(db, me, of.id)
    if wanted.form == "quote" and not seen.may_quote:
        raise NoQuotes
    return RepostSource(of, via, _handle(seen))


def _handle(post: Post) -> str:
    return post.author.address if post.author.remote else post.author.handle


def chained(text: str, original: RepostSource | None) -> str:
    """The words, with those of the repost through which it came behind them, as far as they fit."""
    if original is None or original.via.id == original.of.id or not original.via.text:
        return text
    return f"{text}{CHAIN}{original.via_handle}: {original.via.text}"[: LIMITS.text].strip()


async def note(db: Db, kept: PostRow, original: RepostSource) -> None:
    """It is counted and its authors are told."""
    kind = "quote" if kept.form == "quote" else "repost"
    several = {original.of.id: original.of, original.via.id: original.via}.values()
    await store.count_reposts(db, [one.id for one in several], 1)
    await tell(
        db,
        [NewNotification(one.author_id, kind, one.id, kept.author_id, kept.id) for one in several],
    )


async def forget(db: Db, reposts: Sequence[PostRow]) -> None:
    """These are gone: they are not counted any more."""
    several = [ref for kept in reposts for ref in {kept.of_id, kept.via_id} if ref]
    await store.count_reposts(db, several, -1)


async def mine(db: Db, me: UUID, ids: Sequence[UUID]) -> Mapping[UUID, UUID]:
    """Those of these posts that one reposted without a word of one's own, each with the id of the
    repost.
    """
    found = await store_reacting.my_reposts(db, me, ids) if ids else []
    return {one.of_id: one.id for one in found}


async def detach(db: Db, me: UUID, post_id: UUID, *, detached: bool) -> None:
    """Takes an original of one's own out of another's quote, or puts it back. Raises `NoPost`,
    `NotYourPost`.
    """
    quote = await store.find(db, post_id)
    if quote is None or quote.form != "quote" or quote.of_id is None:
        raise NoPost
    await hydration.one(db, me, post_id)
    of = await store.find(db, quote.of_id)
    if of is None or of.author_id != me:
        raise NotYourPost
    await store.detach(db, post_id, detached)

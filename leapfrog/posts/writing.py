"""Writing: a post is shown, edited, pinned, taken back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog import contacts, notifications, post_media, post_text, search_words
from leapfrog.kernel.db import Db
from leapfrog.kernel.events import announce, announce_all
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.jobs import enqueue
from leapfrog.post_media import PostIdUsed
from leapfrog.posts import (
    answering,
    comments,
    content,
    files,
    hydration,
    reposting,
    store,
    stream_events,
    telling,
)
from leapfrog.posts.errors import BadPost, NoPost, NotYourPost
from leapfrog.posts.events import PostDeleted, PostEdited, PostPublished
from leapfrog.posts.model import MOMENTS, NewPost, Post, PostContent, PostRow
from leapfrog.posts.naming import check_open, named_in
from leapfrog.posts.reposting import RepostSource
from leapfrog.posts.settings import findable
from leapfrog.topics import WrittenTopic

MOST_PINS = 3
CARD = "posts:card"


async def publish(db: Db, author: UUID, post_id: UUID, wanted: NewPost) -> Post:
    """Publishes a post, and tells whom it concerns; answers it. The same id again is the same post.

    Raises `PostingClosed`, `EmptyPost`, `LongPost`, `BadPost`, `PostIdUsed`, `NoPostFile`,
    `NoPost`, `NotShareable`, `NoQuotes`, `NoCircle`, `NoReplies`.
    """
    cleaned = content.checked(wanted)
    before = await store.find(db, post_id)
    if before is not None:
        if before.author_id != author:
            raise PostIdUsed
        return await hydration.one(db, author, post_id)
    await check_open(db, author)
    await contacts.check_circles(db, author, cleaned.circles)
    original = await reposting.original(db, author, cleaned) if cleaned.of else None
    answer = await answering.placed(db, author, cleaned.answers, cleaned.audience)
    chained = msgspec.structs.replace(cleaned, text=reposting.chained(cleaned.text, original))
    people = await named_in(db, f"{chained.title}\n{chained.text}")
    media = await files.attached(db, author, post_id, cleaned.files)
    content.check_media(media)
    said = content.made(chained, media, people, db.now)
    kept = _row(author, post_id, db.now, chained, said)
    if original:
        kept = msgspec.structs.replace(kept, of_id=original.of.id, via_id=original.via.id)
    kept = answer.put(kept) if answer else kept
    new = store.InsertedPost(kept=kept, content=said, tokens=await tokens_of(db, kept, said))
    if not await store.add(db, [new]):
        raise PostIdUsed
    await post_media.attach(db, post_id, [one.file for one in media])
    await follow_up(db, new.kept, said, original)
    if cleaned.and_comment and original and cleaned.text:
        words = NewPost(text=cleaned.text, warning=cleaned.warning, answers=original.via.id)
        await publish(db, author, derived_id(post_id, "comment"), words)
    return await hydration.one(db, author, post_id)


def _row(author: UUID, post_id: UUID, now: datetime, wanted: NewPost, said: PostContent) -> PostRow:
    return PostRow(
        id=post_id,
        author_id=author,
        at=now,
        audience=wanted.audience,
        circles=list(wanted.circles),
        form=wanted.form,
        of_id=None,
        via_id=None,
        text=wanted.text,
        content={},
        mentions=content.mentioned(said),
        topics=[post_text.topic_name(shown) for shown in said.topics],
        replies=wanted.replies,
        removed=False,
    )


async def tokens_of(db: Db, kept: PostRow, said: PostContent) -> list[int] | None:
    """By what the search finds a post; None for one that it does not."""
    return tokens(kept, said) if await findable(db, kept.author_id) else None


def tokens(kept: PostRow, said: PostContent) -> list[int] | None:
    """By what the search finds a post of somebody whom it finds; None if it does not."""
    if kept.audience != "public":
        return None
    return search_words.tokens(search_words.plain(f"{said.title}\n{kept.text}"))


async def follow_up(
    db: Db, kept: PostRow, said: PostContent, original: RepostSource | None = None
) -> None:
    """All that follows from a post that is there now: timelines, topics, who is told."""
    if kept.under_id:
        await comments.added(db, kept)
    else:
        await stream_events.shown(db, kept)
        await tell_named(db, kept, kept.mentions)
    if kept.listed:
        await store.file_under(db, [filed(kept, said)])
    if original:
        await reposting.note(db, kept, original)
    if said.link:
        await enqueue(db, CARD, {"post_id": str(kept.id), "url": said.link.url})
    if said.poll:
        await telling.poll_ends(db, kept.id, said.poll.ends_at)
    await announce(db, PostPublished(kept.id, kept.author_id))


async def tell_named(db: Db, kept: PostRow, people: Sequence[UUID]) -> None:
    """These are named in a post or comment, and hear of it if they may see it; in a moment nobody
    does.
    """
    if kept.under_id:
        await comments.mentioned(db, kept, people)
    elif kept.audience not in MOMENTS:
        await telling.mentioned(db, kept, people)


async def mine(db: Db, author: UUID, post_id: UUID) -> PostRow:
    """A post of one's own. Raises `NoPost`, `NotYourPost` for another's that one may see."""
    found = await store.find(db, post_id)
    if found is None:
        raise NoPost
    if found.author_id != author:
        await hydration.one(db, author, post_id)
        raise NotYourPost
    return found


async def edit(db: Db, author: UUID, post_id: UUID, wanted: NewPost) -> Post:
    """Changes what a post of one's own says and answers it; what it said before stays to be seen.
    For whom it is, and what it is of, do not change; its poll stays when the options do. Raises as
    `publish`, and `NotYourPost`.
    """
    kept = await mine(db, author, post_id)
    before = kept.said
    poll = before.poll
    cleaned = content.checked(
        msgspec.structs.replace(
            wanted,
            form=kept.form,
            of=kept.of_id,
            audience=kept.audience,
            circles=tuple(kept.circles),
            answers=None,
            language=before.language if wanted.language is None else wanted.language,
            options=tuple(poll.options) if poll else (),
            minutes=content.SHORTEST_POLL,
        )
    )
    await check_open(db, author)
    people = await named_in(db, f"{cleaned.title}\n{cleaned.text}")
    media = await files.attached(db, author, post_id, cleaned.files)
    content.check_media(media)
    said = content.made(cleaned, media, people, db.now)
    link = (
        before.link if said.link and before.link and said.link.url == before.link.url else said.link
    )
    said = msgspec.structs.replace(said, poll=poll, link=link)
    if (cleaned.text, said, cleaned.replies) == (kept.text, before, kept.replies):
        return await hydration.one(db, author, post_id)
    await _change(db, kept, cleaned, said)
    await post_media.attach(db, post_id, [one.file for one in media])
    return await hydration.one(db, author, post_id)


async def _change(db: Db, kept: PostRow, wanted: NewPost, said: PostContent) -> None:
    after = msgspec.structs.replace(kept, text=wanted.text)
    new = store.ChangedPost(
        text=wanted.text,
        content=said,
        mentions=content.mentioned(said),
        topics=[post_text.topic_name(shown) for shown in said.topics],
        replies=wanted.replies,
        tokens=await tokens_of(db, after, said),
    )
    await store.change(db, kept.id, new)
    if kept.listed:
        await store.file_anew(db, filed(kept, said))
    await tell_named(db, kept, [one for one in new.mentions if one not in kept.mentions])
    if said.link and said.link.title == "" and said.link != kept.said.link:
        await enqueue(db, CARD, {"post_id": str(kept.id), "url": said.link.url})
    stream_events.speak(db, "edited", kept.id)
    await announce(db, PostEdited(kept.id, kept.author_id))


async def delete(db: Db, me: UUID, post_id: UUID, *, keep_files: bool = False) -> None:
    """Takes a post back, with its comments and files; a comment its author may, and whose post it
    is under. `keep_files`: its author may show them in another post for a day. Again, nothing
    happens. Raises `NoPost`, `NotYourPost`.
    """
    found = await store.find(db, post_id)
    if found is None:
        return
    if found.under_id and found.author_id != me:
        post = await store.find(db, found.under_id)
        if post and post.author_id == me:
            await remove(db, [found])
            return
    kept = await mine(db, me, post_id)
    if keep_files:
        await post_media.release(db, post_id)
    await remove(db, [kept])


async def remove(db: Db, posts: Sequence[PostRow]) -> None:
    """These posts go, whoever wanted it, with the comments under and below them."""
    gone = await drop(db, [kept.id for kept in posts])
    for one in gone:
        stream_events.speak(db, "gone", one.id)
    ids = {one.id for one in gone}
    under = {one.under_id for one in gone if one.under_id and one.under_id not in ids}
    authors = {one.author_id for one in gone if one.under_id in under}
    await stream_events.touched(db, under, *authors)
    await announce_all(
        db,
        [
            PostDeleted(
                post_id=one.id,
                author_id=one.author_id,
                audience=one.audience,
                form=one.form,
                mentions=tuple(one.mentions),
                under_id=one.under_id,
                answered_id=one.answers_author_id,
            )
            for one in gone
        ],
    )


async def drop(db: Db, ids: Sequence[UUID]) -> list[PostRow]:
    """These posts go, with the comments under and below them, and others learn nothing of it;
    answers all that is gone.
    """
    gone = await store.with_comments(db, ids)
    every = [kept.id for kept in gone]
    await post_media.drop(db, await post_media.of_posts(db, every))
    await reposting.forget(db, [kept for kept in gone if kept.via_id])
    await store.delete(db, every)
    await notifications.forget_posts(db, every)
    await notifications.forget_comments(db, every)
    return gone


async def pin(db: Db, author: UUID, post_id: UUID, pinned: bool) -> Post:
    """Pins a post of one's own to the top of one's page (three at most), or takes it from there;
    answers it. Raises `NoPost`, `NotYourPost`, `BadPost`.
    """
    await mine(db, author, post_id)
    if pinned and await store.pins(db, author, post_id) >= MOST_PINS:
        raise BadPost(f"At most {MOST_PINS} posts are pinned.")
    await store.pin(db, author, post_id, db.now if pinned else None)
    return await hydration.one(db, author, post_id)


async def history(db: Db, viewer: UUID | None, post_id: UUID) -> Sequence[store.VersionRow]:
    """All versions of a post, the oldest first, the last one being what it says now; for whoever
    may see it. Raises `NoPost`.
    """
    await hydration.one(db, viewer, post_id)
    return await store.history(db, post_id)


def filed(kept: PostRow, said: PostContent) -> store.FiledPost:
    """A post with the topics that are in its words."""
    topics = [WrittenTopic(post_text.topic_name(shown), shown) for shown in said.topics]
    return store.FiledPost(kept.id, kept.at, topics)


async def bring(db: Db, new: Sequence[store.InsertedPost]) -> set[UUID]:
    """Keeps posts that were written elsewhere, at their own times, and tells nobody of them;
    answers the ids of those that were not here already. For archives, and for what other servers
    send.
    """
    here = await store.add(db, new)
    listed = [one for one in new if one.kept.id in here and one.kept.listed]
    await store.file_under(db, [filed(one.kept, one.content) for one in listed])
    return here

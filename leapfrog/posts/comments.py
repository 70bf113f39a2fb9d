"""Comments: what is said under a post, nested one level, on nobody's timeline."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.contacts import NO_RELATIONSHIP, relationships
from leapfrog.follows import NO_MARK, Author, Mark, author_of
from leapfrog.identity import named, plain
from leapfrog.kernel.db import Db
from leapfrog.kernel.events import announce, announce_all
from leapfrog.kernel.paging import Position, position_of
from leapfrog.notifications import NewNotification, forget_comments, tell
from leapfrog.post_media import PostIdUsed
from leapfrog.posts import content, hydration, store, store_comments, stream_events
from leapfrog.posts.errors import BadPost, EmptyPost, LongPost, NoComment, NoReplies, NotYourPost
from leapfrog.posts.events import CommentAdded, CommentDeleted, CommentEdited, CommentLiked
from leapfrog.posts.model import MOMENTS, Mention, Post
from leapfrog.posts.model import PostRow as KeptPost
from leapfrog.posts.naming import check_open, named_in
from leapfrog.posts.store_comments import ChangedComment, CommentRow, ShownCommentRow
from leapfrog.posts.viewers import who_see

LONGEST = 1_000


class Saying(msgspec.Struct, frozen=True):
    """What somebody wants to say under a post. `warning`: what to know before one looks; `answers`:
    the comment that it answers; `language`: as BCP 47 has it, when it is said.
    """

    text: str
    warning: str = ""
    answers: UUID | None = None
    language: str = ""


class Comment(msgspec.Struct, frozen=True, omit_defaults=True):
    """A comment; `to`: whom it answers. `warning`: what to know before one looks. `replies`: how
    many stand below it, `first` the first of them.
    """

    id: UUID
    post_id: UUID
    author: Author
    text: str
    at: datetime
    likes: int = 0
    liked: bool = False
    parent_id: UUID | None = None
    to: Author | None = None
    mentions: list[Mention] = []
    edited_at: datetime | None = None
    replies: int = 0
    uri: str | None = None
    emojis: dict[str, str] = {}
    warning: str = ""
    language: str = ""


class CommentThread(Comment, frozen=True, omit_defaults=True):
    """A comment with the first of those below it."""

    first: list[Comment] = []


class Threads(msgspec.Struct, frozen=True):
    """A page; `next` is the `after` of the following one."""

    comments: list[CommentThread]
    next: str | None


async def write(db: Db, me: UUID, comment_id: UUID, post_id: UUID, wanted: Saying) -> Comment:
    """Says something under a post, or below another comment there. The same id again is the same
    comment. Raises `NoPost`, `Closed`, `EmptyPost`, `LongPost`, `BadPost`, `NoReplies`,
    `NoComment`, `PostIdUsed`.
    """
    said = checked(wanted)
    post, kept = await _seen(db, me, post_id)
    before = await store_comments.find(db, comment_id)
    if before is not None:
        if (before.author_id, before.post_id) != (me, post_id):
            raise PostIdUsed
        return await one(db, me, comment_id)
    await check_open(db, me)
    answered = await _answered(db, me, kept, said.answers)
    if not post.may_comment:
        raise NoReplies
    parent = (answered.parent_id or answered.id) if answered else None
    new = CommentRow(
        id=comment_id,
        post_id=post_id,
        author_id=me,
        parent_id=parent,
        answers_id=answered.id if answered else None,
        text=said.text,
        at=db.now,
        warning=said.warning,
        language=said.language,
    )
    mentions = content.mentions(await named_in(db, said.text))
    if not await store_comments.add(db, new, mentions):
        raise PostIdUsed
    await _added(db, kept, new, answered, {one.person_id for one in mentions})
    return await one(db, me, comment_id)


async def bring(
    db: Db, new: CommentRow, mentions: Sequence[Mention], people: set[UUID]
) -> UUID | None:
    """Keeps a comment that was written elsewhere, by the same rules; None when it is here already.
    Raises `NoPost`, `NoComment`, `NoReplies`.
    """
    post, kept = await _seen(db, new.author_id, new.post_id)
    answered = await _answered(db, new.author_id, kept, new.answers_id)
    if not post.may_comment:
        raise NoReplies
    parent = (answered.parent_id or answered.id) if answered else None
    placed = msgspec.structs.replace(new, parent_id=parent)
    if not await store_comments.add(db, placed, mentions):
        return None
    await _added(db, kept, placed, answered, people)
    return new.id


def checked(wanted: Saying) -> Saying:
    """The same with clean words. Raises `EmptyPost`, `LongPost`, `BadPost`."""
    words, warning = plain(wanted.text), " ".join(plain(wanted.warning).split())
    if not words:
        raise EmptyPost
    if len(words) > LONGEST:
        raise LongPost(f"A comment has at most {LONGEST} characters.")
    if len(warning) > content.LIMITS.warning:
        raise BadPost(f"A warning has at most {content.LIMITS.warning} characters.")
    content.check_language(wanted.language)
    return Saying(words, warning, wanted.answers, wanted.language)


async def _answered(db: Db, me: UUID, post: KeptPost, answers: UUID | None) -> CommentRow | None:
    if answers is None:
        return None
    found = await store_comments.find(db, answers)
    if found is None or found.post_id != post.id:
        raise NoComment
    if not await shown(db, me, post, await store_comments.by_ids(db, me, [answers])):
        raise NoComment
    return found


async def _added(
    db: Db, post: KeptPost, new: CommentRow, answered: CommentRow | None, named: set[UUID]
) -> None:
    """It is counted, and told to whose post it is under, whom it answers, and who is `named`."""
    await store.count_comments(db, post.id, 1)
    kinds = dict.fromkeys(sorted(named), "mention_comment")
    if answered:
        kinds[answered.author_id] = "reply"
    kinds[post.author_id] = "comment"
    items = [
        NewNotification(person, kind, new.id, new.author_id, post.id, new.id)
        for person, kind in kinds.items()
    ]
    await tell(db, await _who_may_see(db, post, new, items))
    await stream_events.touched(db, [post.id], new.author_id)
    await announce(db, CommentAdded(new.id, post.id, new.author_id))


async def _who_may_see(
    db: Db, post: KeptPost, new: CommentRow, items: Sequence[NewNotification]
) -> list[NewNotification]:
    """Nobody hears of what is not for them: of a moment, strangers to who comments there."""
    people = [item.owner for item in items]
    ties = await relationships(db, new.author_id, people)
    seeing = await who_see(db, post, people)

    def hears(person: UUID) -> bool:
        tie = ties.get(person, NO_RELATIONSHIP)
        near = person == post.author_id or post.audience not in MOMENTS or tie.connected
        return near and not tie.apart and person in seeing

    return [item for item in items if hears(item.owner)]


async def shown(
    db: Db,
    viewer: UUID | None,
    post: KeptPost,
    rows: Sequence[ShownCommentRow],
    *,
    muted: bool = False,
) -> list[CommentThread]:
    """Those of these comments that the viewer may see. Under a moment only those of people whom
    they know themselves, as in WeChat; nowhere those of who blocked them, or is blocked.
    """
    people = {one for row in rows for one in (row.author_id, row.answers_author) if one}
    known, faces = await relationships(db, viewer, people), await named(db, sorted(people))
    private = post.audience in MOMENTS

    def sees(person: UUID | None) -> bool:
        if person is None or person in (viewer, post.author_id):
            return True
        tie = known.get(person, NO_RELATIONSHIP)
        return person in faces and not tie.apart and (tie.connected or not private)

    def face(person: UUID, mark: Mark = NO_MARK) -> Author:
        return author_of(faces[person], known.get(person, NO_RELATIONSHIP), mark)

    threads: dict[UUID, CommentThread] = {}
    below: dict[UUID, list[Comment]] = {}
    for row in rows:
        mine = row.author_id == viewer
        hidden = (row.removed or (row.muted and not muted)) and not mine
        if hidden or not (sees(row.author_id) and sees(row.answers_author)):
            continue
        to = row.answers_author
        made = CommentThread(
            id=row.id,
            post_id=row.post_id,
            author=face(row.author_id, Mark(row.mark_kind, row.mark_reason, row.mark_name)),
            text=row.text,
            at=row.at,
            likes=row.likes,
            liked=row.liked,
            parent_id=row.parent_id,
            to=face(to) if to and to in faces else None,
            mentions=msgspec.convert(row.mentions, list[Mention]),
            edited_at=row.edited_at,
            replies=row.replies,
            uri=row.uri,
            emojis=row.emojis or {},
            warning=row.warning,
            language=row.language,
        )
        if row.ord is None and row.parent_id:
            below.setdefault(row.parent_id, []).append(made)
        else:
            threads[row.id] = made
    return [
        msgspec.structs.replace(thread, first=below.get(thread.id, []))
        for thread in threads.values()
    ]


async def one(db: Db, viewer: UUID | None, comment_id: UUID) -> Comment:
    """Raises `NoComment`, also for what the viewer may not see."""
    kept = await store_comments.find(db, comment_id)
    post = await store.find(db, kept.post_id) if kept else None
    if post is None or not await hydration.posts(db, viewer, [post.id]):
        raise NoComment
    rows = await store_comments.by_ids(db, viewer, [comment_id])
    found = await shown(db, viewer, post, rows, muted=True)
    if not found:
        raise NoComment
    return found[0]


async def under(
    db: Db, viewer: UUID | None, post_id: UUID, sort: str, after: str | None, limit: int
) -> Threads:
    """Comments under a post, by "time" (the oldest first) or "heat". Raises `NoPost`."""
    _, kept = await _seen(db, viewer, post_id)
    if sort == "heat":
        offset = int(after) if after and after.isdigit() else 0
        rows = await store_comments.by_heat(db, viewer, post_id, offset, limit)
        more = str(offset + limit)
    else:
        rows = await store_comments.by_time(db, viewer, post_id, position_of(after), limit)
        more = ""
    tops = [row for row in rows if row.ord is not None]
    following = (more or _mark(tops[-1])) if len(tops) == limit else None
    return Threads(await shown(db, viewer, kept, rows), following)


async def below(
    db: Db, viewer: UUID | None, comment_id: UUID, after: str | None, limit: int
) -> Threads:
    """What stands below a comment, the oldest first. Raises `NoComment`, `NoPost`."""
    parent = await store_comments.find(db, comment_id)
    if parent is None:
        raise NoComment
    _, kept = await _seen(db, viewer, parent.post_id)
    rows = await store_comments.replies(db, viewer, comment_id, position_of(after), limit)
    following = _mark(rows[-1]) if len(rows) == limit else None
    return Threads(await shown(db, viewer, kept, rows), following)


async def _seen(db: Db, viewer: UUID | None, post_id: UUID) -> tuple[Post, KeptPost]:
    """A post as the viewer sees it, and its row. Raises `NoPost`."""
    post = await hydration.one(db, viewer, post_id)
    kept = await store.find(db, post.id)
    assert kept is not None
    return post, kept


def _mark(row: ShownCommentRow) -> str:
    return str(Position(row.at, row.id))


async def edit(db: Db, me: UUID, comment_id: UUID, wanted: Saying) -> Comment:
    """It says something else; what it answers does not change. Raises `NoComment`, `NotYourPost`,
    `EmptyPost`, `LongPost`, `BadPost`.
    """
    said = checked(wanted)
    before = await one(db, me, comment_id)
    if before.author.id != me:
        raise NotYourPost
    await check_open(db, me)
    people = await named_in(db, said.text)
    new = ChangedComment(said.text, said.warning, said.language, content.mentions(people))
    await store_comments.change(db, comment_id, new)
    await announce(db, CommentEdited(comment_id, before.post_id, me))
    return await one(db, me, comment_id)


async def delete(db: Db, me: UUID, comment_id: UUID) -> None:
    """Takes a comment back, with what stands below it: its author may, and whose post it is under.
    Again, nothing happens. Raises `NoComment`, `NotYourPost`.
    """
    found = await store_comments.find(db, comment_id)
    if found is None:
        return
    post = await store.find(db, found.post_id)
    if me not in (found.author_id, post.author_id if post else None):
        await one(db, me, comment_id)
        raise NotYourPost
    gone = await store_comments.delete(db, comment_id)
    await store.count_comments(db, found.post_id, -len(gone))
    await forget_comments(db, gone)
    if post:
        await stream_events.touched(db, [post.id], found.author_id)
    await announce(db, CommentDeleted(comment_id, found.post_id, found.author_id))


async def leave(db: Db, author: UUID) -> None:
    """All that somebody said goes, with what stands below it."""
    gone = await store_comments.delete_by(db, author)
    await forget_comments(db, [one.id for one in gone])
    own = [one for one in gone if one.author_id == author]
    await stream_events.touched(db, {one.post_id for one in own}, author)
    await announce_all(db, [CommentDeleted(one.id, one.post_id, author) for one in own])


async def speakers(db: Db, post_id: UUID, limit: int) -> list[UUID]:
    """Who said something under a post, or likes it."""
    return await store_comments.talking(db, post_id, limit)


async def like(db: Db, me: UUID, comment_id: UUID, likes: bool) -> Comment:
    """Raises `NoComment`."""
    before = await one(db, me, comment_id)
    act = store_comments.like if likes else store_comments.unlike
    if not await act(db, comment_id, me):
        return before
    if likes:
        item = NewNotification(
            before.author.id, "comment_like", comment_id, me, before.post_id, comment_id
        )
        await tell(db, [item])
    await announce(db, CommentLiked(comment_id, me, likes))
    return await one(db, me, comment_id)

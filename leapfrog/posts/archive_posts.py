"""Record sets of what a person wrote: posts with their history, files, comments, drafts."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

import msgspec

from leapfrog import contacts, notifications, post_media, post_text
from leapfrog.identity import addresses, named, person_at
from leapfrog.kernel.archive import Counts, Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.posts import (
    answering,
    content,
    drafts,
    store,
    store_archive,
    store_comments,
    store_drafts,
    store_home,
    store_leaving,
    writing,
)
from leapfrog.posts.model import (
    Audience,
    Form,
    Mention,
    NewPost,
    Place,
    PostContent,
    PostRow,
    Replies,
)

BROUGHT = "leapfrog"
# Of what a post said before, so many versions come along.
MOST_EDITS = 100


class PostRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """A post as it is taken out; `of`: whose the original is and what it says. `named`: who is
    mentioned: as it stands in the text, their address, and their name.
    """

    id: UUID
    at: datetime
    audience: Audience
    form: Form
    text: str
    content: PostContent
    replies: Replies
    circles: list[UUID] = []
    of_id: UUID | None = None
    via_id: UUID | None = None
    of: tuple[str, str] | None = None
    edited_at: datetime | None = None
    pinned_at: datetime | None = None
    imported_from: str | None = None
    edits: list[store.VersionRow] = []
    named: list[tuple[str, str, str]] = []
    answers: Place | None = None


class CommentRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """A comment as it is taken out; `under`: whose post it stands under."""

    id: UUID
    post_id: UUID
    under: str
    text: str
    at: datetime
    parent_id: UUID | None = None
    answers_id: UUID | None = None
    warning: str = ""
    language: str = ""


async def export_posts(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for own in await store_archive.posts(db, person_id):
        kept, edits = own.kept, []
        if own.edited_at:
            edits = [_unnamed(one) for one in (await store.history(db, kept.id))[:-1]]
        said = kept.said
        yield msgspec.to_builtins(
            PostRecord(
                id=kept.id,
                at=kept.at,
                audience=kept.audience,
                form=kept.form,
                text=kept.text,
                content=msgspec.structs.replace(said, mentions=[]),
                replies=kept.replies,
                circles=kept.circles,
                of_id=kept.of_id,
                via_id=kept.via_id,
                of=await _original(db, kept),
                edited_at=own.edited_at,
                pinned_at=own.pinned_at,
                imported_from=own.imported_from,
                edits=edits,
                named=await _named(db, said),
                answers=answering.of(kept),
            )
        )


def _unnamed(one: store.VersionRow) -> store.VersionRow:
    """Of what was before, who was named stands in the text only."""
    said = msgspec.structs.replace(one.content, mentions=[])
    return msgspec.structs.replace(one, content=said)


async def _named(db: Db, said: PostContent) -> list[tuple[str, str, str]]:
    found = await addresses(db, [one.person_id for one in said.mentions])
    return [
        (one.handle, them.address, them.name)
        for one in said.mentions
        if (them := found.get(one.person_id))
    ]


async def _original(db: Db, kept: PostRow) -> tuple[str, str] | None:
    """Of a public original, whose it is and what it says."""
    found = await store.find(db, kept.of_id) if kept.of_id else None
    if found is None or found.audience not in ("public", "unlisted"):
        return None
    people = await named(db, [found.author_id])
    return people[found.author_id].address, found.text


async def restore_posts(db: Db, person_id: UUID, records: list[Record]) -> Counts:
    """At their own times, on nobody's timeline. What was for a circle that is not here is for
    nobody but oneself.
    """
    mine = {circle.id for circle in await contacts.circles_of(db, person_id)}
    new = 0
    for found in msgspec.convert(records, list[PostRecord]):
        new += await _restore(db, person_id, found, mine)
    return new, len(records) - new


async def _restore(db: Db, me: UUID, found: PostRecord, circles: set[UUID]) -> bool:
    here = [circle for circle in found.circles if circle in circles]
    audience = found.audience
    if audience == "circles" and not here:
        audience = "me"
    before = await store.find(db, found.id)
    post_id = found.id
    if before and before.author_id != me:
        post_id = uuid5(me, found.id.hex)
    said = await _said(db, me, post_id, found.content, found.named)
    kept = PostRow(
        id=post_id,
        author_id=me,
        at=min(found.at, db.now),
        audience=audience,
        circles=here,
        form=found.form,
        of_id=found.of_id,
        via_id=found.via_id,
        text=found.text[: content.LIMITS.article],
        content={},
        mentions=content.mentioned(said),
        topics=[post_text.topic_name(shown) for shown in said.topics],
        replies=found.replies,
        removed=False,
        **answering.columns(await answering.still(db, found.answers)),
    )
    tokens = await writing.tokens_of(db, kept, said)
    brought = found.imported_from or BROUGHT
    new = store.InsertedPost(kept=kept, content=said, imported_from=brought, tokens=tokens)
    if not await writing.bring(db, new):
        return False
    await store_archive.restore_flags(db, post_id, found.edited_at, found.pinned_at)
    await _restore_edits(db, me, post_id, found.edits[:MOST_EDITS])
    await post_media.attach(db, post_id, [media.file for media in said.media])
    return True


async def _restore_edits(db: Db, me: UUID, post_id: UUID, edits: list[store.VersionRow]) -> None:
    for one in edits:
        said = await _said(db, me, post_id, one.content, [])
        text = one.text[: content.LIMITS.article]
        version = store.VersionRow(min(one.at, db.now), text, said)
        await store_archive.restore_edit(db, post_id, version)


async def _said(
    db: Db, me: UUID, post_id: UUID, said: PostContent, people: list[tuple[str, str, str]]
) -> PostContent:
    """What it says, with its files as they are here, a link that leads somewhere, and who is named
    by their addresses.
    """
    wanted = [(media.file, media.alt) for media in said.media]
    ids = [media.file for media in said.media]
    found = await post_media.usable(
        db, me, [*ids, *(post_media.copy_id(me, one) for one in ids)], post_id
    )
    media = [
        msgspec.structs.replace(found[one], alt=alt)
        for file_id, alt in wanted
        for one in (file_id, post_media.copy_id(me, file_id))
        if one in found
    ]
    link = said.link if said.link and post_text.URL.fullmatch(said.link.url) else None
    mentions = [
        Mention(person_id, handle)
        for handle, address, name in people[: post_text.MOST_MENTIONS]
        if (person_id := await person_at(db, address, name))
    ]
    given: dict[str, Any] = {"media": media, "link": link, "mentions": mentions, "emojis": {}}
    return msgspec.structs.replace(said, **given)


async def erase_posts(db: Db, person_id: UUID) -> int:
    """Posts, what is told of them, and what else the Square has of this person."""
    topics = await store_leaving.topics(db, person_id)
    mine = await store.by_author(db, person_id)
    for kept in mine:
        await writing.remove(db, kept)
    await store_home.erase(db, person_id)
    await notifications.forget_person(db, person_id)
    await store_leaving.forget(db, person_id)
    await store_leaving.drop_topics(db, topics)
    return len(mine)


async def export_comments(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    rows = await store_archive.comments(db, person_id)
    people = await addresses(db, [row.under_id for row in rows])
    for row in rows:
        them = people.get(row.under_id)
        yield msgspec.to_builtins(
            CommentRecord(
                id=row.id,
                post_id=row.post_id,
                under=them.address if them else "",
                text=row.text,
                at=row.at,
                parent_id=row.parent_id,
                answers_id=row.answers_id,
                warning=row.warning,
                language=row.language,
            )
        )


async def restore_comments(db: Db, person_id: UUID, records: list[Record]) -> Counts:
    """Under one's own posts that came along; nobody else's word stands with them."""
    new = 0
    for kept in msgspec.convert(records, list[CommentRecord]):
        post = await store.find(db, kept.post_id)
        if post is None or post.author_id != person_id or not kept.text:
            continue
        parent = await store_comments.find(db, kept.parent_id) if kept.parent_id else None
        above = parent.id if parent else None
        one = store_comments.CommentRow(
            id=kept.id,
            post_id=post.id,
            author_id=person_id,
            parent_id=above,
            answers_id=above,
            text=kept.text,
            at=min(kept.at, db.now),
            warning=kept.warning,
            language=kept.language,
        )
        if await store_comments.add(db, one, [], BROUGHT):
            await store.count_comments(db, post.id, 1)
            new += 1
    return new, len(records) - new


async def erase_comments(db: Db, person_id: UUID) -> int:
    gone = await store_archive.erase_comments(db, person_id)
    await notifications.forget_comments(db, gone)
    return len(gone)


async def export_drafts(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for draft in await store_drafts.mine(db, person_id):
        yield {"id": str(draft.id), "body": msgspec.to_builtins(draft.body)}


async def restore_drafts(db: Db, person_id: UUID, records: list[Record]) -> Counts:
    """As drafts without a time: nothing shows itself in a town that one just came to."""
    before = {draft.id for draft in await store_drafts.mine(db, person_id)}
    new = 0
    for record in records[: drafts.MOST]:
        body = msgspec.convert(record.get("body"), NewPost)
        draft_id = uuid5(person_id, str(record.get("id")))
        if draft_id not in before:
            new += await store_drafts.put(db, person_id, draft_id, body, None)
    return new, len(records) - new


async def erase_drafts(db: Db, person_id: UUID) -> int:
    return await store_archive.erase(db, person_id, store_archive.ERASE_DRAFTS)


RECORD_SETS = [
    RecordSet("posts", export_posts, restore_posts, erase_posts),
    RecordSet("post_comments", export_comments, restore_comments, erase_comments),
    RecordSet("post_drafts", export_drafts, restore_drafts, erase_drafts),
]

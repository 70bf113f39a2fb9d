"""What an archive brings: posts at their own times, likes and saves, of which nobody is told; and
taking such posts away again. Sets at a time.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog import post_media, post_text
from leapfrog.identity import AddressedPerson, people_at
from leapfrog.kernel.db import Db
from leapfrog.post_media import MediaOfPost
from leapfrog.posts import (
    answering,
    content,
    store,
    store_bringing,
    store_reacting,
    writing,
)
from leapfrog.posts.model import (
    OPEN,
    Audience,
    Form,
    Mention,
    Place,
    PostContent,
    PostRow,
    Replies,
)
from leapfrog.posts.settings import findable

_OURS = re.compile(r"https?://\S+/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\Z")


class BroughtPost(msgspec.Struct, frozen=True, kw_only=True):
    """A post that was shown elsewhere. `imported_from`: what that place is called; `at`: when it
    was, not later than now; `of_id`, `via_id`: what it is of, here or not; `answers`: kept while
    that is here. `named`: who is mentioned: as it stands in the text, and their
    address. Topics are found in its words.
    """

    id: UUID
    at: datetime
    audience: Audience
    text: str
    content: PostContent
    imported_from: str
    form: Form = "post"
    of_id: UUID | None = None
    via_id: UUID | None = None
    replies: Replies = "everyone"
    answers: Place | None = None
    named: tuple[tuple[str, str], ...] = ()
    edited_at: datetime | None = None
    pinned_at: datetime | None = None


async def bring_posts(db: Db, author: UUID, brought: Sequence[BroughtPost]) -> set[UUID]:
    """Keeps these posts, on nobody's timeline; their files are in them from now on. Answers the
    ids of those that were not here yet; what has an id that is used already stays out.
    """
    several = [*{one.id: one for one in reversed(brought)}.values()][::-1]
    named = [AddressedPerson(address, "") for one in several for _, address in _mentioned(one)]
    people = await people_at(db, named)
    answered = await answering.still(db, [one.answers for one in several])
    found = await findable(db, author)
    new = []
    for one in several:
        kept, said = _row(db, author, one, people)
        if one.answers and one.answers.post_id in answered:
            place = Place(one.answers.post_id, answered[one.answers.post_id])
            kept = answering.aside(kept.audience, place).put(kept)
        new.append(
            store.InsertedPost(
                kept=kept,
                content=said,
                imported_from=one.imported_from,
                tokens=writing.tokens(kept, said) if found else None,
                edited_at=one.edited_at,
                pinned_at=one.pinned_at,
            )
        )
    return await keep(db, new)


async def keep(db: Db, new: Sequence[store.InsertedPost]) -> set[UUID]:
    """Keeps these posts, as they are stored, on nobody's timeline, with the files that they show.
    Answers the ids of those that were not here yet.
    """
    here = await writing.bring(db, new)
    shown = [
        MediaOfPost(one.kept.id, media.file)
        for one in new
        if one.kept.id in here
        for media in one.content.media
    ]
    await post_media.attach_new(db, shown)
    return here


def _row(
    db: Db, author: UUID, one: BroughtPost, people: Mapping[str, UUID]
) -> tuple[PostRow, PostContent]:
    topics = post_text.topics_in(f"{one.content.title}\n{one.text}")
    mentions = [
        Mention(people[address], handle) for handle, address in _mentioned(one) if address in people
    ]
    said = msgspec.structs.replace(one.content, topics=topics, mentions=mentions)
    kept = PostRow(
        id=one.id,
        author_id=author,
        at=min(one.at, db.now),
        audience="me" if one.audience == "thread" else one.audience,
        circles=[],
        form=one.form,
        of_id=one.of_id,
        via_id=one.via_id,
        text=one.text,
        content={},
        mentions=content.mentioned(said),
        topics=[post_text.topic_name(shown) for shown in topics],
        replies=one.replies,
        removed=False,
    )
    return kept, said


def _mentioned(one: BroughtPost) -> Sequence[tuple[str, str]]:
    """(as it stands in the text, address) of who is named, as far as that is read."""
    return one.named[: post_text.MOST_MENTIONS]


async def authors_of(db: Db, ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """The author of each of these posts that is here, by post."""
    return await store_bringing.authors(db, ids)


async def take_away_posts(db: Db, author: UUID, ids: Sequence[UUID]) -> None:
    """Deletes these posts of one author, with all that hangs on them. Nobody is told: for what
    `bring_posts` brought.
    """
    mine = [post_id for post_id, whose in (await authors_of(db, ids)).items() if whose == author]
    await writing.drop(db, mine)


async def _open(db: Db, links: Sequence[str]) -> dict[str, UUID]:
    """The posts at these addresses, of another server or of a town of this kind, as far as they
    are here and everybody may see them.
    """
    ours = {link: UUID(match[1]) for link in links if (match := _OURS.match(link))}
    found = await store_bringing.seen(db, links, list(ours.values()), list(OPEN))
    by_uri: Mapping[str, UUID] = {one.uri: one.id for one in found if one.uri}
    here = {one.id for one in found}
    known = {link: by_uri.get(link) or ours.get(link) for link in links}
    return {link: post_id for link, post_id in known.items() if post_id in here}


async def bring_marks(
    db: Db, person_id: UUID, *, likes: Sequence[str], saves: Sequence[str]
) -> None:
    """Makes a person like and save the posts at these addresses, as far as those are here for
    everybody. Nobody is told: it was long ago, and elsewhere.
    """
    here = await _open(db, [*likes, *saves])
    await store_reacting.like_all(db, person_id, [here[link] for link in likes if link in here])
    await store_reacting.save_all(db, person_id, [here[link] for link in saves if link in here])


async def drop_loose_files(db: Db, ids: Sequence[UUID]) -> None:
    """Deletes those of these files that are in no post."""
    await post_media.drop(db, await post_media.loose(db, ids))

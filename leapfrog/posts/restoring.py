"""Posts of a take-out as they come back: with the files, people and posts that are here."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog import contacts, post_media, post_text
from leapfrog.identity import AddressedPerson, people_at
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import derived_id
from leapfrog.post_media import StoredFile
from leapfrog.posts import answering, content, store, store_archive, store_bringing, writing
from leapfrog.posts.model import Audience, Form, Mention, Place, PostContent, PostRow, Replies
from leapfrog.posts.settings import findable

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


class PostRestorer(msgspec.Struct, frozen=True):
    """What is here, for posts of `owner` that come back: which of their ids are somebody else's,
    one's circles, the files and people that the posts name, and what they answer.
    """

    owner: UUID
    now: datetime
    taken: set[UUID]
    circles: set[UUID]
    files: Mapping[UUID, StoredFile]
    people: Mapping[str, UUID]
    answered: set[Place]
    findable: bool

    def id_of(self, one: PostRecord) -> UUID:
        """Its own, unless that is another's here or no UUIDv7."""
        free = one.id.version == 7 and one.id not in self.taken
        return one.id if free else derived_id(one.id, self.owner.hex)

    def post(self, one: PostRecord) -> store.InsertedPost:
        """One of them, as it is stored."""
        mentions = [
            Mention(self.people[address], handle)
            for handle, address, _ in _people(one)
            if address in self.people
        ]
        said = self._said(one, one.content, mentions)
        kept = self._row(one, said)
        return store.InsertedPost(
            kept=kept,
            content=said,
            imported_from=one.imported_from or BROUGHT,
            tokens=writing.tokens(kept, said) if self.findable else None,
            edited_at=one.edited_at,
            pinned_at=one.pinned_at,
        )

    def versions(self, one: PostRecord) -> list[store_archive.EditedVersion]:
        """What it said before."""
        return [
            store_archive.EditedVersion(
                self.id_of(one),
                min(version.at, self.now),
                version.text[: content.LIMITS.article],
                self._said(one, version.content, []),
            )
            for version in one.edits[:MOST_EDITS]
        ]

    def _row(self, one: PostRecord, said: PostContent) -> PostRow:
        here = [circle for circle in one.circles if circle in self.circles]
        alone = one.audience == "circles" and not here
        return PostRow(
            id=self.id_of(one),
            author_id=self.owner,
            at=min(one.at, self.now),
            audience="me" if alone else one.audience,
            circles=here,
            form=one.form,
            of_id=one.of_id,
            via_id=one.via_id,
            text=one.text[: content.LIMITS.article],
            content={},
            mentions=content.mentioned(said),
            topics=[post_text.topic_name(shown) for shown in said.topics],
            replies=one.replies,
            removed=False,
            **answering.columns(one.answers if one.answers in self.answered else None),
        )

    def _said(self, one: PostRecord, taken: PostContent, mentions: list[Mention]) -> PostContent:
        """The same with its files as they are here, and a link that leads somewhere."""
        media = [
            msgspec.structs.replace(self.files[file_id].media, alt=shown.alt)
            for shown in taken.media
            for file_id in (shown.file, post_media.copy_id(self.owner, shown.file))
            if file_id in self.files and self.files[file_id].fits(self.id_of(one))
        ]
        link = taken.link if taken.link and post_text.URL.fullmatch(taken.link.url) else None
        given: dict[str, Any] = {"media": media, "link": link, "mentions": mentions, "emojis": {}}
        return msgspec.structs.replace(taken, **given)


async def prepared(db: Db, owner: UUID, several: Sequence[PostRecord]) -> PostRestorer:
    """Looks for all of it at once, however many these are."""
    authors = await store_bringing.authors(db, [one.id for one in several])
    named = [AddressedPerson(address, name) for one in several for _, address, name in _people(one)]
    return PostRestorer(
        owner=owner,
        now=db.now,
        taken={post_id for post_id, author in authors.items() if author != owner},
        circles={circle.id for circle in await contacts.circles_of(db, owner)},
        files=await post_media.held(db, owner, _files(owner, several)),
        people=await people_at(db, named),
        answered=await answering.still(db, [one.answers for one in several]),
        findable=await findable(db, owner),
    )


def _people(one: PostRecord) -> list[tuple[str, str, str]]:
    return one.named[: post_text.MOST_MENTIONS]


def _files(owner: UUID, several: Sequence[PostRecord]) -> list[UUID]:
    """All that they show or showed, also under the ids of copies."""
    said = [
        said for one in several for said in (one.content, *(edit.content for edit in one.edits))
    ]
    ids = [media.file for each in said for media in each.media]
    return [*ids, *(post_media.copy_id(owner, one) for one in ids)]

"""Posts of a take-out as they come back: with the files, people and posts that are here."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog import contacts, post_media, post_text
from leapfrog.identity import AddressedPerson, people_at
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import derived_id
from leapfrog.post_media import StoredFile
from leapfrog.posts import answering, content, store, store_archive, writing
from leapfrog.posts.answering import PlacedAnswer
from leapfrog.posts.model import Audience, Form, Mention, Place, PostContent, PostRow, Replies
from leapfrog.posts.settings import findable

BROUGHT = "leapfrog"
# Of what a post said before, so many versions come along.
MOST_EDITS = 100


class PostRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """A post as it is taken out; `of`: whose the original is and what it says. `named`: who is
    mentioned: as it stands in the text, their address, and their name. `to`: the address of whom it
    answers. Of a comment, `under`: the post under which it stands, `parent`: the comment below
    which it does.
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
    to: str = ""
    under: UUID | None = None
    parent: UUID | None = None


class PostRestorer(msgspec.Struct, frozen=True):
    """What is here, for posts of `owner` that come back: which of their ids are somebody else's,
    one's circles, the files and people that the posts name, and who wrote what they answer.
    `audiences`: for whom one's posts are that are here; `said`: one's comments, here or coming,
    with the post under which each stands; `first`: those that stand below no other.
    """

    owner: UUID
    now: datetime
    taken: set[UUID]
    circles: set[UUID]
    files: Mapping[UUID, StoredFile]
    people: Mapping[str, UUID]
    answered: Mapping[UUID, UUID]
    findable: bool
    audiences: Mapping[UUID, Audience]
    said: Mapping[UUID, UUID]
    first: set[UUID]

    def here(self, ident: UUID) -> UUID:
        """The id of a post as it is here."""
        return _here(ident, self.owner, self.taken)

    def fits(self, one: PostRecord) -> bool:
        """Whether it can stand here: a comment under a post of one's own alone."""
        return one.under is None or self.here(one.under) in self.audiences

    def post(self, one: PostRecord) -> store.InsertedPost:
        """One of those that fit, as it is stored."""
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
                self.here(one.id),
                min(version.at, self.now),
                version.text[: content.LIMITS.article],
                self._said(one, version.content, []),
            )
            for version in one.edits[:MOST_EDITS]
        ]

    def _circles(self, one: PostRecord) -> list[UUID]:
        return [circle for circle in one.circles if circle in self.circles]

    def _audience(self, one: PostRecord) -> Audience:
        alone = one.audience == "circles" and not self._circles(one)
        return "me" if alone or one.audience == "thread" else one.audience

    def _answer(self, one: PostRecord) -> PlacedAnswer | None:
        """What it answers, where that is here; a comment stands under its post in any case."""
        answers = one.answers.post_id if one.answers else None
        if one.under is None:
            author = self.answered.get(answers) if answers else None
            if answers is None or author is None:
                return None
            return answering.aside(self._audience(one), Place(answers, author))
        under = self.here(one.under)
        parent = self._there(one.parent, under)
        parent = parent if parent in self.first else None
        answered = self._there(answers, under) or parent or under
        audience = answering.narrowed(one.audience, self.audiences[under])
        return PlacedAnswer(audience, answered, self.owner, under, parent)

    def _there(self, comment_id: UUID | None, under: UUID) -> UUID | None:
        """A comment of one's own under that post; None for what is none."""
        here = self.here(comment_id) if comment_id else None
        return here if here and self.said.get(here) == under else None

    def _row(self, one: PostRecord, said: PostContent) -> PostRow:
        answer = self._answer(one)
        kept = PostRow(
            id=self.here(one.id),
            author_id=self.owner,
            at=min(one.at, self.now),
            audience=self._audience(one),
            circles=self._circles(one),
            form=one.form,
            of_id=one.of_id,
            via_id=one.via_id,
            text=one.text[: content.LIMITS.article],
            content={},
            mentions=content.mentioned(said),
            topics=[post_text.topic_name(shown) for shown in said.topics],
            replies=one.replies,
            removed=False,
        )
        return answer.put(kept) if answer else kept

    def _said(self, one: PostRecord, taken: PostContent, mentions: list[Mention]) -> PostContent:
        """The same with its files as they are here, and a link that leads somewhere."""
        media = [
            msgspec.structs.replace(self.files[file_id].media, alt=shown.alt)
            for shown in taken.media
            for file_id in (shown.file, post_media.copy_id(self.owner, shown.file))
            if file_id in self.files and self.files[file_id].fits(self.here(one.id))
        ]
        link = taken.link if taken.link and post_text.URL.fullmatch(taken.link.url) else None
        given: dict[str, Any] = {"media": media, "link": link, "mentions": mentions, "emojis": {}}
        return msgspec.structs.replace(taken, **given)


async def prepared(db: Db, owner: UUID, several: Sequence[PostRecord]) -> PostRestorer:
    """Looks for all of it at once, however many these are."""
    ids = {one for record in several for one in (record.id, record.under, record.parent) if one}
    derived = {derived_id(one, owner.hex) for one in ids}
    kept = await store.by_ids(db, sorted(ids | derived))
    taken = {row.id for row in kept if row.author_id != owner}
    mine = [row for row in kept if row.author_id == owner]
    coming = {
        _here(one.id, owner, taken): (_here(one.under, owner, taken), one.parent)
        for one in several
        if one.under
    }
    said = coming | {row.id: (row.under_id, row.parent_id) for row in mine if row.under_id}
    audiences = {row.id: row.audience for row in mine if row.under_id is None}
    named = [AddressedPerson(address, name) for one in several for _, address, name in _people(one)]
    return PostRestorer(
        owner=owner,
        now=db.now,
        taken=taken,
        circles={circle.id for circle in await contacts.circles_of(db, owner)},
        files=await post_media.held(db, owner, _files(owner, several)),
        people=await people_at(db, named),
        answered=await answering.still(db, [one.answers for one in several]),
        findable=await findable(db, owner),
        audiences=audiences,
        said={ident: under for ident, (under, _) in said.items() if ident not in audiences},
        first={ident for ident, (_, parent) in said.items() if parent is None},
    )


def _here(ident: UUID, owner: UUID, taken: Collection[UUID]) -> UUID:
    """Its own, unless that is another's here or no UUIDv7."""
    free = ident.version == 7 and ident not in taken
    return ident if free else derived_id(ident, owner.hex)


def _people(one: PostRecord) -> list[tuple[str, str, str]]:
    return one.named[: post_text.MOST_MENTIONS]


def _files(owner: UUID, several: Sequence[PostRecord]) -> list[UUID]:
    """All that they show or showed, also under the ids of copies."""
    said = [
        said for one in several for said in (one.content, *(edit.content for edit in one.edits))
    ]
    ids = [media.file for each in said for media in each.media]
    return [*ids, *(post_media.copy_id(owner, one) for one in ids)]

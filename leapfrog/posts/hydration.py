"""Posts as somebody sees them: rows, and who wrote them, two statements for a page."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Any, cast
from uuid import UUID

import msgspec

from leapfrog.contacts import NO_RELATIONSHIP, RelationshipRow, relationships, seen_by
from leapfrog.follows import NO_MARK, Author, Mark, author_of
from leapfrog.identity import Person, named
from leapfrog.kernel.db import Db
from leapfrog.posts import store_hydration
from leapfrog.posts.audience import may_comment, may_quote, visible
from leapfrog.posts.errors import NoPost
from leapfrog.posts.model import (
    MOMENTS,
    Answered,
    CommentPlace,
    PollResults,
    Post,
    PostContent,
    ShownPost,
)
from leapfrog.posts.store_hydration import ShownPostRow

Relationships = Mapping[UUID, RelationshipRow]


class PostViewer:
    """Who looks, and what is known of the authors of what they look at. `around`: originals, and
    the posts under which comments stand, by id.
    """

    def __init__(
        self,
        viewer: UUID | None,
        now: datetime,
        known: Relationships,
        people: Mapping[UUID, Person],
        around: Mapping[UUID, ShownPostRow],
    ) -> None:
        self.viewer, self.now, self._known, self._people = viewer, now, known, people
        self.around = around
        self._authors: dict[UUID, Author] = {}

    def sees(self, row: ShownPostRow) -> bool:
        """A comment of another's only with the post under which it stands."""
        if not self._may_see(row):
            return False
        if row.under_id is None or row.author_id == self.viewer:
            return True
        post = self.around.get(row.under_id)
        return post is not None and self._may_see(post) and self._hears(row, post)

    def _may_see(self, row: ShownPostRow) -> bool:
        person = self._people.get(row.author_id)
        if person is None or (row.domains and is_from(person, row.domains)):
            return False
        return visible(self.viewer, row, self._tie(row.author_id), self.now)

    def _hears(self, row: ShownPostRow, post: ShownPostRow) -> bool:
        """Under a moment only what people say whom they know themselves, to people whom they know,
        as in WeChat; nowhere what is said to whom they blocked.
        """
        private = post.audience in MOMENTS
        for person in (row.author_id, row.answers_author_id):
            if person in (None, self.viewer, post.author_id):
                continue
            tie = self._tie(person)
            if tie.apart or (private and not tie.connected):
                return False
        return True

    def _tie(self, person: UUID | None) -> RelationshipRow:
        return self._known.get(person, NO_RELATIONSHIP) if person else NO_RELATIONSHIP

    def may_comment(self, row: ShownPostRow) -> bool:
        """Of what the viewer sees. Under a comment, who sees the post and may under that: their own
        comment people see even when the post is not for them any more.
        """
        if row.under_id is None:
            return may_comment(self.viewer, row, self._tie(row.author_id))
        post = self.around.get(row.under_id)
        if post is None or not self._may_see(post):
            return False
        return may_comment(self.viewer, post, self._tie(post.author_id))

    def author(self, row: ShownPostRow) -> Author:
        """Who wrote a post, as this viewer sees them: one value for all of an author."""
        found = self._authors.get(row.author_id)
        if found is None:
            kind = row.mark_kind
            mark = Mark(kind, row.mark_reason, row.mark_name) if kind else NO_MARK
            found = self._face(row.author_id, mark)
            self._authors[row.author_id] = found
        return found

    def answers(self, row: ShownPostRow) -> Answered | None:
        """What it answers, while that is there."""
        author = row.answers_author_id
        if row.answers_id is None or author is None or author not in self._people:
            return None
        return Answered(row.answers_id, self._face(author))

    def under(self, row: ShownPostRow) -> CommentPlace | None:
        """Where it stands, if it is a comment."""
        post = self.around.get(row.under_id) if row.under_id else None
        return CommentPlace(post.id, post.author_id, post.audience, row.parent_id) if post else None

    def _face(self, person: UUID, mark: Mark = NO_MARK) -> Author:
        return author_of(self._people[person], self._tie(person), mark)


def is_from(person: Person, domains: Sequence[str]) -> bool:
    """Whether somebody is of one of these domains."""
    return (
        person.kind == "remote" and person.address.rpartition("@")[2].partition(":")[0] in domains
    )


async def shown(
    db: Db,
    viewer: UUID | None,
    rows: Sequence[ShownPostRow],
    known: Relationships | None = None,
    *,
    muted: bool = True,
    people: Mapping[UUID, Person] | None = None,
) -> list[Post]:
    """Those of these rows that the viewer may see, as posts, in their order; without `muted`, also
    not what they muted. `known`, `people`: what the authors are to the viewer, and who, if that was
    read already.
    """
    if not rows:
        return []
    authors = {row.author_id for row in rows}
    authors |= {row.answers_author_id for row in rows if row.answers_author_id}
    if known is None and people is None:
        people, known = await seen_by(db, viewer, authors)
    else:
        known = await _ties(db, viewer, authors, known)
        people = await _faces(db, authors, people)
    around = {row.id: row for row in rows if row.ord is None}
    view = PostViewer(viewer, db.now, known, people, around)
    asked = sorted((row for row in rows if row.ord is not None), key=_place)
    return [
        _post(view, row) for row in asked if view.sees(row) and (muted or not _muted(view, row))
    ]


async def _ties(
    db: Db, viewer: UUID | None, wanted: set[UUID], known: Relationships | None
) -> Relationships:
    """What these are to the viewer, beside those of whom it is `known`."""
    if known is None:
        return await relationships(db, viewer, wanted)
    missing = wanted - known.keys() - {viewer}
    return {**known, **await relationships(db, viewer, missing)} if missing else known


async def _faces(
    db: Db, wanted: set[UUID], people: Mapping[UUID, Person] | None
) -> Mapping[UUID, Person]:
    """Who these are, beside `people`, who were read already."""
    missing = wanted - people.keys() if people else wanted
    return {**(people or {}), **await named(db, list(missing))} if missing else people or {}


def _place(row: ShownPostRow) -> int:
    return row.ord or 0


def _muted(view: PostViewer, row: ShownPostRow) -> bool:
    if row.author_id == view.viewer:
        return False
    original = view.around.get(row.of_id) if row.of_id else None
    return row.muted or (original is not None and original.muted)


def _post(view: PostViewer, row: ShownPostRow) -> Post:
    if row.of_id is None:
        return Post(**_parts(view, row))
    original = view.around.get(row.of_id)
    hidden = original is None or not view.sees(original)
    hidden = hidden or (row.detached and view.viewer != row.author_id)
    of = None if original is None or hidden else ShownPost(**_parts(view, original))
    return Post(**_parts(view, row), of=of, gone=hidden)


def _parts(view: PostViewer, row: ShownPostRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "author": view.author(row),
        "at": row.at,
        "audience": row.audience,
        "form": row.form,
        "text": row.text,
        # Kept as it is shown: read only where it must be.
        "content": cast(PostContent, msgspec.Raw(row.content.encode())),
        "replies": row.replies,
        "likes": row.likes,
        "comments": row.comments,
        "reposts": row.reposts,
        "liked": row.liked,
        "saved": row.saved,
        "follows": row.follows,
        "may_comment": view.may_comment(row),
        "may_quote": may_quote(view.viewer, row),
        "edited_at": row.edited_at,
        "pinned": row.pinned,
        "removed": row.removed,
        "detached": row.detached,
        "imported_from": row.imported_from,
        "uri": row.uri,
        "results": None if row.votes is None else _results(row),
        "answers": None if row.answers_id is None else view.answers(row),
        "under": None if row.under_id is None else view.under(row),
        "circles": row.circles if row.author_id == view.viewer else [],
    }


def _results(row: ShownPostRow) -> PollResults:
    """How its poll stands, with the votes that came along with it."""
    poll = msgspec.json.decode(row.content, type=PostContent).poll
    votes, brought = row.votes or [], poll.counted if poll else []
    summed = [here + there for here, there in zip_longest(votes, brought, fillvalue=0)]
    return PollResults(
        summed[: len(votes)], (row.voters or 0) + (poll.voters if poll else 0), row.mine or []
    )


def said(post: ShownPost) -> PostContent:
    """The content of a shown post beside its text (media, poll, link, ...), decoded from what is
    sent to clients.
    """
    return msgspec.json.decode(msgspec.json.encode(post.content), type=PostContent)


async def posts(db: Db, viewer: UUID | None, ids: Sequence[UUID]) -> list[Post]:
    """Those of these posts that the viewer may see, in their order."""
    return await shown(db, viewer, await store_hydration.by_ids(db, viewer, ids)) if ids else []


async def one(db: Db, viewer: UUID | None, post_id: UUID) -> Post:
    """A post as the viewer sees it. Raises `NoPost`, also for what the viewer may not see."""
    found = await posts(db, viewer, [post_id])
    if not found:
        raise NoPost
    return found[0]

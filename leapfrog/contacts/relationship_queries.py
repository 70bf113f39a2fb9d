"""Standing: what people are to the one who looks at what they made, all of it in one statement."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from leapfrog.contacts import store_relationships
from leapfrog.contacts.store_relationships import RelationshipRow
from leapfrog.identity import Person, named
from leapfrog.kernel.db import Db

__all__ = ["NO_RELATIONSHIP", "RelationshipRow", "in_circles", "known", "relationships", "seen_by"]

NO_RELATIONSHIP = RelationshipRow(False, False, None, [])


async def relationships(
    db: Db, viewer: UUID | None, people: Iterable[UUID]
) -> Mapping[UUID, RelationshipRow]:
    """What each of these people is to the viewer (contact, blocked, a stranger), by person; empty
    without a viewer. One statement for all.
    """
    return await store_relationships.of(db, viewer, people) if viewer else {}


async def seen_by(
    db: Db, viewer: UUID | None, people: Iterable[UUID]
) -> tuple[dict[UUID, Person], dict[UUID, RelationshipRow]]:
    """The public profiles of these people, and what they are to the viewer, both by person; ids of
    nobody are left out. One statement for both.
    """
    if viewer is None:
        return await named(db, list(people)), {}
    found = await store_relationships.seen(db, viewer, people)
    return {one.id: one for one, _ in found}, {one.id: tie for one, tie in found if tie}


async def known(db: Db, viewer: UUID) -> Mapping[UUID, RelationshipRow]:
    """What people are to the viewer, by person: all contacts, and whoever blocked the viewer or is
    blocked; everybody else is a stranger. One statement for all.
    """
    return await store_relationships.known(db, viewer)


async def in_circles(db: Db, owner: UUID, circles: Sequence[UUID] | None) -> list[UUID]:
    """The people who are connected contacts in any of these circles of a book; with None, in the
    whole book.
    """
    return await store_relationships.in_circles(db, owner, circles)

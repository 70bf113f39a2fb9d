"""People and ids in a take-out: people by address, ids kept where nobody else has them."""

from collections.abc import Iterable, Mapping
from uuid import UUID, uuid5

import msgspec

from leapfrog.contacts import store_archive
from leapfrog.identity import Person, named, remote
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id


class ArchivedPerson(msgspec.Struct, frozen=True):
    """Somebody, as a take-out names them."""

    address: str
    display_name: str


def face(person: Person) -> ArchivedPerson:
    return ArchivedPerson(person.address, person.display_name)


async def faces(db: Db, ids: Iterable[UUID]) -> dict[UUID, ArchivedPerson]:
    """The faces of these people, in one statement."""
    return {found: face(person) for found, person in (await named(db, list(ids))).items()}


class ArchivedPeople:
    """Finds the people of a take-out in this town, or notes them as people of another."""

    def __init__(self, owner: UUID) -> None:
        self.owner = owner
        self._known: dict[str, Person | None] = {}

    async def person(self, db: Db, shown: ArchivedPerson) -> Person | None:
        """Who it is here; None for oneself, for who left this town, and for what is no address."""
        if shown.address not in self._known:
            self._known[shown.address] = await self._look_up(db, shown)
        return self._known[shown.address]

    async def _look_up(self, db: Db, shown: ArchivedPerson) -> Person | None:
        try:
            found = await remote(db, new_id(), shown.address, shown.display_name)
        except Problem:
            return None
        return found if found.id != self.owner else None


async def ids_here(db: Db, owner: UUID, table: str, ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """For each id of a take-out the one it has here: its own, unless somebody else has that."""
    wanted = list(ids)
    taken: Mapping[UUID, UUID] = await store_archive.owners(db, table, wanted)
    return {one: one if taken.get(one, owner) == owner else _again(owner, one) for one in wanted}


def _again(owner: UUID, one: UUID) -> UUID:
    """The same id each time for this owner and record."""
    return uuid5(owner, one.hex)

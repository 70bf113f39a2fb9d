"""Who is who in what is taken out and brought in: people by address, oneself by an empty one."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.chat_archives import store
from leapfrog.chat_archives.store import ConversationRecord
from leapfrog.identity import erased_remote, named, remote
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id


class AddressBook(msgspec.Struct, frozen=True):
    """The people of one conversation: by id their address and name, and back."""

    me: UUID
    them: UUID
    direct: bool
    names: dict[UUID, tuple[str, str]]
    ids: dict[str, UUID]

    @property
    def others(self) -> list[tuple[str, str]]:
        """(address, name) of all but oneself."""
        return [found for person, found in self.names.items() if person != self.me]

    def address(self, person_id: UUID) -> str:
        """Empty for oneself, and for who is unknown."""
        return "" if person_id == self.me else self.names.get(person_id, ("", ""))[0]

    def person(self, address: str) -> UUID:
        """Oneself for an empty address, and for an unknown one."""
        return self.ids.get(address, self.me) if address else self.me


async def book_of(db: Db, me: UUID, found: ConversationRecord) -> AddressBook:
    """All who ever were in a conversation, or said something in it."""
    people = await named(db, await store.people(db, found.id))
    names = {one.id: (one.address, one.display_name) for one in people.values()}
    ids = {address: person for person, (address, _) in names.items()}
    return AddressBook(me, found.their_id or me, found.their_id is not None, names, ids)


async def remote_people(db: Db, people: Sequence[tuple[str, str]]) -> dict[str, UUID] | None:
    """By address, people of other towns, noted when nobody here knows them, and as erased who was
    erased there; None when one of them is or was of this town.
    """
    found = {}
    for address, name in people:
        try:
            person = await erased_remote(db, new_id(), address) or await remote(
                db, new_id(), address, name
            )
        except Problem:
            return None
        if person.kind == "person":
            return None
        found[address] = person.id
    return found

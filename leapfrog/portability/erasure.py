"""Erasing an account: everything of a person goes, and they are told what went."""

from collections.abc import Collection
from contextlib import suppress
from uuid import UUID

from leapfrog import calls, chat_archives, chat_reports, group_calls, moderation, towns
from leapfrog.kernel import files as blobs
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.portability import store
from leapfrog.portability.bundle import RECORD_SETS
from leapfrog.portability.model import Erased

# The call that ends then leaves its line in a conversation, while that is there. Not earlier:
# payments that are told in a conversation lock money first, and so does this.
FIRST_OF_CHAT = chat_archives.RECORD_SETS[-1]


class _Undone(Exception):
    """Rolls a trial back."""


async def check_leaving(db: Db, person_id: UUID) -> None:
    """Checks whether a person could be erased now, which nothing may hinder who moves away either:
    tries it and rolls back. Raises the `Problem` that hinders it: `MoneyLeft`, a shop that nobody
    else runs, a ride under way.
    """
    with suppress(_Undone):
        async with db.savepoint():
            await erase(db, person_id)
            raise _Undone


async def erase_sets(db: Db, person_id: UUID, names: Collection[str]) -> None:
    """Erases the record sets of a person with these names, in the opposite order of taking them
    out.
    """
    for records in reversed(RECORD_SETS):
        if records.name in names:
            await records.erase(db, person_id)


async def erase_all_but(db: Db, person_id: UUID, names: Collection[str]) -> None:
    """Erases all record sets of a person but those with these names."""
    every = {records.name for records in RECORD_SETS}
    await erase_sets(db, person_id, every.difference(names))


async def erase(db: Db, person_id: UUID) -> tuple[list[Erased], list[bytes]]:
    """Erases all record sets in the opposite order of taking them out, and all files.

    Answers what went, and the blobs to delete once this is committed.
    """
    # Before all else, as whoever hears something from there has them first: or both wait for each
    # other. That holds for a trial, too, which writes to these towns until it is undone.
    await towns.lock_lines_of(db, person_id)
    gone = [Erased("takeouts", await store.erase(db, person_id))]
    owned = await blobs.of_owner(db, person_id)
    orphans = await blobs.disown_all(db, person_id)
    gone.append(Erased("files", len(owned)))
    await moderation.forget(db, person_id)
    await chat_reports.forget(db, person_id)
    for records in reversed(RECORD_SETS):
        if records is FIRST_OF_CHAT:
            await calls.leave(db, person_id)
            await group_calls.leave_town(db, person_id)
        gone.append(Erased(records.name, await records.erase(db, person_id)))
    stream.end_sessions(db, person_id)
    return gone[::-1], orphans

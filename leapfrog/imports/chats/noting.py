"""What is noted of a file of chats that was read: its conversations and people, and who of them the
owner and contacts probably are.
"""

from collections.abc import Sequence
from uuid import UUID, uuid5

from leapfrog.chat import archives_by_digest
from leapfrog.contacts import likely
from leapfrog.identity import named
from leapfrog.imports.chats import store
from leapfrog.imports.chats.summary import HistorySummary
from leapfrog.imports.chats.writing import FILE
from leapfrog.imports.counting import RecordCounts
from leapfrog.imports.model import ImportJob, Noted, name_of
from leapfrog.kernel.db import Db

AT_ONCE = 1000
# What is still to be decided: of a preview these are neither brought nor left out.
UNDECIDED = "undecided"


async def note(db: Db, job: ImportJob, found: HistorySummary) -> Noted:
    """Keeps the conversations and people of an import."""
    digests = [one.digest for one in found.threads]
    here = await archives_by_digest(db, job.owner_id, digests)
    await store.forget_conversations(db, job.id)
    await store.add_conversations(db, job.id, _conversations(job, found, here))
    people = list(found.people.items())
    me = found.probably_me(await _own_names(db, job.owner_id))
    for start in range(0, len(people), AT_ONCE):
        part = [(key, *about) for key, about in people[start : start + AT_ONCE]]
        await store.add_people(db, job.id, await _decided(db, job.owner_id, part, me))
    counts = _counts(found, here)
    skipped = found.unread.total()
    return Noted(counts.all(), found.remarks, skipped, {"ambiguous": found.ambiguous})


def _conversations(
    job: ImportJob, found: HistorySummary, here: dict[bytes, UUID]
) -> list[tuple[object, ...]]:
    return [
        (
            n,
            name_of(one.thread.title),
            one.thread.source,
            one.thread.group,
            one.entries,
            one.files,
            one.missing,
            one.first_at,
            one.last_at,
            one.digest,
            here.get(one.digest),
            uuid5(job.owner_id, f"history {job.id} {n}"),
        )
        for n, one in enumerate(found.threads)
        if one.entries
    ]


def _counts(found: HistorySummary, here: dict[bytes, UUID]) -> RecordCounts:
    counts = RecordCounts()
    for one in found.threads:
        for kind, n in (*one.kinds.items(), (FILE, one.files + one.missing)):
            if one.digest in here:
                counts.known(kind, n)
            else:
                counts.skipped(kind, UNDECIDED, n)
    for reason, n in found.unread.items():
        counts.unreadable(reason, n)
    return counts


async def _own_names(db: Db, owner: UUID) -> set[str]:
    person = (await named(db, [owner]))[owner]
    return {person.display_name.casefold(), (person.handle or "").casefold()} - {""}


async def _decided(
    db: Db, owner: UUID, people: Sequence[tuple[str, str, int]], me: str
) -> list[tuple[object, ...]]:
    """Key, name, entries, and who they probably are."""
    matches = await likely(db, owner, [name for _, name, _ in people])
    rows: list[tuple[object, ...]] = []
    for (key, name, count), match in zip(people, matches, strict=True):
        if key == me:
            rows.append((key, name, count, "me", None))
        elif match:
            rows.append((key, name, count, "contact", match.contact_id))
        else:
            rows.append((key, name, count, "outsider", None))
    return rows

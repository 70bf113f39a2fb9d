"""Reports: somebody shows the operator messages that they chose."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from leapfrog.chat import Message, NoMessage, said_here
from leapfrog.chat_reports import store
from leapfrog.chat_reports.store import StoredReport
from leapfrog.identity import Person, named, plain
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import new_id

LONGEST_REASON = 1000
MOST = 50
# Six months, in which a decision can be complained about (Regulation (EU) 2022/2065, article 20);
# nobody decides about these in the town, so that from the decision on would be never.
KEPT = timedelta(days=183)


class Report(msgspec.Struct, frozen=True):
    """What somebody showed, as it was then; `people`: who they and the senders are."""

    id: UUID
    reporter: Person
    conversation_id: UUID
    reason: str
    messages: list[Message]
    people: list[Person]
    created_at: datetime


async def report(
    db: Db, person_id: UUID, conversation_id: UUID, seqs: Sequence[int], reason: str
) -> UUID:
    """Keeps copies of messages of one's own conversation for the operator; answers the report's
    id. Raises `Invalid`, `NoConversation`, `NoMessage`.
    """
    words = plain(reason)
    if len(words) > LONGEST_REASON:
        raise Invalid(f"At most {LONGEST_REASON} characters.")
    # What somebody brought along proves nothing.
    shown = await said_here(db, person_id, conversation_id, seqs)
    if len(shown) != len(set(seqs)) or any(message.hidden for message in shown):
        raise NoMessage
    report_id = new_id()
    messages = [msgspec.to_builtins(message) for message in shown]
    kept = StoredReport(report_id, person_id, conversation_id, words, messages, db.now)
    await store.report(db, kept)
    return report_id


async def listed(db: Db, before: UUID | None, limit: int) -> list[Report]:
    """For the operator: the newest first."""
    found = await store.reports(db, before, limit)
    messages = {one.id: msgspec.convert(one.messages, list[Message]) for one in found}
    senders = {one.sender_id for shown in messages.values() for one in shown}
    people = await named(db, list(senders | {one.reporter_id for one in found}))
    return [
        Report(
            id=one.id,
            reporter=people[one.reporter_id],
            conversation_id=one.conversation_id,
            reason=one.reason,
            messages=messages[one.id],
            people=[
                people[sender] for sender in sorted({each.sender_id for each in messages[one.id]})
            ],
            created_at=one.created_at,
        )
        for one in found
    ]


async def drop_old_reports(db: Db) -> None:
    """Deletes reported copies of messages half a year after they were shown to the operator
    (decision 0046).
    """
    await store.drop_old(db, db.now - KEPT)


async def forget(db: Db, person_id: UUID) -> None:
    """Deletes the words that a person who leaves the town wrote with their reports; the copies that
    they showed of others stay for the operator.
    """
    await store.unsay(db, person_id)

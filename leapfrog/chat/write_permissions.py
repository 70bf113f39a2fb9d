"""Who may write where, and why not."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.chat.errors import (
    MutedAll,
    NotAdmin,
    NotContacts,
    NotMember,
    ReadOnly,
    RequestWaits,
    StaysHere,
    TextsOnly,
)
from leapfrog.chat.model import ConversationTerms
from leapfrog.chat_content import CARRIED, CARRIED_BY_NOTE, MessageDraft, NotByNote
from leapfrog.contacts import apart, may_talk
from leapfrog.identity import MovedAway, moved
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem

# So many texts a stranger may write before they are accepted.
MOST_ASKED = 3
Pair = tuple[UUID, UUID]


class ContactPairs(msgspec.Struct, frozen=True):
    """Pairs of whom one may write to the other, and pairs of whom one blocked the other; `moved`:
    who lives elsewhere now, and where.
    """

    contacts: set[Pair]
    apart: set[Pair]
    moved: dict[UUID, str]


async def ties(db: Db, given: Sequence[tuple[UUID, ConversationTerms]]) -> ContactPairs:
    """What lies between these people and the other ones of their conversations of two."""
    pairs = {(who, them) for who, terms in given if (them := terms.other_than(who))}
    contacts = await may_talk(db, list(pairs))
    # Whom a request bound, a block parts.
    asked = {(who, them) for who, terms in given if terms.asked and (them := terms.other_than(who))}
    others = {them for _, them in pairs - contacts}
    away = await moved(db, others) if others else {}
    return ContactPairs(contacts, await apart(db, list(asked - contacts)), away)


def refusal(
    person_id: UUID, terms: ConversationTerms, found: ContactPairs, counted: int
) -> Problem | None:
    """Why this person may not write there: `ReadOnly`, `NotMember`, `MutedAll`, `MovedAway`,
    `NotContacts`, `RequestWaits`. `counted`: how much was said there so far.

    In a group, people who blocked each other hear each other, as elsewhere: it is the group's
    conversation, and whoever wants to be apart from somebody there leaves it.
    """
    if terms.kind == "archive":
        return ReadOnly()
    if terms.kind == "group":
        if terms.until_seq is not None:
            return NotMember()
        return MutedAll() if terms.muted_all and terms.role == "member" else None
    them = terms.other_than(person_id)
    if them is None or (person_id, them) in found.contacts:
        return None
    if them in found.moved:
        return MovedAway(moved_to=found.moved[them])
    if terms.asked is None or (person_id, them) in found.apart:
        return NotContacts()
    if terms.asked == "accepted" or terms.asked_by != person_id:
        return None
    left = terms.asked == "waiting" and counted - terms.asked_ord < MOST_ASKED
    return None if left else RequestWaits()


def kind_refusal(
    draft: MessageDraft, terms: ConversationTerms, found: ContactPairs
) -> Problem | None:
    """Why this person may not write such a thing there: `StaysHere` for what is not carried to
    another town, `NotByNote` in no note, `TextsOnly` for a stranger, `NotAdmin` to call everybody.
    """
    if terms.away and draft.kind not in CARRIED:
        return StaysHere()
    if terms.by_note and draft.kind not in CARRIED_BY_NOTE:
        return NotByNote()
    if terms.kind == "direct" and terms.asked == "waiting" and terms.asked_by == draft.sender_id:
        strange = (draft.sender_id, terms.other_than(draft.sender_id)) not in found.contacts
        if strange and draft.kind != "text":
            return TextsOnly()
    if draft.meta and draft.meta.get("all") and not _leads(terms):
        return NotAdmin()
    return None


def _leads(terms: ConversationTerms) -> bool:
    return terms.kind == "group" and terms.role != "member"

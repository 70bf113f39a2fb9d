"""What is to become of a card: pure rules."""

import msgspec

from leapfrog.contacts import Chosen, Match, draft_of, strength
from leapfrog.imports.contacts.model import Decision, Judged, Reason
from leapfrog.imports.contacts.reading import ReadCard
from leapfrog.imports.contacts.seen import EQUAL, SeenCards
from leapfrog.kernel.ids import new_id


class BookMatch(msgspec.Struct, frozen=True):
    """The contact of the book that a card may be, and whether the card adds to it."""

    match: Match
    adds: bool


def judge(read: ReadCard, found: BookMatch | None, seen: SeenCards) -> Judged:
    """The first decision about a card. What the book says of it goes before an equal twin. Who is
    only perhaps somebody is new.
    """
    if read.is_group:
        return Judged("skip", "group", None, ())
    if equal := seen.equal(read):
        return Judged("same", "twice", equal, EQUAL)
    twin = None if found and found.match.on == EQUAL else seen.twin(read)
    if twin and _is_likelier(twin, found):
        if twin.sure:
            return Judged("merge", "twice", twin.id, twin.on)
        return _new(read, seen, "perhaps", twin)
    if found is None:
        return _new(read, seen, "new", None)
    on, contact_id = found.match.on, found.match.contact_id
    if not found.match.sure:
        return _new(read, seen, "perhaps", Chosen(contact_id, on, sure=False))
    decision, reason = _of_known(adds=found.adds)
    return Judged(decision, reason, contact_id, on)


def _new(read: ReadCard, seen: SeenCards, reason: Reason, perhaps: Chosen | None) -> Judged:
    made = seen.with_free_uid(draft_of(read.card, read.identifiers))
    target, on = (perhaps.id, perhaps.on) if perhaps else (None, ())
    return Judged("add", reason, target, on, new_id(), made)


def _is_likelier(twin: Chosen, found: BookMatch | None) -> bool:
    """Whether the twin says more than the book, which has nothing to say of the twin's contact."""
    if found is None:
        return True
    if twin.id == found.match.contact_id:
        return False
    if twin.sure != found.match.sure:
        return twin.sure
    return strength(twin.on) > strength(found.match.on)


def _of_known(*, adds: bool) -> tuple[Decision, Reason]:
    return ("merge", "match") if adds else ("same", "nothing_new")

"""What is to become of a card: pure rules."""

import msgspec

from leapfrog.contacts.imports.model import Decision, Judged, Reason
from leapfrog.contacts.imports.reading import Read, draft
from leapfrog.contacts.imports.seen import EQUAL, Seen, Twin
from leapfrog.contacts.model import Match
from leapfrog.kernel.ids import new_id

STRENGTH = {"card": 16, "uid": 8, "phone": 4, "email": 2, "name": 1}


class Found(msgspec.Struct, frozen=True):
    """The contact of the book that a card probably is, and whether the card adds to it."""

    match: Match
    adds: bool


def judge(read: Read, found: Found | None, seen: Seen) -> Judged:
    """The first decision about a card. What the book says of it goes before an equal twin."""
    if read.is_group:
        return Judged("skip", "group", None, ())
    if equal := seen.equal(read):
        return Judged("same", "twice", equal, EQUAL)
    twin = None if found and found.match.on == EQUAL else seen.twin(read)
    if twin and _is_likelier(twin, found):
        return Judged("merge", "twice", twin.target, twin.on)
    if found is None:
        made = draft(read.card, read.identifiers)
        return Judged("add", "new", None, (), new_id(), seen.with_free_uid(made))
    decision, reason = _of_known(adds=found.adds)
    return Judged(decision, reason, found.match.contact_id, found.match.on)


def _is_likelier(twin: Twin, found: Found | None) -> bool:
    """Whether the twin says more than the book, which has nothing to say of the twin's contact."""
    if found is None:
        return True
    is_other = twin.target != found.match.contact_id
    return is_other and _strength(twin.on) > _strength(found.match.on)


def _of_known(*, adds: bool) -> tuple[Decision, Reason]:
    return ("merge", "match") if adds else ("same", "nothing_new")


def _strength(on: tuple[str, ...]) -> int:
    return sum(STRENGTH[kind] for kind in on)

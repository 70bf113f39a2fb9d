"""What is to become of a card: pure rules."""

from uuid import UUID

import msgspec

from leapfrog.contacts.imports.model import Decision, Judged, Reason
from leapfrog.contacts.imports.reading import Read
from leapfrog.contacts.imports.seen import Twin
from leapfrog.contacts.model import Match
from leapfrog.kernel.ids import new_id

STRENGTH = {"card": 16, "uid": 8, "phone": 4, "email": 2, "name": 1}


class Found(msgspec.Struct, frozen=True):
    """The contact of the book that a card probably is, and whether the card adds to it."""

    match: Match
    adds: bool


def judge(read: Read, found: Found | None, twin: Twin | None) -> Judged:
    """The first decision about a card. What the book says of it goes before an equal twin."""
    if read.is_group:
        return _judged("skip", "group")
    if twin and twin.exact:
        return _judged("same", "twice", twin.target, twin.on)
    if twin and _is_likelier(twin, found):
        return _judged("merge", "twice", twin.target, twin.on)
    if found is None:
        return _judged("add", "new")
    decision, reason = _of_known(adds=found.adds)
    return _judged(decision, reason, found.match.contact_id, found.match.on)


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


def _judged(
    decision: Decision,
    reason: Reason,
    match_id: UUID | None = None,
    on: tuple[str, ...] = (),
) -> Judged:
    contact_id = new_id() if decision == "add" else None
    return Judged(decision, reason, match_id, on, contact_id)

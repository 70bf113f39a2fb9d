"""Which cards of one file are the same person twice."""

from collections.abc import Iterator
from uuid import UUID

import msgspec

from leapfrog.contacts.formats import Identifiers
from leapfrog.contacts.imports.model import Draft
from leapfrog.contacts.imports.reading import Read

# What more cards than this have in common says nothing about any of them.
MOST_ALIKE = 8
# What two cards have in common between which there is no difference.
EQUAL = ("card",)


class Earlier(msgspec.Struct, frozen=True, gc=False):
    """A card that came before in the file, and the contact that it is or becomes."""

    target: UUID
    name: str
    org: str
    reachable: bool


class Twin(msgspec.Struct, frozen=True):
    """The contact that a card has in common with one before it."""

    target: UUID
    on: tuple[str, ...]


class Seen:
    """The cards so far.

    In one address book its owner kept two cards apart, so a phone alone does not make one of them:
    a family has one line at home. The names must agree, too, as far as both say them.
    """

    def __init__(self) -> None:
        self._equal: dict[bytes, UUID] = {}
        self._by: dict[tuple[str, str], tuple[Earlier, ...]] = {}
        self._uids: set[str] = set()

    def with_free_uid(self, draft: Draft) -> Draft:
        """The draft with no UID if one before it had the same."""
        if draft.uid in self._uids:
            return msgspec.structs.replace(draft, uid=None)
        if draft.uid:
            self._uids.add(draft.uid)
        return draft

    def note_equal(self, read: Read, target: UUID) -> None:
        """This card is that contact, which has all of it: the book knows it by everything."""
        self._equal.setdefault(read.digest, target)

    def note(self, read: Read, target: UUID) -> None:
        """This card is, or becomes, that contact."""
        self._equal.setdefault(read.digest, target)
        found = read.identifiers
        here = Earlier(target, found.name, read.org.casefold(), _reachable(found))
        for pair in read.recognised:
            known = self._by.get(pair, ())
            if len(known) < MOST_ALIKE and all(one.target != target for one in known):
                self._by[pair] = (*known, here)

    def equal(self, read: Read) -> UUID | None:
        """The contact that an earlier card became from which this one does not differ."""
        return self._equal.get(read.digest)

    def twin(self, read: Read) -> Twin | None:
        """The contact that an earlier card became, if this card is the same person."""
        if self._by.keys().isdisjoint(read.recognised):
            return None
        on: dict[UUID, list[str]] = {}
        namesakes: dict[UUID, Earlier] = {}
        for kind, earlier in self._candidates(read):
            on.setdefault(earlier.target, []).append(kind)
            if kind == "name":
                namesakes[earlier.target] = earlier
        sure = [target for target, kinds in on.items() if kinds != ["name"]]
        if sure:
            return Twin(sure[0], tuple(on[sure[0]]))
        named = [one for one in namesakes.values() if _is_namesake(read, one)]
        return Twin(named[0].target, ("name",)) if len(named) == 1 else None

    def _candidates(self, read: Read) -> Iterator[tuple[str, Earlier]]:
        """Each earlier card with each kind of identifier that both have, the strongest first."""
        told: set[tuple[UUID, str]] = set()
        for kind, value in read.recognised:
            for earlier in self._by.get((kind, value), ()):
                if (earlier.target, kind) not in told and _agree(kind, read, earlier):
                    told.add((earlier.target, kind))
                    yield kind, earlier


def _agree(kind: str, read: Read, earlier: Earlier) -> bool:
    if kind != "phone":
        return True
    mine, theirs = set(read.identifiers.name.split()), set(earlier.name.split())
    return mine <= theirs or theirs <= mine


def _is_namesake(read: Read, earlier: Earlier) -> bool:
    if read.org and earlier.org:
        return read.org.casefold() == earlier.org
    return not (_reachable(read.identifiers) and earlier.reachable)


def _reachable(found: Identifiers) -> bool:
    return bool(found.phones or found.emails)

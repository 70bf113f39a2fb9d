"""Which cards of one file are the same person twice."""

from collections.abc import Iterator
from uuid import UUID

import msgspec

from leapfrog.contacts.formats import Identifiers
from leapfrog.contacts.imports.reading import Read

# What more cards than this have in common says nothing about any of them.
MOST_ALIKE = 8


class Earlier(msgspec.Struct, frozen=True, gc=False):
    """A card that came before in the file, and the contact that it is or becomes."""

    target: UUID
    name: str
    org: str
    reachable: bool


class Twin(msgspec.Struct, frozen=True):
    """The contact that a card has in common with one before it. `exact`: nothing differs."""

    target: UUID
    on: tuple[str, ...]
    exact: bool = False


class Seen:
    """The cards so far.

    In one address book its owner kept two cards apart, so a phone alone does not make one of them:
    a family has one line at home. The names must agree, too, as far as both say them.
    """

    def __init__(self) -> None:
        self._exact: dict[bytes, UUID] = {}
        self._by: dict[tuple[str, str], list[Earlier]] = {}
        self._uids: set[str] = set()

    def uid(self, read: Read) -> str | None:
        """The UID that a contact of this card may have: its own, if no card before it had it."""
        own = read.identifiers.uid
        if not own or own in self._uids:
            return None
        self._uids.add(own)
        return own

    def note(self, read: Read, target: UUID) -> None:
        """This card is, or becomes, that contact."""
        found = read.identifiers
        here = Earlier(target, found.name, read.listing.org.casefold(), _reachable(found))
        self._exact.setdefault(read.digest, target)
        for pair in read.recognised:
            known = self._by.get(pair)
            if known is None:
                self._by[pair] = [here]
            elif len(known) < MOST_ALIKE and all(one.target != target for one in known):
                known.append(here)

    def twin(self, read: Read) -> Twin | None:
        """The contact that an earlier card became, if this card is the same person."""
        exact = self._exact.get(read.digest)
        if exact:
            return Twin(exact, ("card",), exact=True)
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
    if read.listing.org and earlier.org:
        return read.listing.org.casefold() == earlier.org
    return not (_reachable(read.identifiers) and earlier.reachable)


def _reachable(found: Identifiers) -> bool:
    return bool(found.phones or found.emails)

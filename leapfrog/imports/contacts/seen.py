"""Which cards of one file are the same person twice."""

from collections.abc import Iterator
from uuid import UUID

import msgspec

from leapfrog.contact_formats import Names
from leapfrog.contacts import Chosen, ContactDraft, Possible, choose, is_reachable
from leapfrog.imports.contacts.reading import ReadCard

# What more cards than this have in common says nothing about any of them.
MOST_ALIKE = 8
# What two cards have in common between which there is no difference.
EQUAL = ("card",)


class EarlierCard(msgspec.Struct, frozen=True, gc=False):
    """A card that came before in the file, and the contact that it is or becomes."""

    target: UUID
    org: str
    reachable: bool


class SeenCards:
    """The cards so far.

    In one address book its owner kept two cards apart, so what they have in common does not make
    one of them: a family has one line at home, a firm one address for all. The names must agree,
    too, with all names of the cards before that are that contact, as far as they say them.
    """

    def __init__(self) -> None:
        self._equal: dict[bytes, UUID] = {}
        self._by: dict[tuple[str, str], tuple[EarlierCard, ...]] = {}
        self._names: dict[UUID, Names] = {}
        self._uids: set[str] = set()

    def with_free_uid(self, draft: ContactDraft) -> ContactDraft:
        """The draft with no UID if one before it had the same."""
        if draft.uid in self._uids:
            return msgspec.structs.replace(draft, uid=None)
        if draft.uid:
            self._uids.add(draft.uid)
        return draft

    def note_equal(self, read: ReadCard, target: UUID) -> None:
        """This card is that contact, which has all of it: the book knows it by everything."""
        self._equal.setdefault(read.digest, target)

    def note(self, read: ReadCard, target: UUID) -> None:
        """This card is, or becomes, that contact."""
        self._equal.setdefault(read.digest, target)
        here = EarlierCard(target, read.org, is_reachable(read.identifiers))
        known, names = self._names.get(target), read.names
        if known:
            names = Names(_each_once(known.names, names.names), _each_once(known.also, names.also))
        self._names[target] = names
        for pair in read.recognised:
            earlier = self._by.get(pair)
            if earlier is None:
                self._by[pair] = (here,)
            elif len(earlier) < MOST_ALIKE and all(one.target != target for one in earlier):
                self._by[pair] = (*earlier, here)

    def equal(self, read: ReadCard) -> UUID | None:
        """The contact that an earlier card became from which this one does not differ."""
        return self._equal.get(read.digest)

    def twin(self, read: ReadCard) -> Chosen | None:
        """The contact that an earlier card became, if this card is, or may be, the same person."""
        if self._by.keys().isdisjoint(read.recognised):
            return None
        on: dict[UUID, list[str]] = {}
        known: dict[UUID, EarlierCard] = {}
        for kind, earlier in self._candidates(read):
            on.setdefault(earlier.target, []).append(kind)
            known[earlier.target] = earlier
        possible = [
            Possible(target, tuple(kinds), self._names[target], one.org, one.reachable)
            for (target, kinds), one in zip(on.items(), known.values(), strict=True)
        ]
        return choose(read.described, possible)

    def _candidates(self, read: ReadCard) -> Iterator[tuple[str, EarlierCard]]:
        """Each earlier card with each kind of identifier that both have, the strongest first."""
        told: set[tuple[UUID, str]] = set()
        for kind, value in read.recognised:
            for earlier in self._by.get((kind, value), ()):
                if (earlier.target, kind) not in told:
                    told.add((earlier.target, kind))
                    yield kind, earlier


def _each_once(known: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*known, *more)))

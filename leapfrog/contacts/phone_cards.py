"""The card a phone gets and the card it sends back.

It gets the own card, named as the owner calls the person, with the tags and with what the person
shares at this moment. Of what it sends only the own part is kept, so that a shared number does
not stay behind when its person stops sharing it.
"""

from collections.abc import Sequence

import msgspec
from msgspec import UNSET, UnsetType

from leapfrog.contact_formats import (
    Card,
    Property,
    card_from_fields,
    categories,
    decoded,
    derived_names,
    escape,
    fields,
    fn,
    identifiers,
)
from leapfrog.contacts.editing import LONGEST_TAG, MOST_TAGS
from leapfrog.contacts.model import ContactDetail
from leapfrog.contacts.shared_lines import added, unmarked, without

LONGEST_REMARK = 80


class OwnPart(msgspec.Struct, frozen=True):
    """The owner's part of a contact; `shown` is what it is called without a remark."""

    card: Card
    uid: str
    shown: str
    remark: str
    tags: tuple[str, ...]


class ReceivedCard(msgspec.Struct, frozen=True):
    """What a card from a phone changes; UNSET stays as it is."""

    card: Card
    remark: str | UnsetType = UNSET
    tags: tuple[str, ...] | UnsetType = UNSET


def served_card(own: OwnPart, shared: Sequence[ContactDetail]) -> Card:
    """The card of a contact as phones get it: what the owner wrote, and what its person shows.
    Whoever changes this raises the edition that CardDAV writes into its ETags, else phones keep
    what they have.
    """
    named = _named(own)
    tagged = _with(named, "CATEGORIES", _categories(named, own.tags))
    identified = _with(tagged, "UID", _uid(tagged, own.uid))
    return Card((*identified.properties, *added(identified, shared)))


def received_card(card: Card, own: OwnPart | None, shared: Sequence[ContactDetail]) -> ReceivedCard:
    """What a card that a phone sent says about a contact, apart from what its person shows
    themselves. `own`: what the owner had written, None for a new contact.
    """
    tags = _tags(card, own)
    if own is None:
        return ReceivedCard(unmarked(card), tags=tags)
    kept = without(card, own.card, shared)
    if own.remark and fn(card) != " ".join(own.remark.split()):
        return ReceivedCard(_renamed(kept, own.card), fn(card)[:LONGEST_REMARK], tags)
    return ReceivedCard(_with_own_names(kept, own), tags=tags)


def card_uid(card: Card) -> str:
    """The card's UID, empty when it has none."""
    return identifiers(card).uid


def _named(own: OwnPart) -> Card:
    """FN and N, which phones read one or the other of, say the same."""
    name = own.remark or (own.shown if not _has(own.card, "FN") else "")
    return card_from_fields(name, None, fields(own.card), own.card) if name else own.card


def _with_own_names(card: Card, own: OwnPart) -> Card:
    """Names that were only made for the phone do not become the owner's own."""
    if own.remark or (not _has(own.card, "FN") and fn(card) == own.shown):
        return _renamed(card, own.card)
    derived = [(p.name, decoded(p)) for p in derived_names(own.card, ("N",))]
    return Card(tuple(p for p in card.properties if (p.name, decoded(p)) not in derived))


def _tags(card: Card, own: OwnPart | None) -> tuple[str, ...] | UnsetType:
    """A card without categories says nothing about tags: many phones know none."""
    found = [" ".join(tag.split())[:LONGEST_TAG] for tag in categories(card)][:MOST_TAGS]
    if not _has(card, "CATEGORIES") or (own and set(found) == set(own.tags)):
        return UNSET
    return tuple(dict.fromkeys(found))


def _renamed(card: Card, before: Card) -> Card:
    """`card` with the names that `before` has, in their place."""
    return _with(
        _with(card, "FN", [p for p in before.properties if p.name == "FN"]),
        "N",
        [p for p in before.properties if p.name == "N"],
    )


def _categories(card: Card, tags: Sequence[str]) -> list[Property]:
    if set(categories(card)) == set(tags):
        return [p for p in card.properties if p.name == "CATEGORIES"]
    return [Property("CATEGORIES", ",".join(map(escape, tags)))] if tags else []


def _uid(card: Card, uid: str) -> list[Property]:
    if card_uid(card) == uid:
        return [p for p in card.properties if p.name == "UID"]
    return [Property("UID", escape(uid))]


def _with(card: Card, name: str, replacement: Sequence[Property]) -> Card:
    """All properties of one name replaced by others, at the place of the first one."""
    found = [place for place, p in enumerate(card.properties) if p.name == name]
    if [card.properties[place] for place in found] == list(replacement):
        return card
    at = found[0] if found else len(card.properties)
    rest = [p for p in card.properties if p.name != name]
    return Card((*rest[:at], *replacement, *rest[at:]))


def _has(card: Card, name: str) -> bool:
    return any(p.name == name for p in card.properties)

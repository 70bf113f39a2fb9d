"""Lines that belong to the person of a contact: added to what a phone gets, known again when they
come back.

Each is marked with a parameter that holds a fingerprint of its value. A phone that edits such a
line makes it the owner's own; one that drops the parameter is understood by the value.
"""

import hashlib
from collections.abc import Sequence

import msgspec

from leapfrog.contact_formats import Card, Field, Property, card_from_fields, fields, fn, shown
from leapfrog.contacts.model import ContactDetail

MARK = "X-LEAPFROG-SHARED"
# Phones show one of each; the owner's own goes before the person's.
SINGLE = frozenset(("birthday", "note", "org"))
LABELS = ("X-ABLABEL", "X-ABADR")


def added(card: Card, shared: Sequence[ContactDetail]) -> list[Property]:
    """The lines to add to `card` for what its person shares, without what it has already."""
    new = _missing(card, shared)
    if not new:
        return []
    whole = card_from_fields(fn(card), None, [*fields(card), *new], card)
    before = {id(prop) for prop in card.properties}
    lines = [p for p in whole.properties if id(p) not in before and p.name not in ("FN", "N")]
    marks = {id(prop): _mark(field) for prop, field in shown(whole)}
    return [_marked(prop, marks[id(prop)]) if id(prop) in marks else prop for prop in lines]


def without(card: Card, before: Card, shared: Sequence[ContactDetail]) -> Card:
    """`card` without the lines that are the person's: marked and not edited, or the same as what
    is shared now; but what the own card had `before` is the owner's.
    """
    own = {_key(field) for field in fields(before)}
    theirs = {_key(Field(one.kind, one.label, one.value)) for one in shared}
    dropped = {
        id(prop)
        for prop, field in shown(card)
        if _key(field) not in own and (_key(field) in theirs or prop.param(MARK) == (_mark(field),))
    }
    kept = [_unmarked(prop) for prop in card.properties if id(prop) not in dropped]
    groups = {prop.group for prop in card.properties if id(prop) in dropped and prop.group}
    lonely = groups - {prop.group for prop in kept if prop.name not in LABELS}
    return Card(tuple(p for p in kept if p.name not in LABELS or p.group not in lonely))


def unmarked(card: Card) -> Card:
    """A card that comes from elsewhere is all the owner's."""
    return Card(tuple(map(_unmarked, card.properties)))


def _missing(card: Card, shared: Sequence[ContactDetail]) -> list[Field]:
    have = fields(card)
    keys = {_key(field) for field in have}
    kinds = {field.kind for field in have if field.label not in ("nickname", "anniversary")}
    new: list[Field] = []
    for one in shared:
        field = Field(one.kind, one.label, one.value)
        if _key(field) in keys or (one.kind in SINGLE and one.kind in kinds):
            continue
        keys.add(_key(field))
        kinds.add(one.kind)
        new.append(field)
    return new


def _key(field: Field) -> tuple[str, str]:
    """What makes two fields say the same, however phones write and label them."""
    if field.kind == "phone":
        return field.kind, "".join(c for c in field.value if c.isdigit() or c in "+*#")
    if field.kind in ("address", "org", "note"):
        return field.kind, " ".join(field.value.replace(",", " ").split()).casefold()
    return field.kind, field.value.strip().casefold()


def _mark(field: Field) -> str:
    return hashlib.sha256("\n".join(_key(field)).encode()).hexdigest()[:12]


def _marked(prop: Property, mark: str) -> Property:
    return msgspec.structs.replace(prop, params=(*prop.params, (MARK, (mark,))))


def _unmarked(prop: Property) -> Property:
    if not prop.param(MARK):
        return prop
    params = tuple(pair for pair in prop.params if pair[0] != MARK)
    return msgspec.structs.replace(prop, params=params)

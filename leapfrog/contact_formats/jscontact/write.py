"""Cards to JSContact. What would not come back the same goes to `vCardProps` untouched."""

import uuid

from leapfrog.contact_formats.jscontact.entries import WRITERS, single
from leapfrog.contact_formats.jscontact.params import Json, meaning, to_json
from leapfrog.contact_formats.jscontact.read import properties_of
from leapfrog.contact_formats.labels import ABLABEL, labels_by_group
from leapfrog.contact_formats.model import Card, Property
from leapfrog.contact_formats.text import decoded

_NAMESPACE = uuid.UUID("5b1f2a6e-6c2a-5d0e-9c57-2f6a0c1d7e44")
TEXT = "unknown"


def to_jscontact(card: Card) -> Json:
    """The card as a JSContact object (RFC 9553), to be encoded as JSON.

    A card without UID gets one made from its content, so that the same card has the same.
    """
    out: Json = {"@type": "Card", "version": "1.0", "uid": ""}
    labels = labels_by_group(card)
    for place, prop in enumerate(card.properties, 1):
        piece = _piece(prop, place, labels)
        if piece is None or not _merge(out, piece):
            out.setdefault("vCardProps", []).append(_as_jcard(prop))
    if not out["uid"]:
        out["uid"] = content_uid(card)
    return out


def content_uid(card: Card) -> str:
    """A UID that depends on nothing but what the card says."""
    said = sorted(repr((p.name, p.group, p.params, decoded(p))) for p in card.properties)
    return uuid.uuid5(_NAMESPACE, "\n".join(said)).urn


def same(one: Property, other: Property) -> bool:
    """Whether two properties say the same, whatever way their values are escaped."""
    return (one.name, one.group, one.params) == (other.name, other.group, other.params) and (
        decoded(one) == decoded(other)
    )


def _piece(prop: Property, place: int, labels: dict[str, str]) -> Json | None:
    """The members a property becomes, if reading them gives just that property back."""
    if piece := single(prop):
        return piece if _comes_back(prop, piece) else None
    if prop.name not in WRITERS or prop.name == ABLABEL:
        return None
    member, write = WRITERS[prop.name]
    entry = {**write(prop.value), **meaning(prop.params)}
    if full := prop.param("LABEL"):
        entry["full"] = full[0]
    plain = {member: {f"p{place}": entry}}
    if not _comes_back(prop, plain):
        entry["vCardParams"] = to_json(prop.params, prop.group)
        if not _comes_back(prop, plain):
            return None
    if label := labels.get(prop.group.lower()):
        entry["label"] = label
    return plain


def _comes_back(prop: Property, piece: Json) -> bool:
    found = properties_of(piece)
    return len(found) == 1 and same(found[0], prop)


def _merge(out: Json, piece: Json) -> bool:
    """Add the members of a piece, unless one of them is taken already."""
    for member, value in piece.items():
        there = out.get(member)
        if isinstance(value, dict) and isinstance(there, dict) and member != "keywords":
            if there.keys() & value.keys():
                return False
            there.update(value)
        elif there:
            return False
        else:
            out[member] = value
    return True


def _as_jcard(prop: Property) -> list[object]:
    """A property in the form of RFC 7095; its value stays in vCard syntax ("unknown" type)."""
    return [prop.name.lower(), to_json(prop.params, prop.group), TEXT, prop.value]

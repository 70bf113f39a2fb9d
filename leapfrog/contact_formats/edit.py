"""Puts what a person edited back into a card and leaves all else as it was."""

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from leapfrog.contact_formats.card_fields import shown
from leapfrog.contact_formats.labels import ABLABEL, types_of
from leapfrog.contact_formats.model import Card, Field, Params, Property
from leapfrog.contact_formats.names import fn, parted
from leapfrog.contact_formats.text import escape

_NAMES = {
    "phone": "TEL",
    "email": "EMAIL",
    "address": "ADR",
    "birthday": "BDAY",
    "url": "URL",
    "network": "IMPP",
    "note": "NOTE",
    "org": "ORG",
}
_LABELLED_NAMES = {
    ("org", "title"): "TITLE",
    ("org", "role"): "ROLE",
    ("note", "nickname"): "NICKNAME",
    ("note", "anniversary"): "ANNIVERSARY",
}
_VERBATIM = frozenset({"BDAY", "URL", "IMPP", "ANNIVERSARY"})

_Edits = dict[int, Field | None]


def card_from_fields(
    name: str, org: str | None, fields: Sequence[Field], base: Card | None = None
) -> Card:
    """A card that shows `name` and `fields`, made from `base` with the least change.

    Unknown properties and untouched fields stay as they were, with group, label and parameters;
    a field with a new value keeps its place and parameters. `org`, unless None, replaces the
    first organisation. A field of an unknown kind raises ValueError.
    """
    before = base or Card(())
    wanted = _with_org(org, fields)
    edits, added = _compare(before, wanted)
    properties = _named(name, before, _apply(before, edits))
    return Card((*properties, *_added(properties, added)))


def _with_org(org: str | None, fields: Sequence[Field]) -> list[Field]:
    for field in fields:
        if field.kind not in _NAMES:
            raise ValueError(f"no field kind {field.kind!r}")
    wanted = list(fields)
    if org is None:
        return wanted
    first = next((f for f in wanted if f.kind == "org" and f.label not in ("title", "role")), None)
    place = wanted.index(first) if first else 0
    wanted[place : place + bool(first)] = [Field("org", first.label if first else "", org)]
    return [field for field in wanted if field.value]


def _compare(base: Card, wanted: Sequence[Field]) -> tuple[_Edits, list[Field]]:
    """For each shown property that changes (by identity) its new field or None; the new ones."""
    missing = Counter(wanted)
    changed: list[tuple[Property, Field]] = []
    for prop, field in shown(base):
        if missing[field]:
            missing[field] -= 1
        else:
            changed.append((prop, field))
    fresh = _in_order(wanted, missing)
    edits: _Edits = {}
    for prop, field in changed:
        successor = next((new for new in fresh if _may_follow(field, new)), None)
        if successor:
            fresh.remove(successor)
        edits[id(prop)] = successor
    return edits, fresh


def _in_order(wanted: Iterable[Field], missing: Counter[Field]) -> list[Field]:
    fresh: list[Field] = []
    for field in wanted:
        if missing[field]:
            missing[field] -= 1
            fresh.append(field)
    return fresh


def _may_follow(old: Field, new: Field) -> bool:
    return (old.kind, old.label) == (new.kind, new.label)


def _apply(base: Card, edits: _Edits) -> list[Property]:
    kept: list[Property] = []
    for prop in base.properties:
        if id(prop) not in edits:
            kept.append(prop)
        elif field := edits[id(prop)]:
            kept.append(_revalued(prop, field.value))
    return _without_lonely_labels(base, kept)


def _without_lonely_labels(base: Card, kept: list[Property]) -> list[Property]:
    """Drop what described only a removed property: the rest of its group."""
    gone = {prop.group for prop in base.properties if prop.group and prop not in kept}
    alive = {prop.group for prop in kept if not prop.name.startswith("X-AB")}
    return [
        prop
        for prop in kept
        if not (prop.name.startswith("X-AB") and prop.group in gone and prop.group not in alive)
    ]


def _revalued(prop: Property, value: str) -> Property:
    params = tuple((k, v) for k, v in prop.params if k not in ("X-APPLE-OMIT-YEAR", "LABEL"))
    if prop.name == "TEL" and prop.value.startswith("tel:"):
        value = f"tel:{value}"
    return msgspec.structs.replace(prop, value=_escaped(prop.name, value), params=params)


def _escaped(name: str, value: str) -> str:
    if name in _VERBATIM:
        return value.replace("\\", "\\\\").replace("\n", "\\n")
    if name == "ADR":
        return f";;{escape(value)};;;;"
    return escape(value)


def _named(name: str, base: Card, properties: list[Property]) -> list[Property]:
    have = {prop.name for prop in properties}
    if fn(base) != name:
        new = {"FN": escape(name), "N": parted(name)}
        seen: set[str] = set()
        renamed: list[Property] = []
        for prop in properties:
            first = prop.name in new and prop.name not in seen
            seen.add(prop.name)
            value = new[prop.name] if first else prop.value
            renamed.append(msgspec.structs.replace(prop, value=value))
        properties = renamed
    missing = [
        Property(key, value)
        for key, value in (("FN", escape(name)), ("N", parted(name)))
        if key not in have
    ]
    return missing + properties


def _added(properties: Sequence[Property], fresh: Iterable[Field]) -> list[Property]:
    used = {prop.group for prop in properties}
    out: list[Property] = []
    for field in fresh:
        name = _LABELLED_NAMES.get((field.kind, field.label), _NAMES[field.kind])
        out += _labelled(name, field, used)
    return out


def _labelled(name: str, field: Field, used: set[str]) -> list[Property]:
    value = _escaped(name, field.value)
    if name == "IMPP" and field.label:
        return [Property(name, value, "", (("X-SERVICE-TYPE", (field.label,)),))]
    types = types_of(field.label)
    if not field.label or types or (field.kind, field.label) in _LABELLED_NAMES:
        params: Params = (("TYPE", types),) if types else ()
        return [Property(name, value, "", params)]
    return labelled(Property(name, value), field.label, used)


def labelled(prop: Property, label: str, used: set[str]) -> list[Property]:
    """A property in a new group with a label of the person's own; the group is added to `used`."""
    number = next(n for n in range(1, len(used) + 2) if f"item{n}" not in used)
    group = f"item{number}"
    used.add(group)
    return [msgspec.structs.replace(prop, group=group), Property(ABLABEL, escape(label), group)]

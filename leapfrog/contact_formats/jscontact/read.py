"""JSContact to cards. Tolerant: members of another type than RFC 9553 says are passed over."""

import re

from leapfrog.contact_formats.edit import labelled
from leapfrog.contact_formats.jscontact.entries import (
    NAME_KINDS,
    READERS,
    from_components,
    text_of,
)
from leapfrog.contact_formats.jscontact.params import Json, exact_params, from_json
from leapfrog.contact_formats.labels import ABLABEL
from leapfrog.contact_formats.model import Property
from leapfrog.contact_formats.text import GROUP, NAME, escape

_PLACE = re.compile(r"p(\d{1,6})\Z", re.ASCII)
_LAST = 10**7


def properties_of(value: Json) -> list[Property]:
    """The properties of a JSContact card, in the order they had before if it came from us."""
    found = [*_entries(value), *enumerate(_kept(value), _LAST)]
    groups = {prop.group for _, prop in found}
    labelled_groups = {prop.group for _, prop in found if prop.name == ABLABEL}
    out = _singles(value)
    for place, prop in sorted(found, key=lambda pair: pair[0]):
        label = _label(value, place)
        if label and not prop.group:
            out += labelled(prop, label, groups)
        elif label and prop.group not in labelled_groups and len(value) > 1:
            labelled_groups.add(prop.group)
            out += [prop, Property(ABLABEL, escape(label), prop.group)]
        else:
            out.append(prop)
    return out


def _label(value: Json, place: int) -> str:
    if place >= _LAST:
        return ""
    for member in READERS:
        entries = value.get(member)
        if isinstance(entries, dict) and (label := text_of(entries.get(f"p{place}"), "label")):
            return label
    return ""


def _singles(value: Json) -> list[Property]:
    out: list[Property] = []
    name = value.get("name")
    if full := text_of(name, "full"):
        out.append(Property("FN", escape(full)))
    if isinstance(name, dict) and name.get("components"):
        out.append(Property("N", from_components(name["components"], NAME_KINDS)))
    for member, prop in (("uid", "UID"), ("prodId", "PRODID")):
        if text := text_of(value, member):
            out.append(Property(prop, escape(text)))
    keywords = value.get("keywords")
    if isinstance(keywords, dict) and keywords:
        words = (escape(word) for word in keywords if isinstance(word, str))
        out.append(Property("CATEGORIES", ",".join(words)))
    return out


def _entries(value: Json) -> list[tuple[int, Property]]:
    out: list[tuple[int, Property]] = []
    for member, (name_of, read) in READERS.items():
        entries = value.get(member)
        for key, entry in entries.items() if isinstance(entries, dict) else ():
            if isinstance(entry, dict):
                params, group = exact_params(entry)
                if (full := text_of(entry, "full")) and not _has(params, "LABEL"):
                    params = (*params, ("LABEL", (full,)))
                found = _PLACE.match(str(key))
                place = int(found[1]) if found else _LAST - 1
                prop = Property(name_of(entry), read(entry), _group(group), params)
                out.append((place, prop))
    return out


def _has(params: tuple[tuple[str, tuple[str, ...]], ...], name: str) -> bool:
    return any(key == name for key, _ in params)


def _group(text: str) -> str:
    return text if GROUP.match(text) else ""


def _kept(value: Json) -> list[Property]:
    kept = value.get("vCardProps")
    out: list[Property] = []
    for item in kept if isinstance(kept, list) else ():
        if not isinstance(item, list) or len(item) < 4:
            continue
        name, about, kind, *values = item
        if not isinstance(name, str) or not NAME.match(name):
            continue
        params, group = from_json(about)
        texts = [_jcard_value(text, kind) for text in values]
        out.append(Property(name.upper(), ",".join(texts), _group(group), params))
    return out


def _jcard_value(value: object, kind: object) -> str:
    """A jCard value in vCard syntax: of type "unknown" it is that already (RFC 7095, 5.1)."""
    if isinstance(value, list):
        return ";".join(_jcard_value(part, "text") for part in value)
    text = value if isinstance(value, str) else str(value)
    return escape(text) if kind in ("text", "") else text

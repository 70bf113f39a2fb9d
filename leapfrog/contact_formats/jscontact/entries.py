"""One property as a piece of JSContact and back, for each kind that both know."""

from collections.abc import Callable
from typing import Any

from leapfrog.contact_formats.dates import plain_date
from leapfrog.contact_formats.jscontact.params import Json
from leapfrog.contact_formats.model import Property
from leapfrog.contact_formats.text import escape, items, parts, split, unescape

NAME_KINDS = ("surname", "given", "given2", "title", "credential", "surname2", "generation")
_ADDRESS_KINDS = (
    "postOfficeBox", "apartment", "name", "locality", "region", "postcode", "country",
)  # fmt: skip


def text_of(entry: object, key: str) -> str:
    """A text member of an object; empty when either is missing or of another type."""
    value = entry.get(key) if isinstance(entry, dict) else None
    return value if isinstance(value, str) else ""


def objects(value: object) -> list[Json]:
    """The objects in a list, others left out."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def components(value: str, kinds: tuple[str, ...]) -> list[Json]:
    """A structured value as components, each item of a part by itself."""
    return [
        {"kind": kind, "value": text}
        for kind, piece in zip(kinds, split(value, ";"), strict=False)
        for text in items(piece)
        if text
    ]


def from_components(value: object, kinds: tuple[str, ...]) -> str:
    """The structured value of components; kinds that vCard has not are left out."""
    found: dict[str, list[str]] = {}
    for component in objects(value):
        found.setdefault(text_of(component, "kind"), []).append(text_of(component, "value"))
    value = ";".join(",".join(map(escape, found.get(kind, []))) for kind in kinds)
    # The two parts that RFC 9554 added to names go unless they say something.
    return value.removesuffix(";;") if kinds is NAME_KINDS else value


def _text_entry(key: str) -> Callable[[str], Json]:
    return lambda value: {key: unescape(value)}


def _fixed(key: str, extra: Json) -> Callable[[str], Json]:
    return lambda value: {**extra, key: unescape(value)}


def _organisation(value: str) -> Json:
    name, *units = parts(value)
    entry: Json = {"name": name} if name else {}
    if units:
        entry["units"] = [{"name": unit} for unit in units]
    return entry


def _from_organisation(entry: Json) -> str:
    units = [text_of(unit, "name") for unit in objects(entry.get("units"))]
    return ";".join(map(escape, [text_of(entry, "name"), *units]))


def _address(value: str) -> Json:
    return {"components": components(value, _ADDRESS_KINDS)}


def _from_address(entry: Json) -> str:
    value = from_components(entry.get("components"), _ADDRESS_KINDS)
    if value.strip(";"):
        return value
    return f";;{escape(text_of(entry, 'full'))};;;;"


def _day(kind: str) -> Callable[[str], Json]:
    def entry(value: str) -> Json:
        year, month, day = (plain_date(unescape(value)) or "----").replace("--", " -").split("-")
        date: Json = {"@type": "PartialDate"}
        for key, text in (("year", year), ("month", month), ("day", day)):
            if text.strip():
                date[key] = int(text)
        return {"kind": kind, "date": date}

    return entry


def _from_day(entry: Json) -> str:
    date = entry.get("date")
    if not isinstance(date, dict):
        return ""
    if stamp := text_of(date, "utc"):
        return stamp
    year, month, day = (date.get(key) for key in ("year", "month", "day"))
    if not isinstance(month, int) or not isinstance(day, int):
        return str(year) if isinstance(year, int) else ""
    shown = f"{year:04d}" if isinstance(year, int) else "-"
    return f"{shown}-{month:02d}-{day:02d}"


Write = Callable[[str], Json]
Read = Callable[[Json], str]


def _read_text(key: str) -> Read:
    return lambda entry: escape(text_of(entry, key))


def _read_uri(key: str) -> Read:
    return lambda entry: _as_uri(text_of(entry, key))


def _as_uri(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")


# vCard name -> (JSContact member, what its entry is made like)
WRITERS: dict[str, tuple[str, Write]] = {
    "EMAIL": ("emails", _text_entry("address")),
    "TEL": ("phones", _text_entry("number")),
    "ADR": ("addresses", _address),
    "ORG": ("organizations", _organisation),
    "TITLE": ("titles", _fixed("name", {"kind": "title"})),
    "ROLE": ("titles", _fixed("name", {"kind": "role"})),
    "NOTE": ("notes", _text_entry("note")),
    "BDAY": ("anniversaries", _day("birth")),
    "ANNIVERSARY": ("anniversaries", _day("wedding")),
    "URL": ("links", _text_entry("uri")),
    "PHOTO": ("media", _fixed("uri", {"kind": "photo"})),
    "LOGO": ("media", _fixed("uri", {"kind": "logo"})),
    "SOUND": ("media", _fixed("uri", {"kind": "sound"})),
    "KEY": ("cryptoKeys", _text_entry("uri")),
    "IMPP": ("onlineServices", _fixed("uri", {"vCardName": "impp"})),
    "SOCIALPROFILE": ("onlineServices", _text_entry("uri")),
    "X-SOCIALPROFILE": ("onlineServices", _fixed("uri", {"vCardName": "x-socialprofile"})),
    "NICKNAME": ("nicknames", _text_entry("name")),
}


def _by_kind(names: dict[str, str], otherwise: str) -> Callable[[Json], str]:
    return lambda entry: names.get(text_of(entry, "kind"), otherwise)


def _online(entry: Json) -> str:
    name = text_of(entry, "vCardName").upper()
    return name if name in ("IMPP", "X-SOCIALPROFILE") else "SOCIALPROFILE"


# JSContact member -> (the vCard name of an entry, its value)
READERS: dict[str, tuple[Callable[[Json], str], Read]] = {
    "nicknames": (lambda _: "NICKNAME", _read_text("name")),
    "emails": (lambda _: "EMAIL", _read_uri("address")),
    "phones": (lambda _: "TEL", _read_uri("number")),
    "addresses": (lambda _: "ADR", _from_address),
    "organizations": (lambda _: "ORG", _from_organisation),
    "titles": (_by_kind({"role": "ROLE"}, "TITLE"), _read_text("name")),
    "anniversaries": (_by_kind({"birth": "BDAY"}, "ANNIVERSARY"), _from_day),
    "notes": (lambda _: "NOTE", _read_text("note")),
    "links": (lambda _: "URL", _read_uri("uri")),
    "onlineServices": (_online, _read_uri("uri")),
    "media": (_by_kind({"logo": "LOGO", "sound": "SOUND"}, "PHOTO"), _read_uri("uri")),
    "cryptoKeys": (lambda _: "KEY", _read_uri("uri")),
}

Single = dict[str, Any]


def single(prop: Property) -> Single | None:
    """A property that a card has once, as the members it becomes."""
    text = unescape(prop.value)
    if prop.name == "FN":
        return {"name": {"full": text}}
    if prop.name == "N":
        return {"name": {"components": components(prop.value, NAME_KINDS)}}
    if prop.name == "UID":
        return {"uid": text}
    if prop.name == "PRODID":
        return {"prodId": text}
    if prop.name == "CATEGORIES":
        return {"keywords": dict.fromkeys(items(prop.value), True)}
    return None

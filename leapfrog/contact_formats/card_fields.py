"""What people see of a card, and which of its properties they never see."""

from collections.abc import Callable, Iterator

from leapfrog.contact_formats.dates import plain_date
from leapfrog.contact_formats.labels import ABLABEL, label_of, labels_by_group
from leapfrog.contact_formats.model import Card, Field, Property
from leapfrog.contact_formats.text import items, parts, split, unescape

_KINDS = {
    "TEL": "phone",
    "EMAIL": "email",
    "ADR": "address",
    "BDAY": "birthday",
    "URL": "url",
    "NOTE": "note",
    "ORG": "org",
    "TITLE": "org",
    "ROLE": "org",
    "IMPP": "network",
    "X-SOCIALPROFILE": "network",
    "SOCIALPROFILE": "network",
    "X-AIM": "network",
    "X-ICQ": "network",
    "X-JABBER": "network",
    "X-MSN": "network",
    "X-QQ": "network",
    "X-SKYPE": "network",
    "X-SKYPE-USERNAME": "network",
    "X-WECHAT": "network",
    "X-YAHOO": "network",
    "X-GOOGLE-TALK": "network",
    "NICKNAME": "note",
    "ANNIVERSARY": "note",
    "X-ANNIVERSARY": "note",
    "X-ABDATE": "note",
    "X-ABRELATEDNAMES": "note",
}
_NAMED = {
    "TITLE": "title",
    "ROLE": "role",
    "NICKNAME": "nickname",
    "ANNIVERSARY": "anniversary",
    "X-ANNIVERSARY": "anniversary",
}
_SEEN = frozenset({*_KINDS, "FN", "N", "PHOTO", "CATEGORIES", "UID", "REV", "PRODID"})


def fields(card: Card) -> list[Field]:
    """Everything in the card that people can see and edit, in the order of the card."""
    return [field for _, field in shown(card)]


def shown(card: Card) -> Iterator[tuple[Property, Field]]:
    """Each property that people see, with what they see of it."""
    by_group = labels_by_group(card)
    for prop in card.properties:
        kind = _KINDS.get(prop.name)
        if kind and (value := _value(prop)):
            yield prop, Field(kind, _label(prop, kind, by_group), value)


def said(card: Card, name: str) -> list[str]:
    """The values that people see of the properties with this name, such as TEL, in the order of the
    card.
    """
    return [value for prop in card.named(name) if (value := _value(prop))]


def _label(prop: Property, kind: str, by_group: dict[str, str]) -> str:
    if kind == "network":
        return _service(prop) or label_of(prop, by_group)
    return _NAMED.get(prop.name) or label_of(prop, by_group)


def _service(prop: Property) -> str:
    for name in ("X-SERVICE-TYPE", "SERVICE-TYPE"):
        if found := prop.param(name):
            return found[0].lower()
    if prop.name == "X-SOCIALPROFILE":
        return next((word.lower() for word in prop.param("TYPE") if word.lower() != "pref"), "")
    if prop.name.startswith("X-"):
        return prop.name[2:].removesuffix("-USERNAME").replace("-", " ").lower()
    return ""


def _value(prop: Property) -> str:
    read = _SPECIAL.get(prop.name)
    return read(prop) if read else unescape(prop.value).strip()


def address_text(value: str) -> str:
    """An ADR value on one line, from the door to the country; its own line breaks stay."""
    # Google adds the whole address again as an eighth part.
    found = (" ".join(filter(None, items(piece))) for piece in split(value, ";")[:7])
    return ", ".join(filter(None, (piece.strip() for piece in found)))


def birthday(prop: Property, text: str) -> str:
    """`YYYY-MM-DD`, `--MM-DD` when the year is not known, or the text as it is."""
    date = plain_date(text)
    omitted = prop.param("X-APPLE-OMIT-YEAR")
    if date and omitted and date.startswith(omitted[0]):
        return f"-{date[4:]}"
    return date or text


_SPECIAL: dict[str, Callable[[Property], str]] = {
    "TEL": lambda prop: unescape(prop.value).strip().removeprefix("tel:"),
    "ADR": lambda prop: address_text(prop.value),
    "ORG": lambda prop: ", ".join(filter(None, parts(prop.value))),
    "NICKNAME": lambda prop: ", ".join(filter(None, items(prop.value))),
    "BDAY": lambda prop: birthday(prop, unescape(prop.value).strip()),
}


def org(card: Card) -> str:
    """The first organisation of a card with its departments, empty when there is none."""
    return next(iter(said(card, "ORG")), "")


def categories(card: Card) -> list[str]:
    """The tags of a card (CATEGORIES, RFC 6350), without empty ones, each once, in order."""
    if not card.named("CATEGORIES"):
        return []
    found = [items(prop.value) for prop in card.named("CATEGORIES")]
    return list(dict.fromkeys(item.strip() for some in found for item in some if item.strip()))


def unknown(card: Card) -> list[Property]:
    """The properties of a card that are kept and given back but shown nowhere, in their order."""
    found = [prop for prop in card.properties if prop.name not in _SEEN]
    labels = {prop.group.lower() for prop in card.named(ABLABEL)} - {""}
    if not labels:
        return found
    seen = {
        prop.group.lower()
        for prop in card.properties
        if prop.group and prop.name in _KINDS and prop.group.lower() in labels and _value(prop)
    }
    return [prop for prop in found if prop.name != ABLABEL or prop.group.lower() not in seen]

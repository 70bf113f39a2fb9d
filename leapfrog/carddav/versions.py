"""Which vCard a program gets: 3.0, which phones speak, or 4.0 when it is asked for."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Literal
from xml.etree.ElementTree import Element

import msgspec

from leapfrog.carddav import xml
from leapfrog.carddav.exchange import PreconditionFailed
from leapfrog.contact_formats import Card, Property, to_vcard3, to_vcard4

Version = Literal["3.0", "4.0"]
WRITERS: dict[Version, Callable[[Card], str]] = {"3.0": to_vcard3, "4.0": to_vcard4}
CONTENT_TYPES: dict[Version, str] = {
    "3.0": "text/vcard; charset=utf-8",
    "4.0": "text/vcard; version=4.0; charset=utf-8",
}
ADDRESS_DATA = f"{xml.CARD}address-data"


def accepted(accept: str) -> Version:
    """The version for an Accept header."""
    return "4.0" if "version=4.0" in accept.replace(" ", "").replace('"', "") else "3.0"


def written(card: Card, version: Version) -> bytes:
    """The bytes of a card."""
    return WRITERS[version](card).encode()


def check(asked: Element) -> None:
    """Raises `PreconditionFailed` for an `address-data` that asks for what we do not write (RFC
    6352 section 8.6.1).
    """
    content_type = asked.get("content-type", asked.get("Content-Type", "text/vcard"))
    if content_type.lower() != "text/vcard" or asked.get("version", "3.0") not in WRITERS:
        raise PreconditionFailed(HTTPStatus.FORBIDDEN, f"{xml.CARD}supported-address-data")


def address_data(card: Card, asked: Element) -> Element:
    """The content of a card as the `address-data` of a request wants it (RFC 6352 section 10.4)."""
    version: Version = "4.0" if asked.get("version") == "4.0" else "3.0"
    return xml.element(ADDRESS_DATA, WRITERS[version](_part(card, asked)))


def _part(card: Card, asked: Element) -> Card:
    """Only the properties that are named, without a value where none is wanted."""
    wanted = {
        prop.get("name", "").upper(): prop.get("novalue") == "yes"
        for prop in asked.iter(f"{xml.CARD}prop")
    }
    if not wanted:
        return card
    kept = [p for p in card.properties if p.name in wanted or _full_name(p) in wanted]
    return Card(tuple(_valueless(p) if wanted.get(p.name) else p for p in kept))


def _full_name(prop: Property) -> str:
    return f"{prop.group}.{prop.name}".upper()


def _valueless(prop: Property) -> Property:
    return msgspec.structs.replace(prop, value="")

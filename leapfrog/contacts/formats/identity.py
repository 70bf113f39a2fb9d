"""What tells that two cards are one person, and the picture of a card."""

from leapfrog.contacts.formats.model import Card, Identifiers
from leapfrog.contacts.formats.names import fn, normalised
from leapfrog.contacts.formats.phones import e164
from leapfrog.contacts.formats.text import unescape
from leapfrog.contacts.formats.vcard.values import base64_bytes


def identifiers(card: Card, region: str = "CN") -> Identifiers:
    """The comparable identifiers of a card, each once.

    `region` (ISO 3166 code) is where numbers without country code are dialled. Numbers that are
    impossible there are left out.
    """
    phones: dict[str, None] = {}
    emails: dict[str, None] = {}
    for prop in card.properties:
        if prop.name == "TEL":
            phones[e164(unescape(prop.value), region)] = None
        elif prop.name == "EMAIL":
            emails[email(unescape(prop.value))] = None
    return Identifiers(
        tuple(filter(None, phones)), tuple(filter(None, emails)), uid(card), normalised(fn(card))
    )


def uid(card: Card) -> str:
    """The first UID that says anything; empty when there is none."""
    found = (unescape(prop.value).strip() for prop in card.properties if prop.name == "UID")
    return next(filter(None, found), "")


def email(text: str) -> str:
    """An e-mail address in lower case, empty when there is no address in the text."""
    text = text.strip().lower().removeprefix("mailto:")
    return text if "@" in text[1:-1] and not any(map(str.isspace, text)) else ""


def photo(card: Card) -> bytes | None:
    """The bytes of the first picture that is in the card itself; None for links or no picture."""
    for prop in card.properties:
        if prop.name != "PHOTO" or not prop.value.startswith("data:"):
            continue
        about, _, text = prop.value.partition(",")
        if about.endswith(";base64") and (data := base64_bytes(unescape(text))):
            return data
    return None

"""What tells that two cards are one person, and the picture of a card."""

from leapfrog.contact_formats.model import Card, Identifiers
from leapfrog.contact_formats.names import fn, normalised
from leapfrog.contact_formats.phones import e164
from leapfrog.contact_formats.text import unescape
from leapfrog.contact_formats.vcard.values import base64_bytes


def identifiers(card: Card, region: str = "CN") -> Identifiers:
    """The comparable identifiers of a card, each once.

    `region` (ISO 3166 code) is where numbers without country code are dialled. Numbers that are
    impossible there are left out.
    """
    phones = [e164(unescape(prop.value), region) for prop in card.named("TEL")]
    emails = [email(unescape(prop.value)) for prop in card.named("EMAIL")]
    return Identifiers(_each_once(phones), _each_once(emails), uid(card), normalised(fn(card)))


def _each_once(found: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, found)))


def uid(card: Card) -> str:
    """The first UID of a card that is not empty, unescaped; empty when there is none."""
    for prop in card.named("UID"):
        if found := unescape(prop.value).strip():
            return found
    return ""


def email(text: str) -> str:
    """An e-mail address in lower case, empty when there is no address in the text."""
    text = text.strip().lower().removeprefix("mailto:")
    return text if "@" in text[1:-1] and text.split() == [text] else ""


def photo(card: Card) -> bytes | None:
    """The bytes of the first picture that is in a card itself; None for links or no picture."""
    for prop in card.named("PHOTO"):
        if not prop.value.startswith("data:"):
            continue
        about, _, text = prop.value.partition(",")
        if about.endswith(";base64") and (data := base64_bytes(unescape(text))):
            return data
    return None

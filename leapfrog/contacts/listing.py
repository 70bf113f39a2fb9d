"""What a list needs to know of a contact, worked out once when the contact is written."""

import re

import msgspec

from leapfrog.contact_formats import (
    Card,
    card_from_fields,
    fields,
    fn,
    normalised,
    org,
    said,
    sort_key,
)
from leapfrog.contact_formats import unknown as unknown_of
from leapfrog.contacts.model import ContactDetail
from leapfrog.identity import Person

LONGEST_LINE = 500
NO_DIGITS = re.compile(r"[^0-9]+")


class Listing(msgspec.Struct, frozen=True, gc=False):
    """The columns that follow from a contact's card, remark, tags and person."""

    name: str
    sort: str
    org: str
    reach: str
    photo: bool
    search: str


class NamedContact(msgspec.Struct, frozen=True):
    """What a listing is made from; `phones` in E.164."""

    card: Card
    remark: str
    tags: tuple[str, ...]
    person: Person | None
    phones: tuple[str, ...]


def listing(written: NamedContact) -> Listing:
    """The own name goes before the person's; the remark before both where it is sorted."""
    card, person = written.card, written.person
    name = (own_name(card) or person.display_name if person else fn(card))[:LONGEST_LINE]
    firm, phones, emails = org(card), said(card, "TEL"), said(card, "EMAIL")
    words = [name, written.remark, firm, *written.tags]
    if person:
        words += [person.display_name, person.handle]
    numbers = [*map(digits, phones), *(number[1:] for number in written.phones)]
    return Listing(
        name=name,
        sort=sort_key(written.remark or name),
        org=firm[:LONGEST_LINE],
        reach=next(iter(phones or emails), "")[:LONGEST_LINE],
        photo=any(prop.value.startswith("data:") for prop in card.named("PHOTO")),
        search=_search(words, emails, numbers),
    )


def own_name(card: Card) -> str:
    """What the owner calls them; empty when the card has no name, whatever else stands in it."""
    return fn(Card((*card.named("FN"), *card.named("N"))))


def named_card(name: str, card: Card) -> Card:
    """The card of a contact that no person stands behind: it has a name of its own."""
    return card if own_name(card) or not name else card_from_fields(name, None, fields(card), card)


def _search(words: list[str], emails: list[str], numbers: list[str]) -> str:
    """Words without case and accents, e-mails also as they are, phones as their digits: dialled
    here, and from abroad.
    """
    parts = [normalised(word) for word in words if word]
    parts += [email.lower() for email in emails]
    parts += numbers
    return " ".join(dict.fromkeys(filter(None, parts))).replace("\0", "")


def digits(text: str) -> str:
    """Only the digits of a phone number."""
    return NO_DIGITS.sub("", text)


def patterns(query: str) -> tuple[list[str], list[str]]:
    """LIKE patterns for each word: as it was typed, and normalised; one of both must be found."""
    if _is_phone(query):
        number = like(digits(query).lstrip("0"))
        return [number], [number]
    words = query.split()
    return [like(word.lower()) for word in words], [
        like(normalised(word) or word.lower()) for word in words
    ]


def _is_phone(query: str) -> bool:
    return len(digits(query)) >= 3 and all(char in "0123456789 +-/()." for char in query)


def like(text: str) -> str:
    """Anything that contains `text`, which may have signs that LIKE would read."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def subtitle(name: str, org_name: str, reach: str, person: Person | None) -> str:
    """The second line of a row: how a person calls themselves, their work, how to reach them."""
    if person is None:
        return org_name or reach
    if person.display_name != name:
        return person.display_name
    return org_name or f"@{person.handle}"


def shown_fields(card: Card) -> list[ContactDetail]:
    """The own fields of a card."""
    return [ContactDetail(f.kind, f.label, f.value) for f in fields(card)]  # type: ignore[arg-type]


def unknown_count(card: Card) -> int:
    """How many properties of a card are kept and shown nowhere."""
    return len(unknown_of(card))

"""The address book: contacts, circles, one's own card, requests, invitations."""

from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from leapfrog.contact_formats import Card, Identifiers, Names, Property
from leapfrog.identity import Person

FieldKind = Literal["phone", "email", "address", "birthday", "url", "network", "note", "org"]
CircleKind = Literal["family", "friends", "colleagues", "own"]
# `undelivered`: there is no such town. `over`: the invitation of another town that was followed is
# no longer valid.
RequestState = Literal["pending", "accepted", "declined", "undelivered", "over"]
Relation = Literal["self", "none", "contact", "requested", "asked", "blocked"]

LONGEST_GREETING = 200
REQUEST_AGAIN = timedelta(days=7)
INVITATION_LIFE = timedelta(days=30)


class ContactEntry(msgspec.Struct, frozen=True):
    """One contact in its owner's book. A `deleted` one is an empty tombstone.

    `name` is the owner's own name for it, or the display name of the person it is; `remark` goes
    before it where it is shown. `last_xid` grows with every change that the owner can see.
    """

    id: UUID
    owner_id: UUID
    person_id: UUID | None
    connected: bool
    card: Card
    uid: str
    name: str
    sort: str
    org: str
    remark: str
    note: str
    tags: tuple[str, ...]
    starred: bool
    source: str
    created_at: datetime
    updated_at: datetime
    deleted: bool
    last_xid: int


class ContactWrite(msgspec.Struct, frozen=True):
    """A contact to make or to give new content; what is UNSET stays as it is.

    Without a `uid` a new contact gets the card's, when it has one that is free, else its id.
    """

    id: UUID
    card: Card | UnsetType = UNSET
    uid: str | UnsetType = UNSET
    remark: str | UnsetType = UNSET
    note: str | UnsetType = UNSET
    tags: tuple[str, ...] | UnsetType = UNSET
    starred: bool | UnsetType = UNSET
    source: str | UnsetType = UNSET
    person_id: UUID | UnsetType | None = UNSET
    connected: bool | UnsetType = UNSET
    created_at: datetime | UnsetType = UNSET
    updated_at: datetime | UnsetType = UNSET


class Match(msgspec.Struct, frozen=True):
    """A contact that may be the same; `on`: "uid", "phone", "email", "name", best first.

    `sure`: enough to make them one without asking. Of the others only a person can tell.
    """

    contact_id: UUID
    name: str
    on: tuple[str, ...]
    sure: bool = True


class Described(msgspec.Struct, frozen=True):
    """Somebody who is looked for in a book: what identifies them, their names, where they work."""

    identifiers: Identifiers
    names: Names = Names()
    org: str = ""


class Candidate(msgspec.Struct, frozen=True):
    """A contact that has an identifier in common. `reachable`: it has a phone or an e-mail."""

    id: UUID
    name: str
    remark: str
    org: str
    reachable: bool


class ContactRow(msgspec.Struct, frozen=True):
    """A contact as its row in a list; `subtitle` is a second line, maybe empty.

    `search` is what a search looks in: names, firm and tags without case and accents, e-mails, and
    phone numbers as digits, as they are dialled here and from abroad.
    """

    id: UUID
    name: str
    sort: str
    person: Person | None
    connected: bool
    avatar: str | None
    org: str
    starred: bool
    tags: list[str]
    circles: list[UUID]
    subtitle: str
    search: str


class ContactDetail(msgspec.Struct, frozen=True):
    """One thing about a contact, as people see it."""

    kind: FieldKind
    label: str
    value: str


class Contact(ContactRow, frozen=True):
    """A contact's page. `fields` are of the own book, `shared` what the person shows now, or, when
    not connected, showed in the town from which the owner moved here.

    `own_name`: without the remark, which `name` is when there is one. `unknown`: how many
    properties are kept that are shown nowhere.
    """

    own_name: str
    remark: str
    note: str
    fields: list[ContactDetail]
    shared: list[ContactDetail]
    source: str
    created_at: datetime
    updated_at: datetime
    unknown: int


class BookChanges(msgspec.Struct, frozen=True):
    """What changed in a book since a cursor."""

    rows: list[ContactRow]
    removed: list[UUID]
    pending_requests: int


class Circle(msgspec.Struct, frozen=True):
    """A circle of one's contacts; `members` is their number."""

    id: UUID
    name: str
    kind: CircleKind
    members: int


class Audience(msgspec.Struct, frozen=True):
    """Who of one's contacts sees a field: everyone, or those in the circles."""

    everyone: bool = False
    circles: list[UUID] = []


class CardField(msgspec.Struct, frozen=True):
    """A field of one's own card."""

    id: UUID
    kind: FieldKind
    label: str
    value: str
    audience: Audience


class StoredRequest(msgspec.Struct, frozen=True):
    """A request to become contacts, as it is stored."""

    id: UUID
    from_id: UUID
    to_id: UUID
    greeting: str
    state: RequestState
    created_at: datetime


class ContactRequest(msgspec.Struct, frozen=True):
    """A request to become contacts; `person` is the other one."""

    id: UUID
    person: Person
    greeting: str
    state: RequestState
    created_at: datetime


class Invitation(msgspec.Struct, frozen=True):
    """A link that makes who follows it a contact; for `contact_id` it is for that one only."""

    id: UUID
    owner_id: UUID
    contact_id: UUID | None
    token: str
    created_at: datetime
    expires_at: datetime


def card_rows(card: Card) -> tuple[Property, ...]:
    """A card as its jsonb: [[name, value, group, [[parameter, [values]], ...]], ...]."""
    if not [prop for prop in card.properties if "\0" in prop.value]:
        return card.properties
    return tuple(
        msgspec.structs.replace(prop, value=prop.value.replace("\0", ""))
        for prop in card.properties
    )


def card_of(rows: list[Any]) -> Card:
    """The card that `card_rows` wrote as JSON."""
    return Card(msgspec.convert(rows, tuple[Property, ...]))


def clean(text: str) -> str:
    """Text as it can be kept: PostgreSQL holds no NUL, and space around it says nothing."""
    return text.replace("\0", "").strip()

"""Contacts: who knows whom, on what terms; the address book is the person's."""

from leapfrog.contact_formats import (
    Card,
    Field,
    fields,
    fn,
    to_jscontact,
    to_vcard3,
    to_vcard4,
)
from leapfrog.contacts import blocks, circles, editing, living, requests
from leapfrog.contacts.archive import RECORD_SETS
from leapfrog.contacts.archive_book import export_cards
from leapfrog.contacts.blocks import mine as blocked
from leapfrog.contacts.book import all_entries, entries, entry_of
from leapfrog.contacts.carddav import carddav_app, is_carddav
from leapfrog.contacts.circles import welcome
from leapfrog.contacts.connections import apart, connected, may_write
from leapfrog.contacts.editing import Change, Edit
from leapfrog.contacts.events import BlockRemoved, ContactRenamed, ContactsEnded, PeopleConnected
from leapfrog.contacts.invitations import drop_expired, follow
from leapfrog.contacts.likeness import likely
from leapfrog.contacts.living import shared
from leapfrog.contacts.model import (
    Audience,
    BookChanges,
    CardField,
    Contact,
    ContactEntry,
    ContactRow,
    StoredRequest,
)
from leapfrog.contacts.relationship_queries import (
    NO_RELATIONSHIP,
    RelationshipRow,
    in_circles,
    known,
    relationships,
)
from leapfrog.contacts.rows import changes, names
from leapfrog.contacts.writing import person_changed, set_region

__all__ = [
    "NO_RELATIONSHIP",
    "RECORD_SETS",
    "Audience",
    "BlockRemoved",
    "BookChanges",
    "Card",
    "CardField",
    "Change",
    "Contact",
    "ContactEntry",
    "ContactRenamed",
    "ContactRow",
    "ContactsEnded",
    "Edit",
    "Field",
    "PeopleConnected",
    "RelationshipRow",
    "StoredRequest",
    "all_entries",
    "apart",
    "blocked",
    "blocks",
    "carddav_app",
    "changes",
    "circles",
    "connected",
    "drop_expired",
    "editing",
    "entries",
    "entry_of",
    "export_cards",
    "fields",
    "fn",
    "follow",
    "in_circles",
    "is_carddav",
    "known",
    "likely",
    "living",
    "may_write",
    "names",
    "person_changed",
    "relationships",
    "requests",
    "set_region",
    "shared",
    "to_jscontact",
    "to_vcard3",
    "to_vcard4",
    "welcome",
]

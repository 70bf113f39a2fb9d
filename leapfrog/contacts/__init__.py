"""Contacts: who knows whom, on what terms; the address book is the person's."""

from leapfrog.contacts import blocks, circles, editing, living, requests
from leapfrog.contacts.archive import RECORD_SETS
from leapfrog.contacts.archive_book import export_cards
from leapfrog.contacts.blocks import mine as blocked
from leapfrog.contacts.book import all_entries, entries, entry_of
from leapfrog.contacts.carddav import carddav_app, is_carddav
from leapfrog.contacts.circles import welcome
from leapfrog.contacts.connections import apart, connected, may_write
from leapfrog.contacts.editing import Change, Edit
from leapfrog.contacts.events import BlockLifted, ContactRenamed, PeopleConnected, PeopleParted
from leapfrog.contacts.formats import (
    Card,
    Field,
    fields,
    fn,
    to_jscontact,
    to_vcard3,
    to_vcard4,
)
from leapfrog.contacts.invitations import drop_expired, follow
from leapfrog.contacts.likeness import likely
from leapfrog.contacts.living import shared
from leapfrog.contacts.model import (
    Asked,
    Audience,
    CardField,
    Changes,
    Contact,
    ContactRow,
    Entry,
)
from leapfrog.contacts.rows import changes, names
from leapfrog.contacts.standing import STRANGER, Standing, in_circles, known, standings
from leapfrog.contacts.writing import person_changed, set_region

__all__ = [
    "RECORD_SETS",
    "STRANGER",
    "Asked",
    "Audience",
    "BlockLifted",
    "Card",
    "CardField",
    "Change",
    "Changes",
    "Contact",
    "ContactRenamed",
    "ContactRow",
    "Edit",
    "Entry",
    "Field",
    "PeopleConnected",
    "PeopleParted",
    "Standing",
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
    "requests",
    "set_region",
    "shared",
    "standings",
    "to_jscontact",
    "to_vcard3",
    "to_vcard4",
    "welcome",
]

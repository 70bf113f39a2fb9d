"""Contacts: who knows whom, on what terms; the address book is the person's."""

from leapfrog.contacts.book import all_entries, entries
from leapfrog.contacts.carddav import carddav_app, is_carddav
from leapfrog.contacts.circles import welcome
from leapfrog.contacts.connections import connected, may_write
from leapfrog.contacts.events import PeopleConnected, PeopleParted
from leapfrog.contacts.invitations import drop_expired, follow
from leapfrog.contacts.living import shared
from leapfrog.contacts.model import Changes, Contact, ContactRow, Entry
from leapfrog.contacts.rows import changes
from leapfrog.contacts.writing import person_changed, set_region

__all__ = [
    "Changes",
    "Contact",
    "ContactRow",
    "Entry",
    "PeopleConnected",
    "PeopleParted",
    "all_entries",
    "carddav_app",
    "changes",
    "connected",
    "drop_expired",
    "entries",
    "follow",
    "is_carddav",
    "may_write",
    "person_changed",
    "set_region",
    "shared",
    "welcome",
]

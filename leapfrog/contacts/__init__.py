"""Contacts: who knows whom, on what terms; the address book is the person's."""

from leapfrog.contacts.book import all_entries, entries
from leapfrog.contacts.events import PeopleConnected, PeopleParted
from leapfrog.contacts.living import shared
from leapfrog.contacts.model import Changes, Contact, ContactRow, Entry
from leapfrog.contacts.writing import set_region

__all__ = [
    "Changes",
    "Contact",
    "ContactRow",
    "Entry",
    "PeopleConnected",
    "PeopleParted",
    "all_entries",
    "entries",
    "set_region",
    "shared",
]

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
from leapfrog.contacts.book import (
    all_entries,
    contact_count,
    entries,
    entry_of,
    hold_book,
    lock_contacts,
)
from leapfrog.contacts.book import by_uid as entry_by_uid
from leapfrog.contacts.book import remove as remove_contacts
from leapfrog.contacts.book import write as write_contacts
from leapfrog.contacts.circles import welcome
from leapfrog.contacts.connections import apart, connected, may_write
from leapfrog.contacts.editing import MOST_CONTACTS, Change, Edit
from leapfrog.contacts.events import BlockRemoved, ContactRenamed, ContactsEnded, PeopleConnected
from leapfrog.contacts.invitations import drop_expired, follow
from leapfrog.contacts.likeness import likely
from leapfrog.contacts.living import shared
from leapfrog.contacts.model import (
    Audience,
    BookChanges,
    CardField,
    Contact,
    ContactDetail,
    ContactEntry,
    ContactRow,
    ContactWrite,
    StoredRequest,
)
from leapfrog.contacts.phone_cards import (
    OwnPart,
    ReceivedCard,
    card_uid,
    received_card,
    served_card,
)
from leapfrog.contacts.relationship_queries import (
    NO_RELATIONSHIP,
    RelationshipRow,
    in_circles,
    known,
    relationships,
)
from leapfrog.contacts.rows import changes, names
from leapfrog.contacts.store_sync import (
    ContactRevision,
    book_tag,
    changed_contacts,
    contact_ids,
    contact_revisions,
)
from leapfrog.contacts.writing import person_changed, set_region

__all__ = [
    "MOST_CONTACTS",
    "NO_RELATIONSHIP",
    "RECORD_SETS",
    "Audience",
    "BlockRemoved",
    "BookChanges",
    "Card",
    "CardField",
    "Change",
    "Contact",
    "ContactDetail",
    "ContactEntry",
    "ContactRenamed",
    "ContactRevision",
    "ContactRow",
    "ContactWrite",
    "ContactsEnded",
    "Edit",
    "Field",
    "OwnPart",
    "PeopleConnected",
    "ReceivedCard",
    "RelationshipRow",
    "StoredRequest",
    "all_entries",
    "apart",
    "blocked",
    "blocks",
    "book_tag",
    "card_uid",
    "changed_contacts",
    "changes",
    "circles",
    "connected",
    "contact_count",
    "contact_ids",
    "contact_revisions",
    "drop_expired",
    "editing",
    "entries",
    "entry_by_uid",
    "entry_of",
    "export_cards",
    "fields",
    "fn",
    "follow",
    "hold_book",
    "in_circles",
    "known",
    "likely",
    "living",
    "lock_contacts",
    "may_write",
    "names",
    "person_changed",
    "received_card",
    "relationships",
    "remove_contacts",
    "requests",
    "served_card",
    "set_region",
    "shared",
    "to_jscontact",
    "to_vcard3",
    "to_vcard4",
    "welcome",
    "write_contacts",
]

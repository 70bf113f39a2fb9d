"""Contacts: who knows whom, on what terms; the address book is the person's."""

from leapfrog.contact_formats import Card, Field, fields, fn, to_jscontact, to_vcard3, to_vcard4
from leapfrog.contacts.archive import RECORD_SETS
from leapfrog.contacts.archive_book import export_cards
from leapfrog.contacts.batches import check_room
from leapfrog.contacts.batches import close as close_batch
from leapfrog.contacts.batches import take_away as take_away_batch
from leapfrog.contacts.blocks import block, unblock
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
from leapfrog.contacts.book import match as match_contacts
from leapfrog.contacts.book import region as book_region
from leapfrog.contacts.book import remove as remove_contacts
from leapfrog.contacts.book import write as write_contacts
from leapfrog.contacts.circles import check as check_circles
from leapfrog.contacts.circles import mine as circles_of
from leapfrog.contacts.circles import put as put_circle
from leapfrog.contacts.circles import welcome
from leapfrog.contacts.connections import (
    apart,
    blocked_between,
    connected,
    may_talk,
    may_write,
    release,
    remote_ended,
)
from leapfrog.contacts.drafts import draft as draft_of
from leapfrog.contacts.drafts import tags_of
from leapfrog.contacts.editing import MOST_CONTACTS, MOST_TAGS, Change, Edit
from leapfrog.contacts.editing import change as change_contact
from leapfrog.contacts.editing import put as put_contact
from leapfrog.contacts.errors import InvitationOver
from leapfrog.contacts.events import (
    BlockRemoved,
    CardChanged,
    ContactAsked,
    ContactRenamed,
    ContactsEnded,
    PeopleConnected,
)
from leapfrog.contacts.invitations import accept as accept_invitation
from leapfrog.contacts.invitations import check_owner as check_invitation
from leapfrog.contacts.invitations import drop_expired, follow
from leapfrog.contacts.invitations import find as find_invitation
from leapfrog.contacts.likeness import likely
from leapfrog.contacts.listing import LONGEST_LINE, unknown_count
from leapfrog.contacts.living import put_field as put_card_field
from leapfrog.contacts.living import shared, show_from_remote
from leapfrog.contacts.matching import Chosen, Possible, choose, is_reachable, recognised, strength
from leapfrog.contacts.model import (
    LONGEST_GREETING,
    Audience,
    BookChanges,
    CardField,
    Contact,
    ContactDetail,
    ContactEntry,
    ContactRow,
    ContactWrite,
    Described,
    Match,
    RequestState,
    StoredRequest,
    card_of,
    card_rows,
)
from leapfrog.contacts.moving import holders, keep_ties
from leapfrog.contacts.moving import take_over as take_over_contacts
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
    seen_by,
)
from leapfrog.contacts.requests import accept as accept_contact
from leapfrog.contacts.requests import ask as ask_contact
from leapfrog.contacts.requests import remote_accepted, undelivered
from leapfrog.contacts.rows import changes, names
from leapfrog.contacts.store_drafts import BatchCard, ContactDraft, KnownContact, keep_before
from leapfrog.contacts.store_drafts import add_contacts as bring_drafts
from leapfrog.contacts.store_drafts import card as draft_card
from leapfrog.contacts.store_drafts import cards as draft_cards
from leapfrog.contacts.store_drafts import forget as forget_batch
from leapfrog.contacts.store_drafts import keep as keep_drafts
from leapfrog.contacts.store_drafts import known as known_contacts
from leapfrog.contacts.store_drafts import prepare as prepare_draft
from leapfrog.contacts.store_relationships import entries_sql, ties_sql
from leapfrog.contacts.store_requests import copy_blocks
from leapfrog.contacts.store_sync import (
    ChangePlace,
    ContactRevision,
    book_tag,
    changed_contacts,
    contact_ids,
    contact_revisions,
)
from leapfrog.contacts.union import union as united
from leapfrog.contacts.writing import person_changed, set_region

__all__ = [
    "LONGEST_GREETING",
    "LONGEST_LINE",
    "MOST_CONTACTS",
    "MOST_TAGS",
    "NO_RELATIONSHIP",
    "RECORD_SETS",
    "Audience",
    "BatchCard",
    "BlockRemoved",
    "BookChanges",
    "Card",
    "CardChanged",
    "CardField",
    "Change",
    "ChangePlace",
    "Chosen",
    "Contact",
    "ContactAsked",
    "ContactDetail",
    "ContactDraft",
    "ContactEntry",
    "ContactRenamed",
    "ContactRevision",
    "ContactRow",
    "ContactWrite",
    "ContactsEnded",
    "Described",
    "Edit",
    "Field",
    "InvitationOver",
    "KnownContact",
    "Match",
    "OwnPart",
    "PeopleConnected",
    "Possible",
    "ReceivedCard",
    "RelationshipRow",
    "RequestState",
    "StoredRequest",
    "accept_contact",
    "accept_invitation",
    "all_entries",
    "apart",
    "ask_contact",
    "block",
    "blocked",
    "blocked_between",
    "book_region",
    "book_tag",
    "bring_drafts",
    "card_of",
    "card_rows",
    "card_uid",
    "change_contact",
    "changed_contacts",
    "changes",
    "check_circles",
    "check_invitation",
    "check_room",
    "choose",
    "circles_of",
    "close_batch",
    "connected",
    "contact_count",
    "contact_ids",
    "contact_revisions",
    "copy_blocks",
    "draft_card",
    "draft_cards",
    "draft_of",
    "drop_expired",
    "entries",
    "entries_sql",
    "entry_by_uid",
    "entry_of",
    "export_cards",
    "fields",
    "find_invitation",
    "fn",
    "follow",
    "forget_batch",
    "hold_book",
    "holders",
    "in_circles",
    "is_reachable",
    "keep_before",
    "keep_drafts",
    "keep_ties",
    "known",
    "known_contacts",
    "likely",
    "lock_contacts",
    "match_contacts",
    "may_talk",
    "may_write",
    "names",
    "person_changed",
    "prepare_draft",
    "put_card_field",
    "put_circle",
    "put_contact",
    "received_card",
    "recognised",
    "relationships",
    "release",
    "remote_accepted",
    "remote_ended",
    "remove_contacts",
    "seen_by",
    "served_card",
    "set_region",
    "shared",
    "show_from_remote",
    "strength",
    "tags_of",
    "take_away_batch",
    "take_over_contacts",
    "ties_sql",
    "to_jscontact",
    "to_vcard3",
    "to_vcard4",
    "unblock",
    "undelivered",
    "united",
    "unknown_count",
    "welcome",
    "write_contacts",
]

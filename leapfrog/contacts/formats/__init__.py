"""Contact files of all devices to cards and back, without losing a property.

Pure: bytes in, values out. See docs/contact-formats.md for the dialects.
"""

from leapfrog.contacts.formats.agreeing import Names, may_be_one, names_of, telling
from leapfrog.contacts.formats.edit import card_from_fields
from leapfrog.contacts.formats.fields import categories, fields, org, said, unknown
from leapfrog.contacts.formats.identity import identifiers, photo, uid
from leapfrog.contacts.formats.jscontact.card import from_jscontact, to_jscontact
from leapfrog.contacts.formats.model import (
    Card,
    CardSkip,
    Field,
    Format,
    FormatProblem,
    Identifiers,
    Property,
    ReadLimits,
    StructuredName,
)
from leapfrog.contacts.formats.names import fn, normalised, structured_name
from leapfrog.contacts.formats.read import read_cards
from leapfrog.contacts.formats.sniff import sniff
from leapfrog.contacts.formats.sorting import sort_key
from leapfrog.contacts.formats.text import decoded, escape, unescape
from leapfrog.contacts.formats.vcard.write import to_vcard3, to_vcard4

__all__ = [
    "Card",
    "CardSkip",
    "Field",
    "Format",
    "FormatProblem",
    "Identifiers",
    "Names",
    "Property",
    "ReadLimits",
    "StructuredName",
    "card_from_fields",
    "categories",
    "decoded",
    "escape",
    "fields",
    "fn",
    "from_jscontact",
    "identifiers",
    "may_be_one",
    "names_of",
    "normalised",
    "org",
    "photo",
    "read_cards",
    "said",
    "sniff",
    "sort_key",
    "structured_name",
    "telling",
    "to_jscontact",
    "to_vcard3",
    "to_vcard4",
    "uid",
    "unescape",
    "unknown",
]

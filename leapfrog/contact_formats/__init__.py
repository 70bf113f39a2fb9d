"""Contact files of all devices to cards and back, without losing a property.

Pure: bytes in, values out. See docs/contact-formats.md for the dialects.
"""

from leapfrog.contact_formats.agreeing import Names, may_be_one, names_of, telling
from leapfrog.contact_formats.card_fields import categories, fields, org, said, shown, unknown
from leapfrog.contact_formats.detection import UNKNOWN, sniff
from leapfrog.contact_formats.edit import card_from_fields
from leapfrog.contact_formats.identity import email, identifiers, photo, uid
from leapfrog.contact_formats.jscontact.card import from_jscontact, to_jscontact
from leapfrog.contact_formats.model import (
    Card,
    CardSkip,
    Field,
    FormatProblem,
    Identifiers,
    Params,
    Property,
    ReadLimits,
    StructuredName,
)
from leapfrog.contact_formats.names import derived_names, fn, normalised, structured_name
from leapfrog.contact_formats.phones import e164
from leapfrog.contact_formats.pinyin import syllable
from leapfrog.contact_formats.read import read_cards
from leapfrog.contact_formats.sorting import sort_key
from leapfrog.contact_formats.text import decoded, escape, unescape
from leapfrog.contact_formats.vcard.write import to_vcard3, to_vcard4

__all__ = [
    "UNKNOWN",
    "Card",
    "CardSkip",
    "Field",
    "FormatProblem",
    "Identifiers",
    "Names",
    "Params",
    "Property",
    "ReadLimits",
    "StructuredName",
    "card_from_fields",
    "categories",
    "decoded",
    "derived_names",
    "e164",
    "email",
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
    "shown",
    "sniff",
    "sort_key",
    "structured_name",
    "syllable",
    "telling",
    "to_jscontact",
    "to_vcard3",
    "to_vcard4",
    "uid",
    "unescape",
    "unknown",
]

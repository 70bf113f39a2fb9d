"""Imports: a contacts file of any device, looked at first, then applied to the book, or undone.

A file is read in pieces; each of its cards becomes an item with a decision that its owner may
change, and a draft of the contact it would be. Only when an import is applied the book changes, in
one transaction. Pictures stay in their
cards, however big: a book's lists and searches never read a card, so nothing is gained by moving
them elsewhere, and a card that is whole is lost nowhere.
"""

from leapfrog.contacts.imports.apply import apply
from leapfrog.contacts.imports.model import Import, ImportItem, ItemPage
from leapfrog.contacts.imports.preview import ImportUpload, preview
from leapfrog.contacts.imports.review import decide, discard, items, mine, one
from leapfrog.contacts.imports.undo import undo

__all__ = [
    "Import",
    "ImportItem",
    "ImportUpload",
    "ItemPage",
    "apply",
    "decide",
    "discard",
    "items",
    "mine",
    "one",
    "preview",
    "undo",
]

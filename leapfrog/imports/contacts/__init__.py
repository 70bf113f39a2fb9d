"""Imports of contacts: each card of a file becomes an item with a decision that its owner may
change, and a draft of the contact it would be. Only when an import is applied the book changes, in
one transaction.

A file is read in pieces. Pictures stay in their cards, however big: a book's lists and searches
never read a card, so nothing is gained by moving them elsewhere, and a card that is whole is lost
nowhere.
"""

from leapfrog.imports.contacts.review import decide, items
from leapfrog.imports.contacts.target import ContactsTarget

__all__ = ["ContactsTarget", "decide", "items"]

"""What a contact of a card would be, before it is one. Pure."""

from leapfrog.contact_formats import Card, Identifiers, categories
from leapfrog.contacts.editing import LONGEST_TAG, MOST_TAGS
from leapfrog.contacts.listing import NamedContact, listing
from leapfrog.contacts.matching import recognised
from leapfrog.contacts.store_drafts import ContactDraft

# What services call everybody, so that it says nothing of anybody.
NO_TAGS = frozenset({"mycontacts", "* mycontacts", "starred", "* starred"})


def draft(card: Card, known: Identifiers) -> ContactDraft:
    """The contact that a card would become: its UID, tags, row in the list and identifiers.
    `known`: the identifiers of the card.
    """
    tags = tags_of(card)
    seen = listing(NamedContact(card, "", tags, None, known.phones))
    return ContactDraft(known.uid or None, tags, seen, recognised(known))


def tags_of(card: Card) -> tuple[str, ...]:
    """The tags that a card's categories are; the card itself keeps its categories as they are."""
    shown = [" ".join(word.split()) for word in categories(card)]
    kept = (word for word in shown if word.lower() not in NO_TAGS and len(word) <= LONGEST_TAG)
    return tuple(dict.fromkeys(kept))[:MOST_TAGS]

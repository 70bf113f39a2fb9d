"""The items of a file of contacts: one for each card."""

from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.contact_formats import Card
from leapfrog.contacts import ContactDraft

# In bytes.
LARGEST = 64_000_000
Decision = Literal["add", "merge", "same", "skip"]
# new: nobody like this in the book. perhaps: new, though somebody has something in common with it,
# and the owner may say that both are one. match: somebody is the same, and gets what is new.
# nothing_new: somebody has all of it. twice: the file has it before. group: no person but a group.
# chosen: by the owner.
Reason = Literal["new", "perhaps", "match", "nothing_new", "twice", "group", "chosen"]


class LikelyMatch(msgspec.Struct, frozen=True):
    """Who a card is, or may be: a contact, or, with `n`, what that item of the file becomes.

    `on`: "uid", "phone", "email", "name", or "card" when the very same card came before.
    """

    contact_id: UUID
    n: int | None
    name: str
    on: list[str]


class ImportItem(msgspec.Struct, frozen=True):
    """One card of the file. `unknown`: how many of its properties are kept and shown nowhere."""

    n: int
    name: str
    decision: Decision
    reason: Reason
    match: LikelyMatch | None
    properties: int
    unknown: int


class ItemPage(msgspec.Struct, frozen=True):
    """A page of items; `next` is the `after` of the following one."""

    items: list[ImportItem]
    next: int | None


class Judged(msgspec.Struct, frozen=True, gc=False):
    """What is to become of a card; of one to add, the contact that it would be."""

    decision: Decision
    reason: Reason
    match_id: UUID | None
    matched_on: tuple[str, ...]
    contact_id: UUID | None = None
    draft: ContactDraft | None = None


class PendingItem(msgspec.Struct, frozen=True):
    """An item to be merged with a contact."""

    n: int
    card: Card
    match_id: UUID
    # What it was to become before its owner decided that it is the match.
    contact_id: UUID | None


class ItemOutcome(msgspec.Struct, frozen=True):
    """An item that was applied otherwise than decided, because its match is gone or has it all."""

    n: int
    decision: Decision
    contact_id: UUID

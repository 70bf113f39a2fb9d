"""People of conversations, as they are named and kept."""

from uuid import UUID

import msgspec


class PersonLabel(msgspec.Struct, frozen=True):
    """Somebody, as the one who looks calls them."""

    id: UUID
    name: str
    avatar: str | None


class DirectPair(msgspec.Struct, frozen=True):
    """The two people of a direct conversation, as they are kept: the smaller id first."""

    one: UUID
    other: UUID


def pair(one: UUID, other: UUID) -> DirectPair:
    """The two people of a conversation of two in the order of their ids, so that (a, b) and (b, a)
    are one key.
    """
    return DirectPair(min(one, other), max(one, other))

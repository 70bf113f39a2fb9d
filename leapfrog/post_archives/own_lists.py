"""Whom somebody follows, mutes and reads by lists, and what they like and keep: for programs that
write it down.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from leapfrog import mutes
from leapfrog.identity import AddressedPerson, addresses
from leapfrog.kernel.db import Db
from leapfrog.post_archives import store_own
from leapfrog.post_archives.store_own import MarkedPost


class AddressOnList(msgspec.Struct, frozen=True):
    """Who is on a list of this name."""

    name: str
    address: str


class OwnLists(msgspec.Struct, frozen=True):
    """Whom one follows, is followed by and mutes, by their addresses; muted domains; what one
    likes and keeps; who is on which list.
    """

    following: list[str]
    followers: list[str]
    muted: list[str]
    domains: list[str]
    likes: list[MarkedPost]
    saves: list[MarkedPost]
    lists: list[AddressOnList]


async def own_lists(db: Db, me: UUID) -> OwnLists:
    """All lists at once; none of them is longer than one may make it."""
    muted = await mutes.mine(db, me)
    away = [UUID(one.value) for one in muted if one.kind == "person"]
    following, followers = await store_own.following(db, me), await store_own.followers(db, me)
    members = await store_own.members(db, me)
    listed = [one.person_id for one in members]
    people = await addresses(db, [*away, *following, *followers, *listed])
    return OwnLists(
        following=_known(people, following),
        followers=_known(people, followers),
        muted=_known(people, away),
        domains=[one.value for one in muted if one.kind == "domain"],
        likes=await store_own.likes(db, me),
        saves=await store_own.saves(db, me),
        lists=[
            AddressOnList(one.name, people[one.person_id].address)
            for one in members
            if one.person_id in people
        ],
    )


def _known(people: Mapping[UUID, AddressedPerson], ids: Sequence[UUID]) -> list[str]:
    """The addresses of those who are there."""
    return [people[one].address for one in ids if one in people]

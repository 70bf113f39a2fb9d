"""People in archives are named by their address: an id means nothing in another town."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.identity import store
from leapfrog.identity.model import ERASED
from leapfrog.identity.names import shown_name
from leapfrog.identity.people import named, remote
from leapfrog.identity.store import RemotePerson
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid, Problem
from leapfrog.kernel.ids import new_id

LONGEST = 320


class AddressedPerson(msgspec.Struct, frozen=True):
    """Somebody as archives name them."""

    address: str
    name: str


async def addresses(db: Db, ids: Sequence[UUID]) -> dict[UUID, AddressedPerson]:
    """The address and name of each of these people who is there, by id, as archives name them."""
    people = await named(db, list(set(ids)))
    return {one.id: AddressedPerson(one.address, one.display_name) for one in people.values()}


async def person_at(db: Db, address: str, name: str) -> UUID | None:
    """The id of the person at this address, here or in another town, noted under `name` when they
    were not known; None for an address that nobody can have, or nobody of this town has.
    """
    try:
        return (await remote(db, new_id(), address, name or address)).id
    except Problem:
        return None


async def people_at(db: Db, wanted: Sequence[AddressedPerson]) -> dict[str, UUID]:
    """The ids of people, here or in other towns, by their address as it was given; who was not
    known is noted. Left out are addresses of this town that nobody has, texts that are no address,
    erased people, and names that cannot be shown.
    """
    names = {one.address: name for one in wanted if (name := _parts(one.address))}
    known = await _known(db, list(names.values()))
    missing = {names[one.address]: one.name for one in wanted if one.address in names}
    missing = {name: called for name, called in missing.items() if name not in known}
    if missing:
        here = await store.town_domain(db)
        away = [_newcomer(*name, called) for name, called in missing.items() if name[1] != here]
        await store.add_remote_people(db, [one for one in away if one])
        known |= await _known(db, list(missing))
    return {address: known[name] for address, name in names.items() if name in known}


def _newcomer(handle: str, domain: str, name: str) -> RemotePerson | None:
    try:
        return RemotePerson(new_id(), handle, domain, shown_name(name or handle))
    except Invalid:
        return None


async def _known(db: Db, names: Sequence[tuple[str, str]]) -> dict[tuple[str, str], UUID]:
    found = await store.by_names(db, names) if names else []
    return {(one.handle, one.address.rpartition("@")[2]): one.id for one in found}


def _parts(address: str) -> tuple[str, str] | None:
    handle, _, domain = address.strip().lower().rpartition("@")
    good = handle and domain and len(address) <= LONGEST and "\0" not in address
    return (handle, domain) if good and not ERASED.fullmatch(handle) else None

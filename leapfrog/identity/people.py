"""People: they join, show themselves, and can be found."""

import re
from collections.abc import Sequence
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.identity import operators, store, store_departing
from leapfrog.identity.errors import (
    HandleMalformed,
    HandleReserved,
    HandleTaken,
    LivesElsewhere,
    MovedAway,
)
from leapfrog.identity.events import PersonErased, PersonJoined, ProfileChanged
from leapfrog.identity.model import (
    ERASED,
    HANDLE,
    Language,
    Me,
    Person,
    ProfileChange,
    handle_refusal,
)
from leapfrog.identity.names import plain, shown_name, typed_name
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid, NotFound, Problem
from leapfrog.kernel.events import announce
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import DOMAIN

LONGEST_ABOUT = 500


class NewPerson(msgspec.Struct, frozen=True):
    """Who wants to join; `id` is made by their device."""

    id: UUID
    handle: str
    display_name: str
    language: Language


async def refusal(db: Db, handle: str) -> Literal["taken", "reserved", "malformed"] | None:
    """Why this handle cannot be had; None when it is free."""
    refused = handle_refusal(handle)
    if refused:
        return refused
    if await _taken(db, handle):
        return "taken"
    return "reserved" if await operators.keeps(db, handle) else None


async def _taken(db: Db, handle: str) -> bool:
    return (
        await store.by_handle(db, handle) is not None
        or await store.retired(db, handle)
        or await store_departing.by_handle(db, handle) is not None
    )


async def add(
    db: Db, newcomer: NewPerson, invitation: str | None = None, operator_code: str | None = None
) -> None:
    """Adds a person, as an operator where the handle is kept for one and this is its code;
    announces `PersonJoined`. Raises `HandleMalformed`, `HandleTaken`, `HandleReserved`,
    `OperatorCodeRefused`, `Invalid`.
    """
    await _check_handle(db, newcomer.handle, operator_code)
    display_name = shown_name(newcomer.display_name)
    if not await store.add_person(
        db,
        newcomer.id,
        "person",
        newcomer.handle,
        display_name=display_name,
        language=newcomer.language,
    ):
        raise HandleTaken
    if operator_code is not None:
        await operators.enter(db, newcomer.id, newcomer.handle, operator_code)
    await announce(db, PersonJoined(newcomer.id, invitation))


async def _check_handle(db: Db, handle: str, operator_code: str | None) -> None:
    refused = handle_refusal(handle)
    if refused == "malformed":
        raise HandleMalformed
    # First, so that a joining whose answer was lost is known again.
    if await _taken(db, handle):
        raise HandleTaken
    if operator_code is None and (refused or await operators.keeps(db, handle)):
        raise HandleReserved


async def remote(db: Db, person_id: UUID, address: str, display_name: str) -> Person:
    """The person with this `handle@domain`, noted as a remote one when nobody here has it. Raises
    `Invalid`, and `NotFound` for an address of this town that nobody has, or of who was erased.
    """
    handle, domain = _address(address)
    if ERASED.fullmatch(handle):
        raise NotFound
    found = await store.by_address(db, handle, domain)
    if found is None:
        if domain == await store.town_domain(db):
            raise NotFound
        name = shown_name(display_name or handle)
        await store.add_person(
            db, person_id, "remote", handle, domain, display_name=name, language="en"
        )
        found = await store.by_address(db, handle, domain)
    assert found is not None
    return found


async def erased_remote(db: Db, person_id: UUID, address: str) -> Person | None:
    """A person who was erased in another town, by the address (`erased-<id>@town`) that a take-out
    of there has for them, noted as an erased person; None for any other address. Raises `Invalid`.
    """
    handle, domain = _address(address)
    if not ERASED.fullmatch(handle) or await is_here(db, domain):
        return None
    await store.add_person(db, person_id, "erased", handle, domain, display_name="", language="en")
    return await store.by_address(db, handle, domain)


def _address(address: str) -> tuple[str, str]:
    handle, _, domain = address.strip().lower().rpartition("@")
    if not handle or not domain or len(address) > 320:
        raise Invalid("An address is name@town.")
    return handle, domain


async def erase(db: Db, person_id: UUID) -> int:
    """Empties a person; what hangs on them in other modules is for those to erase."""
    erased = await store.erase_person(db, person_id)
    await announce(db, PersonErased(person_id))
    return erased


async def me(db: Db, person_id: UUID) -> Me:
    """The profile of a person as its owner sees it. Raises `NotFound`."""
    found = await store.me(db, person_id)
    if found is None:
        raise NotFound
    return found


async def me_if_changed(db: Db, person_id: UUID, since: int | None) -> Me | None:
    """The profile of a person as its owner sees it, or None when nothing of it changed since that
    xid. Raises `NotFound`.
    """
    if since is not None and not await store.changed_since(db, person_id, since):
        return None
    return await me(db, person_id)


async def named(db: Db, ids: Sequence[UUID]) -> dict[UUID, Person]:
    """The public profiles of these people, by id; ids of nobody are left out. One statement for
    all.
    """
    return await store.people(db, ids) if ids else {}


async def search(db: Db, words: str, limit: int) -> list[UUID]:
    """The ids of people whose handle begins with the words, or in whose name they are, in any
    script; the exact handle first, then people of this town. An address is that of one person, or
    of nobody.
    """
    plain_words = " ".join(words.replace("\0", "").split()).lower().removeprefix("@")
    if not plain_words:
        return []
    typed = typed_name(plain_words)
    if typed.domain:
        return [one.id for one in await store.by_names(db, [(typed.handle, typed.domain)])]
    escaped = re.sub(r"([\\%_])", r"\\\1", plain_words)
    return await store.search(db, escaped, limit)


async def find(db: Db, name: str) -> Person:
    """A person of this town, by handle or address. Raises `NotFound`, `MovedAway` for who lived
    here, and `LivesElsewhere` for an address of another town, whoever has the same handle here.
    """
    typed = typed_name(name)
    if not await is_here(db, typed.domain):
        raise LivesElsewhere
    found = await store.by_handle(db, typed.handle) if HANDLE.fullmatch(typed.handle) else None
    if found is None:
        raise await _not_here(db, typed.handle)
    return found


async def _not_here(db: Db, handle: str) -> Problem:
    """Why nobody here has this handle: who had it lives elsewhere now, or nobody ever did."""
    gone = await store_departing.by_handle(db, handle)
    if gone is None:
        return NotFound()
    person = (await store.people(db, [gone]))[gone]
    return MovedAway(moved_to=person.moved_to or person.address)


async def known(db: Db, name: str) -> Person:
    """A person by handle or address: of this town, or of another one if they are known here. Raises
    `NotFound`, `LivesElsewhere`.
    """
    typed = typed_name(name)
    if await is_here(db, typed.domain):
        return await find(db, typed.handle)
    found = await store.by_names(db, [(typed.handle, typed.domain)])
    if not found:
        raise LivesElsewhere(lines=await store.has_lines(db))
    return found[0]


async def addressed(db: Db, name: str) -> Person:
    """A person by handle or address; one of another town, where this one has lines to others, is
    noted when they are not known, whoever that may be. Raises `NotFound`, `LivesElsewhere` where it
    has no lines, `Invalid` for what is no address.
    """
    typed = typed_name(name)
    if await is_here(db, typed.domain) or not await store.has_lines(db):
        return await find(db, name)
    if not HANDLE.fullmatch(typed.handle) or not DOMAIN.fullmatch(typed.domain):
        raise Invalid("An address is name@town.")
    return await remote(db, new_id(), f"{typed.handle}@{typed.domain}", typed.handle)


async def remote_among(db: Db, ids: Sequence[UUID]) -> set[UUID]:
    """Those of these people who live in other towns."""
    return await store.remote_among(db, ids) if ids else set()


async def handle_here(db: Db, name: str) -> str:
    """The handle in what somebody typed; empty for none, and for an address of another town."""
    typed = typed_name(name)
    good = HANDLE.fullmatch(typed.handle) and await is_here(db, typed.domain)
    return typed.handle if good else ""


async def is_here(db: Db, domain: str) -> bool:
    """Whether an address with this domain (after the @) is one of this town; so is one without a
    domain.
    """
    return not domain or domain == (await store.town_domain(db)).lower()


async def change(db: Db, person_id: UUID, wanted: ProfileChange) -> Me:
    """Changes those fields of a person's profile that are given, tells who sees them, and answers
    the profile as its owner sees it. Raises `Invalid`.
    """
    about = plain(wanted.about) if wanted.about is not None else None
    if about is not None and len(about) > LONGEST_ABOUT:
        raise Invalid(f"At most {LONGEST_ABOUT} characters about yourself.")
    name = shown_name(wanted.display_name) if wanted.display_name is not None else None
    changed = msgspec.structs.replace(wanted, display_name=name, about=about)
    await store.change_person(db, person_id, changed)
    await tell_changed(db, person_id)
    return await me(db, person_id)


async def show_picture(db: Db, person_id: UUID, sha256: bytes | None) -> Me:
    """Sets the profile picture to a public blob (SHA-256) that is stored already, None takes it
    away; tells who sees it, and answers the profile as its owner sees it.
    """
    await store.set_avatar(db, person_id, sha256)
    await tell_changed(db, person_id)
    return await me(db, person_id)


async def move(db: Db, person_id: UUID, address: str) -> None:
    """Notes that a person lives at this address from now on; empty: here, after all. All who have
    them in their book or talk with them are told.
    """
    if await store.move(db, person_id, address):
        await tell_changed(db, person_id)


async def check_here(db: Db, ids: Sequence[UUID]) -> None:
    """Checks that none of these people moved to another town. Raises `MovedAway`, which says to
    which address.
    """
    for address in (await store.moved(db, ids)).values():
        raise MovedAway(moved_to=address)


async def note_ways(db: Db, person_id: UUID) -> None:
    """A way in came or went: the person's own devices see it, nobody else is told."""
    await store.touch(db, person_id)
    _tell_devices(db, person_id)


async def tell_changed(db: Db, person_id: UUID) -> None:
    """All who see somebody hear that they look, or are called, otherwise."""
    await announce(db, ProfileChanged(person_id))
    _tell_devices(db, person_id)


def _tell_devices(db: Db, person_id: UUID) -> None:
    stream.tell(db, (person_id,), {"t": "changed", "what": "me"})

"""Who lived here: that they are gone, and, of who had moved before, where they live now."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
from litestar import Response

from leapfrog import identity
from leapfrog.fediverse import rendering, store, store_forward
from leapfrog.fediverse.addresses import TownAddress
from leapfrog.fediverse.answering import answer
from leapfrog.kernel.db import Db

# So long after a move whoever looks for somebody at the old address is told of the new one.
FORWARDED = timedelta(days=3 * 365)
MOVED_TO = "https://www.w3.org/ns/activitystreams#movedTo"


class Departed(msgspec.Struct, frozen=True):
    """Somebody who was erased here; `moved_to`: their actor where they live now."""

    moved_to: str | None


async def remember(db: Db, person_id: UUID) -> None:
    """Somebody is about to be erased; where they moved to is told on."""
    account = await store.account(db, person_id)
    if account.moved_to and account.moved_at:
        until = account.moved_at + FORWARDED
        await store_forward.put(db, person_id, account.moved_to, until)


async def departed(db: Db, who: UUID | str) -> Departed | None:
    """Somebody by id or handle; None for who lives here, or never did."""
    moved = who if isinstance(who, UUID) else await identity.departed_by(db, who)
    if moved and await identity.departed(db, moved):
        return Departed((await store.account(db, moved)).moved_to)
    if isinstance(who, UUID):
        person = (await identity.named(db, [who])).get(who)
        gone = person is not None and person.kind == "erased" and _was_here(person)
        moved_to = await store_forward.of_person(db, who)
    else:
        gone = await identity.retired(db, who)
        moved_to = await store_forward.of_handle(db, who)
    return Departed(moved_to) if gone else None


def _was_here(person: identity.Person) -> bool:
    """Who was erased in another town keeps the id of there in their name."""
    return person.handle == f"erased-{person.id}"


async def page(db: Db, who: UUID | str) -> str | None:
    """A page for browsers of who moved away, where they live now; None for all others."""
    if isinstance(who, UUID):
        moved_to = (await store.account(db, who)).moved_to
    else:
        moved_to = await store_forward.of_handle(db, who)
    if not moved_to:
        return None
    actor = await store.by_uri(db, moved_to)
    return actor.url if actor else moved_to


def tombstone(site: TownAddress, person_id: UUID, gone: Departed) -> Response[bytes]:
    """What is at the id of who was erased; 410, as Mastodon has it."""
    told: dict[str, Any] = {
        "id": site.person(person_id),
        "type": "Tombstone",
        "formerType": "Person",
    }
    if gone.moved_to:
        told["movedTo"] = gone.moved_to
    return answer(rendering.with_context(told), status=410)


def not_fingered(resource: str, gone: Departed) -> Response[bytes]:
    """What WebFinger says of who was erased."""
    told: dict[str, Any] = {"subject": resource}
    if gone.moved_to:
        told["properties"] = {MOVED_TO: gone.moved_to}
    return answer(told, "application/jrd+json", status=410)

"""Where people of this town were before and where they went, as they are shown it: by address."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog import identity
from leapfrog.fediverse import store
from leapfrog.kernel.db import Db


class AccountMoves(msgspec.Struct, frozen=True):
    """The addresses (`name@town`) where somebody of this town was before, and where they went."""

    also_known_as: list[str] = []
    moved_to: str | None = None
    moved_at: datetime | None = None


async def shown(db: Db, person_id: UUID) -> AccountMoves:
    kept = await store.account(db, person_id)
    moved = [kept.moved_to] if kept.moved_to else []
    called = await addresses(db, [*kept.also_known_as, *moved])
    return AccountMoves(
        [called[uri] for uri in kept.also_known_as],
        called[kept.moved_to] if kept.moved_to else None,
        kept.moved_at,
    )


async def addresses(db: Db, uris: Iterable[str]) -> dict[str, str]:
    """By the id of an actor their address; of who is not known, the id itself."""
    actors = await store.by_uris(db, list(uris))
    people = await identity.named(db, [one.person_id for one in actors.values()])
    return {uri: people[actors[uri].person_id].address if uri in actors else uri for uri in uris}

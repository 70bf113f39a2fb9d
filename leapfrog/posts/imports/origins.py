"""From where posts are, for whoever shows them outside (FEP-0c7f `importedFrom`)."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.posts.imports import store


class Origin(msgspec.Struct, frozen=True):
    """What is called so, and where the post was; empty: nobody knows."""

    name: str
    href: str


async def origins(db: Db, ids: Sequence[UUID]) -> dict[UUID, Origin]:
    """Of those of these posts that were brought by an archive."""
    found = await store.origins(db, ids) if ids else []
    return {post_id: Origin(name, href) for post_id, name, href in found}

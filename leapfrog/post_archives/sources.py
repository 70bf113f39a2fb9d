"""From where posts are, for whoever shows them outside (FEP-0c7f `importedFrom`), and which of them
were here before.
"""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.post_archives import store
from leapfrog.posts import authors_of


class Origin(msgspec.Struct, frozen=True):
    """What is called so, and where the post was; empty: nobody knows."""

    name: str
    href: str


async def origins(db: Db, ids: Sequence[UUID]) -> dict[UUID, Origin]:
    """Source and address of those of these posts that an archive brought, by post."""
    found = await store.origins(db, ids) if ids else []
    return {one.post_id: Origin(one.source, one.url) for one in found}


async def known(db: Db, owner: UUID, ids: Sequence[UUID]) -> dict[UUID, UUID | None]:
    """Those of these posts that the owner has here, each with the import that brought it; None for
    one that came otherwise.
    """
    authors = await authors_of(db, ids)
    mine = {post_id: None for post_id, author in authors.items() if author == owner}
    return mine | await store.brought(db, owner, ids)

"""SQL of what comments say that people are told of: of the tables of posts."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

TEXTS = """
select id, coalesce(content ->> 'warning', text) as text, content -> 'emojis' as emojis
from posts_post where id = any($1::uuid[]) and removed_at is null
"""


class CommentText(msgspec.Struct, frozen=True):
    """What it says, or the warning before it; and what stands for `:words:` of it."""

    text: str
    emojis: dict[str, str] | None


async def texts(db: Db, ids: Sequence[UUID]) -> dict[UUID, CommentText]:
    return await db.map_as(CommentText, TEXTS, list(ids)) if ids else {}

"""SQL of how others call what they did, for when they take it back by that name alone."""

from uuid import UUID

from leapfrog.kernel.db import Db

NOTE = """
insert into fediverse_received_activity (actor_id, kind, object, uri) values ($1, $2, $3, $4)
on conflict (actor_id, kind, object) do update set uri = excluded.uri
"""
TAKE_BACK = """
delete from fediverse_received_activity where (actor_id, uri) = ($1, $2) returning kind, object
"""
ASKED = "select followed_id from fediverse_follow where follower_id = $1"
FOLLOWED = "select followed_id from fediverse_follow where (follower_id, uri) = ($1, $2)"


async def note(db: Db, actor: UUID, kind: str, thing: str, uri: str) -> None:
    await db.run(NOTE, actor, kind, thing, uri)


async def take_back(db: Db, actor: UUID, uri: str) -> tuple[str, str] | None:
    """What (kind, object) it was, if it is theirs; it is forgotten."""
    row = await db.row(TAKE_BACK, actor, uri)
    return (row[0], row[1]) if row else None


async def asked(db: Db, follower: UUID) -> list[UUID]:
    """Whom of elsewhere they follow, or want to."""
    return [row[0] for row in await db.rows(ASKED, follower)]


async def followed(db: Db, follower: UUID, uri: str) -> UUID | None:
    """Whom they asked to follow under this name."""
    found: UUID | None = await db.value(FOLLOWED, follower, uri)
    return found

"""SQL of client apps that are pushed to."""

from collections.abc import Collection, Sequence
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.mastodon.model import Policy
from leapfrog.push import Address

PUT = """
insert into mastodon_push
    (token_id, id, endpoint, p256dh, auth, standard, alerts, policy, sealed)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (token_id) do update set id = excluded.id, endpoint = excluded.endpoint,
    p256dh = excluded.p256dh, auth = excluded.auth, standard = excluded.standard,
    alerts = excluded.alerts, policy = excluded.policy, sealed = excluded.sealed
"""
ONE = """
select id, endpoint, p256dh, auth, standard, alerts, policy, sealed from mastodon_push
where token_id = $1
"""
CHANGE = "update mastodon_push set alerts = $2, policy = $3 where token_id = $1"
DROP = "delete from mastodon_push where token_id = $1 and ($2::text is null or endpoint = $2)"
WANTING = """
select w.notification_id, p.token_id from unnest($1::uuid[], $2::uuid[], $3::text[])
    as w (notification_id, token_id, type)
join mastodon_push p on p.token_id = w.token_id
where w.type = any(p.alerts) and p.policy <> 'none'
"""
HOSTS = """
select token_id, split_part(endpoint, '/', 3) from mastodon_push where token_id = any($1::uuid[])
"""


class AppSubscription(msgspec.Struct, frozen=True):
    """Where a client app is told, of what, by whom; `sealed`: its token (`sealing`)."""

    id: UUID
    address: Address
    standard: bool
    alerts: list[str]
    policy: Policy
    sealed: bytes


async def put(db: Db, token_id: UUID, one: AppSubscription) -> None:
    """In the place of the one before."""
    where = (one.address.endpoint, one.address.p256dh, one.address.auth, one.standard)
    await db.run(PUT, token_id, one.id, *where, one.alerts, one.policy, one.sealed)


async def one(db: Db, token_id: UUID) -> AppSubscription | None:
    return await db.one_as(AppSubscription, ONE, token_id)


async def change(db: Db, token_id: UUID, alerts: Collection[str], policy: Policy) -> bool:
    return await db.run(CHANGE, token_id, list(alerts), policy) == 1


async def drop(db: Db, token_id: UUID, endpoint: str | None = None) -> None:
    """Only if it is still of this endpoint, when one is named."""
    await db.run(DROP, token_id, endpoint)


class WantedPush(msgspec.Struct, frozen=True):
    """A notification of which a client app wants to hear."""

    notification_id: UUID
    token_id: UUID


async def wanting(db: Db, told: Sequence[tuple[UUID, UUID, str]]) -> list[WantedPush]:
    """Of (notification, token, type): each notification with the tokens that want to hear of it."""
    columns = [list(column) for column in zip(*told, strict=True)]
    return await db.all_as(WantedPush, WANTING, *columns)


async def hosts(db: Db, tokens: Sequence[UUID]) -> dict[UUID, str]:
    """Of the tokens that are told of news, the host that carries it."""
    return {row[0]: row[1] for row in await db.rows(HOSTS, list(tokens))}

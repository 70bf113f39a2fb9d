"""SQL of what comes in and what goes out, and of the towns that it comes from and goes to."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_id

# What came already, word for word, is not taken again. Those of one batch come in their order.
ACCEPT = """
with given as (
    select * from unnest($1::uuid[], $2::bytea[], $3::uuid[], $4::bytea[])
        as g (id, digest, actor_id, body)
), fresh as (
    insert into fediverse_seen (digest, at) select distinct digest, $5::timestamptz from given
    on conflict do nothing returning digest
), kept as (
    insert into fediverse_inbox (id, actor_id, body, at)
    select distinct on (g.digest) g.id, g.actor_id, g.body, $5 from given g
    join fresh f on f.digest = g.digest order by g.digest, g.id
    returning id
)
select id from kept
"""
WAITS = "select exists (select from fediverse_inbox)"
WAITING = """
select id, actor_id, body from fediverse_inbox order by id limit $1 for update skip locked
"""
READ = "delete from fediverse_inbox where id = any($1::uuid[])"
FORGET_SEEN = "delete from fediverse_seen where at < $1"
# Consent to quotes of a post, and to a post that quotes.
FORGET_QUOTES = """
with c as (delete from fediverse_consent where post_id = $1)
delete from fediverse_quote where post_id = $1
"""
FORGET_SENDER = "delete from fediverse_activity where sender_id = $1"
WRITE = """
insert into fediverse_activity (id, sender_id, body, at, watched) values ($1, $2, $3, $4, $5)
"""
ADDRESS = """
insert into fediverse_delivery (activity_id, inbox, host)
select $1, i, h from unnest($2::text[], $3::text[]) as g (i, h)
where not exists (select from fediverse_host k
    where k.host = g.h and (k.dead or k.rule = 'blocked'))
on conflict do nothing returning host
"""
# The oldest activity to a host. While another job carries it, none to that host is to be had.
LEASE = """
update fediverse_delivery d set leased_until = $3, leased_by = $4 from (
    select activity_id, inbox, leased_until, leased_by from fediverse_delivery
    where host = $1 order by activity_id, inbox limit 1 for update
) n, fediverse_activity l
where (d.activity_id, d.inbox) = (n.activity_id, n.inbox) and l.id = d.activity_id
    and (n.leased_until is null or n.leased_until < $2 or n.leased_by = $4)
returning d.activity_id, d.inbox, l.sender_id, l.body, l.at
"""
DELIVERED = "delete from fediverse_delivery where (activity_id, inbox) = ($1, $2)"
RELEASE = """
update fediverse_delivery set leased_until = null where (activity_id, inbox) = ($1, $2)
"""
DROP_OF_HOST = """
with gone as (delete from fediverse_delivery where host = $1 returning activity_id)
select l.id from fediverse_activity l where l.watched and l.id in (select activity_id from gone)
"""
WATCHED = "select exists (select from fediverse_activity where id = $1 and watched)"
FORGET_ACTIVITIES = """
with old as (
    select l.id, l.watched, exists (
        select from fediverse_delivery d where d.activity_id = l.id
    ) as waits
    from fediverse_activity l where l.at < $1::timestamptz
), gone as (
    delete from fediverse_activity l using old o
    where l.id = o.id and (l.at < $2 or not o.waits) returning l.id
)
select o.id from old o join gone g on g.id = o.id where o.watched and o.waits
"""
HOST = """
select host, rule, failures, failing_since, next_try_at, dead from fediverse_host where host = $1
"""
HOSTS = """
select host, rule, failures, failing_since, next_try_at, dead from fediverse_host
where rule is not null or failures > 0 order by host limit 500
"""
FAILED = """
insert into fediverse_host (host, failures, failing_since, next_try_at) values ($1, 1, $2, $3)
on conflict (host) do update set failures = fediverse_host.failures + 1,
    failing_since = coalesce(fediverse_host.failing_since, $2), next_try_at = $3
"""
DIED = "update fediverse_host set dead = true where host = $1"
LIVES = """
update fediverse_host set failures = 0, failing_since = null, next_try_at = null, dead = false
where host = any($1::text[]) and (failures > 0 or dead)
"""
RULE = """
insert into fediverse_host (host, rule) values ($1, $2)
on conflict (host) do update set rule = excluded.rule
"""
RULES = """
select w.host, k.rule from unnest($1::text[]) as w (host)
join fediverse_host k on k.rule is not null and (k.host = w.host
    or k.host = split_part(w.host, ':', 1) or split_part(w.host, ':', 1) like '%.' || k.host)
"""
DECIDE = """
insert into fediverse_decision (id, operator_id, host, rule, reason, at)
values ($1, $2, $3, $4, $5, $6)
"""
DECISIONS = """
select host, rule, reason, operator_id, at from fediverse_decision order by at desc, id desc
limit 200
"""
ADD_QUOTE = """
insert into fediverse_quote (id, post_id, quote_uri, actor_id) values ($1, $2, $3, $4)
on conflict (post_id, quote_uri) do update set revoked = false returning id
"""
QUOTE = """
select id, post_id, quote_uri, actor_id from fediverse_quote where id = $1 and not revoked
"""
CONSENT = "select uri from fediverse_consent where post_id = $1"
PUT_CONSENT = """
insert into fediverse_consent values ($1, $2)
on conflict (post_id) do update set uri = excluded.uri
"""


class AcceptedActivity(msgspec.Struct, frozen=True):
    """A verified activity, before it is read."""

    id: UUID
    digest: bytes
    actor_id: UUID
    body: bytes


class QueuedActivity(msgspec.Struct, frozen=True):
    id: UUID
    actor_id: UUID
    body: bytes


class LeasedDelivery(msgspec.Struct, frozen=True):
    """An activity that is on its way to one inbox."""

    activity_id: UUID
    inbox: str
    sender_id: UUID
    body: str
    at: datetime


class Host(msgspec.Struct, frozen=True):
    """Another town: what the operator decided about it, and how long it has not answered."""

    host: str
    rule: str | None = None
    failures: int = 0
    failing_since: datetime | None = None
    next_try_at: datetime | None = None
    dead: bool = False


class HostRuleDecision(msgspec.Struct, frozen=True):
    """A line of the operators' diary; without a rule, one was lifted."""

    host: str
    rule: str | None
    reason: str
    operator_id: UUID | None
    at: datetime


class Quote(msgspec.Struct, frozen=True):
    """A consent that somebody here gave to a quote elsewhere."""

    id: UUID
    post_id: UUID
    quote_uri: str
    actor_id: UUID


async def accept(db: Db, items: Sequence[AcceptedActivity]) -> list[bool]:
    """Which of these came for the first time."""
    db.wake()
    columns = [[getattr(one, name) for one in items] for name in AcceptedActivity.__struct_fields__]
    fresh = {row[0] for row in await db.rows(ACCEPT, *columns, db.now)}
    return [one.id in fresh for one in items]


async def waiting(db: Db, limit: int) -> list[QueuedActivity]:
    return await db.all_as(QueuedActivity, WAITING, limit)


async def read(db: Db, ids: Sequence[UUID]) -> None:
    """These are done with."""
    await db.run(READ, list(ids))


async def forget(db: Db, replays: timedelta, activities: timedelta) -> list[UUID]:
    """What is so old that it does not come again, or is not delivered any more; answers which of
    the latter are watched.
    """
    await db.run(FORGET_SEEN, db.now - replays)
    old = (db.now - timedelta(hours=1), db.now - activities)
    return [row[0] for row in await db.rows(FORGET_ACTIVITIES, *old)]


async def forget_quotes(db: Db, post_id: UUID) -> None:
    """The post is gone: nobody has its author's consent any more, nor it that of others."""
    await db.run(FORGET_QUOTES, post_id)


async def forget_sender(db: Db, person_id: UUID) -> None:
    """What they wrote and nobody has got yet is not carried any more."""
    await db.run(FORGET_SENDER, person_id)


async def write(
    db: Db,
    activity_id: UUID,
    sender: UUID,
    body: str,
    inboxes: Sequence[tuple[str, str]],
    *,
    watched: bool = False,
) -> set[str]:
    """An activity to these (inbox, host), but those that are dead or blocked; answers the hosts.
    `watched`: it is told when it is given up.
    """
    await db.run(WRITE, activity_id, sender, body, db.now, watched)
    columns = ([one for one, _ in inboxes], [host for _, host in inboxes])
    return {row[0] for row in await db.rows(ADDRESS, activity_id, *columns)}


async def lease(db: Db, host: str, by: UUID, until: datetime) -> LeasedDelivery | None:
    """The next activity, for this job to carry; None when there is none, or another job has it."""
    return await db.one_as(LeasedDelivery, LEASE, host, db.now, until, by)


async def delivered(db: Db, one: LeasedDelivery) -> None:
    await db.run(DELIVERED, one.activity_id, one.inbox)


async def release(db: Db, one: LeasedDelivery) -> None:
    await db.run(RELEASE, one.activity_id, one.inbox)


async def host(db: Db, name: str) -> Host:
    return await db.one_as(Host, HOST, name) or Host(name)


async def hosts(db: Db) -> list[Host]:
    """About which something was decided, or which do not answer."""
    return await db.all_as(Host, HOSTS)


async def rules_of(db: Db, names: Collection[str]) -> dict[str, set[str]]:
    """What was decided about each of these hosts, and about the domains above it."""
    found: dict[str, set[str]] = {name: set() for name in names}
    for name, rule in await db.rows(RULES, list(found)) if found else ():
        found[name].add(rule)
    return found


async def failed(db: Db, name: str, again: datetime) -> None:
    await db.run(FAILED, name, db.now, again)


async def died(db: Db, name: str) -> list[UUID]:
    """It has not answered for so long that nothing is sent to it any more; answers which of what
    was to be sent is watched.
    """
    await db.run(DIED, name)
    return await drop_of_host(db, name)


async def drop_of_host(db: Db, name: str) -> list[UUID]:
    """Nothing that waits is sent there; answers which of it is watched."""
    return [row[0] for row in await db.rows(DROP_OF_HOST, name)]


async def watched(db: Db, activity_id: UUID) -> bool:
    return bool(await db.value(WATCHED, activity_id))


async def live(db: Db, names: Sequence[str]) -> None:
    """They took something, or said something: activities to them are carried again."""
    await db.run(LIVES, list(names))


async def rule(db: Db, operator: UUID, name: str, rule: str | None, reason: str) -> list[UUID]:
    """Written into the diary in the same statement's transaction; answers which of what is not sent
    now is watched.
    """
    await db.run(RULE, name, rule)
    await db.run(DECIDE, new_id(), operator, name, rule, reason, db.now)
    return await drop_of_host(db, name) if rule == "blocked" else []


async def decisions(db: Db) -> list[HostRuleDecision]:
    """The last ones first."""
    return await db.all_as(HostRuleDecision, DECISIONS)


async def add_quote(db: Db, post_id: UUID, quote_uri: str, actor: UUID) -> UUID:
    found: UUID = await db.value(ADD_QUOTE, new_id(), post_id, quote_uri, actor)
    return found


async def quote(db: Db, ident: UUID) -> Quote | None:
    return await db.one_as(Quote, QUOTE, ident)


async def consent(db: Db, post_id: UUID) -> str | None:
    found: str | None = await db.value(CONSENT, post_id)
    return found


async def put_consent(db: Db, post_id: UUID, uri: str) -> None:
    await db.run(PUT_CONSENT, post_id, uri)

"""SQL of lines to other towns, of the dispatches on them, and of what was heard."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.towns.line import Line

OWN = "id, seed, public, since, signed_by, sig, offline_sig, listed_until"
OWN_KEY = f"select {OWN} from towns_key where listed_until is null order by since desc, id limit 1"
OWN_KEYS = f"""
select {OWN} from towns_key where listed_until is null or listed_until > $1
order by listed_until is not null, since desc, id limit 10
"""
ADD_KEY = f"insert into towns_key ({OWN}) values ($1, $2, $3, $4, $5, $6, $7, $8)"
RETIRE_KEYS = "update towns_key set listed_until = $1 where listed_until is null"
# Whoever stole one that was given up may not use it as long as it is shown.
UNLIST_KEYS = "update towns_key set listed_until = $1"
DROP_KEYS = "delete from towns_key where listed_until < $1"
OFFLINE = "select public from towns_offline"
PUT_OFFLINE = """
insert into towns_offline (public, made_at) values ($1, $2)
on conflict (only_one) do nothing
"""
LOCK_KEYS = "lock table towns_key in exclusive mode"

TOWN = """
t.domain, t.origin, t.keys, t.key_changed, t.epoch, t.last, t.acked, t.chain, t.failures,
t.failing_since, t.next_try_at, t.leased_until, t.heard_at, t.answered_at, t.offline, t.had
"""
ONE = f"select {TOWN} from towns_town t where t.domain = $1"
LOCKED = f"{ONE} for update"
SOME = f"select {TOWN} from towns_town t where t.domain > $1 order by t.domain limit 1000"
MAKE = """
insert into towns_town (domain, epoch, chain, made_at) values ($1, $2, $3, $4)
on conflict do nothing
"""
PIN = """
update towns_town set origin = $2, keys = $3, key_changed = false,
    offline = coalesce(offline, nullif($4, '')), had = $5
where domain = $1
"""
RESET = """
update towns_town set origin = null, keys = '{}', key_changed = false, offline = null,
    had = '{}', failures = 0, failing_since = null, next_try_at = null
where domain = $1
"""
KEY_CHANGED = "update towns_town set key_changed = true where domain = $1"
# It is heard, or answers, now: a silence of a day or longer is over, and is noted.
SILENCE_OVER = """
quiet_from = case when greatest(heard_at, answered_at) < $2::timestamptz - interval '1 day'
    then greatest(heard_at, answered_at) else quiet_from end,
quiet_until = case when greatest(heard_at, answered_at) < $2::timestamptz - interval '1 day'
    then $2 else quiet_until end
"""
HEARD_FROM = f"""
update towns_town t set heard_at = $2, next_try_at = null, failures = 0, failing_since = null,
{SILENCE_OVER} where t.domain = $1 returning {TOWN}
"""
WRITTEN = """
update towns_town set last = $2, chain = $3, leased_until = coalesce($4, leased_until)
where domain = $1
"""
LEASE = """
update towns_town set leased_until = $2 where domain = $1
"""
ADVANCED = f"""
update towns_town set acked = $3, answered_at = $2, leased_until = null, failures = 0,
    failing_since = null, next_try_at = null, {SILENCE_OVER} where domain = $1
"""
ANEW = f"""
update towns_town set epoch = $3, last = $4, acked = 0, chain = $5, leased_until = null,
    failures = failures + 1, answered_at = $2, {SILENCE_OVER} where domain = $1
"""
FAILED = """
update towns_town set failures = failures + 1, failing_since = coalesce(failing_since, $2),
    next_try_at = $3, leased_until = null
where domain = $1
"""
STUCK = """
update towns_town set failures = $2, failing_since = $3, next_try_at = $4 where domain = $1
"""
RELEASE = "update towns_town set leased_until = null where domain = $1"
# Of who has one at this moment nothing is wanted.
RELEASE_ALL = """
update towns_town set leased_until = null where domain in (
    select domain from towns_town where leased_until is not null for update skip locked
)
"""
LEFT = """
select domain from towns_town
where last > acked and not key_changed and (leased_until is null or leased_until <= $1)
    and (next_try_at is null or next_try_at <= $2)
order by domain
"""

ADD_DISPATCHES = """
insert into towns_dispatch (domain, n, id, kind, sender, body, chain, at)
select $1, g.n, g.id, g.kind, g.sender, g.body, g.chain, $8
from unnest($2::bigint[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::bytea[])
    as g (n, id, kind, sender, body, chain)
"""
DISPATCHES = """
select n, id, kind, sender, body, chain from towns_dispatch
where domain = $1 and n > $2 order by n limit $3
"""
DISPATCH = """
select n, id, kind, sender, body, chain from towns_dispatch where (domain, id) = ($1, $2)
"""
BOUNCED = """
update towns_dispatch set bounced = $3 where (domain, id) = ($1, $2) and bounced is null
"""
DROP = "delete from towns_town where domain = $1"
KEPT = "select min(n) from towns_dispatch where domain = $1"
RENUMBER = """
update towns_dispatch l set n = g.n, chain = g.chain
from unnest($2::bigint[], $3::bigint[], $4::bytea[]) as g (old, n, chain)
where l.domain = $1 and l.n = -g.old
"""
ASIDE = "update towns_dispatch set n = -n where domain = $1 and n = any($2::bigint[])"
DOMAINS_OF = "select distinct domain from towns_dispatch where sender = $1 order by 1"
DROP_OF = "delete from towns_dispatch where domain = $1 and sender = $2"
PRUNE = """
delete from towns_dispatch l using towns_town t
where l.domain = t.domain and l.n < t.acked and l.at < $1
"""
PRUNE_DONE = "delete from towns_done where at < $1"


class OwnKey(msgspec.Struct, frozen=True):
    """A key by which this town signs, or signed. `signed_by`, `sig`: the id of the one before, and
    its signature; `offline_sig`: that of the offline key; `listed_until`: it is given up, and
    others see it until then.
    """

    id: str
    seed: bytes
    public: bytes
    since: datetime
    signed_by: str = ""
    sig: str = ""
    offline_sig: str = ""
    listed_until: datetime | None = None


class OtherTown(msgspec.Struct, frozen=True):
    """A town, and how far the line to it has come."""

    domain: str
    origin: str | None
    keys: dict[str, str]
    key_changed: bool
    epoch: str
    last: int
    acked: int
    chain: bytes
    failures: int
    failing_since: datetime | None
    next_try_at: datetime | None
    leased_until: datetime | None
    heard_at: datetime | None
    answered_at: datetime | None
    offline: str | None = None
    had: list[str] = []

    @property
    def waiting(self) -> int:
        """How many dispatches it has not done yet."""
        return self.last - self.acked

    def line(self, kept: int) -> Line:
        return Line(self.epoch, self.last, self.acked, kept)

    def leased(self, now: datetime) -> bool:
        """Whether a job is at it. Before it lets the line go it looks once more what waits."""
        return self.leased_until is not None and self.leased_until > now

    def carried(self, now: datetime) -> bool:
        """The same, or a job comes back to it, which found that the town does not answer."""
        return self.leased(now) or (self.next_try_at is not None and self.next_try_at > now)


class StoredDispatch(msgspec.Struct, frozen=True):
    n: int
    id: UUID
    kind: str
    sender: str
    body: str
    chain: bytes


async def own_key(db: Db) -> OwnKey | None:
    return await db.one_as(OwnKey, OWN_KEY)


async def lock_keys(db: Db) -> None:
    """Nobody else makes one at the same time."""
    await db.run(LOCK_KEYS)


async def add_key(db: Db, key: OwnKey) -> None:
    await db.run(ADD_KEY, *msgspec.structs.astuple(key))


async def own_keys(db: Db) -> list[OwnKey]:
    """The keys of this town that others are shown, the one that signs first, then
    those of before.
    """
    return await db.all_as(OwnKey, OWN_KEYS, db.now)


async def retire_keys(db: Db, until: datetime) -> None:
    """The key that signs does so no more, and is shown until then."""
    await db.run(RETIRE_KEYS, until)


async def unlist_keys(db: Db) -> None:
    """None of them is shown any more."""
    await db.run(UNLIST_KEYS, db.now)


async def drop_keys(db: Db) -> None:
    """Those that nobody sees any more."""
    await db.run(DROP_KEYS, db.now)


async def offline(db: Db) -> bytes | None:
    """The public half of the town's offline key, whose private half lies on paper; None where none
    was made.
    """
    found: bytes | None = await db.value(OFFLINE)
    return found


async def put_offline(db: Db, public: bytes) -> bool:
    """False where there is one: it is for good."""
    return await db.run(PUT_OFFLINE, public, db.now) == 1


async def one(db: Db, domain: str) -> OtherTown | None:
    return await db.one_as(OtherTown, ONE, domain)


async def asleep_since(db: Db, domain: str) -> datetime | None:
    """Since when a town does not answer; None for one that does, or was never asked."""
    found = await one(db, domain)
    return found.failing_since if found else None


async def locked(db: Db, domain: str) -> OtherTown | None:
    """Until the commit nobody else writes or hears dispatches of it."""
    return await db.one_as(OtherTown, LOCKED, domain)


async def everyone(db: Db) -> list[OtherTown]:
    """All of them, by their domain."""
    found = list[OtherTown]()
    while page := await db.all_as(OtherTown, SOME, found[-1].domain if found else ""):
        found += page
    return found


async def make(db: Db, domain: str, epoch: str, chain: bytes) -> None:
    """Notes a town, unless it is."""
    await db.run(MAKE, domain, epoch, chain, db.now)


async def pin(
    db: Db,
    domain: str,
    origin: str,
    keys: Mapping[str, str],
    *,
    offline: str = "",
    had: Iterable[str] = (),
) -> None:
    """By what a town is known: `keys` by id and `offline` in base64url, which counts as it was seen
    first; `had`: the hashes of all keys that it had.
    """
    await db.run(PIN, domain, origin, dict(keys), offline, sorted(had))


async def reset(db: Db, domain: str) -> None:
    """Who it is will be asked anew, as of a town that was never met."""
    await db.run(RESET, domain)


async def key_changed(db: Db, domain: str) -> None:
    await db.run(KEY_CHANGED, domain)


async def heard_from(db: Db, domain: str) -> OtherTown | None:
    """It is awake: what waits for it is carried at once. The line is locked; None for none."""
    return await db.one_as(OtherTown, HEARD_FROM, domain, db.now)


async def written(db: Db, domain: str, last: int, chain: bytes, lease: datetime | None) -> None:
    """How far was written; `lease`: until when it is this process's line, which was nobody's."""
    await db.run(WRITTEN, domain, last, chain, lease)


async def lease(db: Db, domain: str, until: datetime) -> None:
    await db.run(LEASE, domain, until)


async def release(db: Db, domain: str) -> None:
    await db.run(RELEASE, domain)


async def release_all(db: Db) -> None:
    """No line is anybody's."""
    await db.run(RELEASE_ALL)


async def left(db: Db, before: datetime) -> list[str]:
    """The towns for which something waits, and nobody is at it; nor has anybody come back who
    should have `before`.
    """
    return [row[0] for row in await db.rows(LEFT, db.now, before)]


async def advanced(db: Db, domain: str, acked: int) -> None:
    await db.run(ADVANCED, domain, db.now, acked)


async def anew(db: Db, domain: str, epoch: str, last: int, chain: bytes) -> None:
    """The line begins again; it counts as a failure until a dispatch is done there."""
    await db.run(ANEW, domain, db.now, epoch, last, chain)


async def failed(db: Db, domain: str, again: datetime) -> None:
    await db.run(FAILED, domain, db.now, again)


async def stuck(db: Db, before: OtherTown, again: datetime) -> None:
    """It answers, and did nothing: it counts as one that does not answer."""
    since = before.failing_since or db.now
    await db.run(STUCK, before.domain, before.failures + 1, since, again)


async def add_dispatches(db: Db, domain: str, dispatches: Sequence[StoredDispatch]) -> None:
    columns = [
        [getattr(one, name) for one in dispatches] for name in StoredDispatch.__struct_fields__
    ]
    await db.run(ADD_DISPATCHES, domain, *columns, db.now)


async def dispatches(db: Db, domain: str, after: int, limit: int) -> list[StoredDispatch]:
    return await db.all_as(StoredDispatch, DISPATCHES, domain, after, limit)


async def dispatch(db: Db, domain: str, dispatch_id: UUID) -> StoredDispatch | None:
    """A dispatch to a town that is still kept, done there or not."""
    return await db.one_as(StoredDispatch, DISPATCH, domain, dispatch_id)


async def bounced(db: Db, domain: str, dispatch_id: UUID, code: str) -> bool:
    """The other town could not do it, and says why. False where it said so before."""
    return await db.run(BOUNCED, domain, dispatch_id, code) == 1


async def drop(db: Db, domain: str) -> None:
    """There is no such town: it is forgotten."""
    await db.run(DROP, domain)


async def kept(db: Db, town: OtherTown) -> int:
    """The number of the first dispatch that can still be sent."""
    return int(await db.value(KEPT, town.domain) or town.last + 1)


async def renumber(
    db: Db, domain: str, before: Sequence[StoredDispatch], after: Sequence[StoredDispatch]
) -> None:
    """Gives dispatches other numbers, none larger than before, and the hashes up to there."""
    old = [one.n for one in before]
    # First aside: some of the new numbers are those of others among them.
    await db.run(ASIDE, domain, old)
    await db.run(RENUMBER, domain, old, [one.n for one in after], [one.chain for one in after])


async def domains_of(db: Db, pid: str) -> list[str]:
    """The towns for which something that somebody said is kept."""
    return [row[0] for row in await db.rows(DOMAINS_OF, pid)]


async def drop_of(db: Db, domain: str, pid: str) -> None:
    await db.run(DROP_OF, domain, pid)


async def prune(db: Db, done_before: datetime, ids_before: datetime) -> None:
    """Dispatches that were done there so long ago, and ids of such that were done here."""
    await db.run(PRUNE, done_before)
    await db.run(PRUNE_DONE, ids_before)

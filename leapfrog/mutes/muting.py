"""Muting people, words, topics and whole domains, for a time or for good; nobody learns of it."""

import re
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from leapfrog.identity import NoPerson, named
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.mutes import store
from leapfrog.mutes.store import Kind, MomentsRule, Mute
from leapfrog.post_text import topic_name

MOST, LONGEST = 1_000, 100
DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


async def put(
    db: Db, owner: UUID, kind: Kind, value: str, until: datetime | None
) -> Sequence[Mute]:
    """Mutes a person, topic, word or domain until a time (None: for good), or changes until when;
    answers all mutes of the owner, the last one first. Raises `Invalid`, `NoPerson`.
    """
    if await store.count(db, owner) >= MOST:
        raise Invalid(f"At most {MOST} mutes.")
    if until is not None and until <= db.now:
        raise Invalid("A mute ends in the future.")
    mute = Mute(kind, await _value(db, owner, kind, value), until)
    await store.put(db, owner, mute, db.now)
    return await store.mine(db, owner, db.now)


async def add(db: Db, owner: UUID, kind: Kind, value: str) -> bool:
    """Mutes a person, topic, word or domain for good; False when it was muted already. As `put`,
    without reading all mutes. Raises `Invalid`, `NoPerson`.
    """
    if await store.count(db, owner) >= MOST:
        raise Invalid(f"At most {MOST} mutes.")
    mute = Mute(kind, await _value(db, owner, kind, value), None)
    return await store.add(db, owner, mute, db.now)


async def _value(db: Db, owner: UUID, kind: Kind, value: str) -> str:
    if kind == "person":
        try:
            person_id = UUID(value)
        except ValueError:
            raise NoPerson from None
        if person_id == owner or not await named(db, [person_id]):
            raise NoPerson
        return str(person_id)
    plain = value.strip().lower()
    if kind == "topic":
        plain = topic_name(plain.strip("#"))
    elif kind == "domain":
        plain = _server_in(plain)
    if not 1 <= len(plain) <= LONGEST or (kind == "domain" and not DOMAIN.fullmatch(plain)):
        raise Invalid("That cannot be muted.")
    return plain


def _server_in(text: str) -> str:
    """A server's name in what people write for it: its address, or that of somebody there."""
    return text.rpartition("://")[2].partition("/")[0].rpartition("@")[2].partition(":")[0]


async def drop(db: Db, owner: UUID, kind: Kind, value: str) -> Sequence[Mute]:
    """Ends a mute; where there is none, nothing happens. Answers all mutes of the owner, the last
    one first.
    """
    plain = topic_name(value.strip("#")) if kind == "topic" else value.lower()
    await store.drop(db, owner, kind, plain)
    return await store.mine(db, owner, db.now)


async def mine(db: Db, owner: UUID) -> Sequence[Mute]:
    """All that a person has muted, the last one first."""
    return await store.mine(db, owner, db.now)


async def hears(db: Db, owner: UUID, domain: str) -> bool:
    """Whether a person has not muted the town at `domain`; a port in it does not count."""
    muted = {one.value for one in await store.mine(db, owner, db.now) if one.kind == "domain"}
    return domain.partition(":")[0] not in muted


async def rule(db: Db, owner: UUID, rule: MomentsRule) -> None:
    """Moments between two: "not theirs for me", "not mine for them". Raises `NoPerson`."""
    if rule.person_id == owner or not await named(db, [rule.person_id]):
        raise NoPerson
    await store.rule(db, owner, rule)


async def rules(db: Db, owner: UUID) -> Sequence[MomentsRule]:
    """The rules of a person about moments: whose are hidden from them, and from whom theirs are,
    sorted by person.
    """
    return await store.rules(db, owner)

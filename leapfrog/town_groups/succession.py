"""A group gets another home: who carries it on signs so with the key by which all towns know them,
and all towns decide in the same way which of two such claims counts. Whether the home of before is
gone each sees by itself (`silence`).
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
import structlog

from leapfrog import chat, fediverse, identity, towns
from leapfrog.chat_content import MessageDraft
from leapfrog.identity import HomeSource, check_signature, signed_object
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.timers import schedule
from leapfrog.town_groups import (
    faces,
    following,
    ordering,
    reading,
    silence,
    store,
    store_moved,
    store_rows,
    store_sought,
    store_wishes,
    telling,
    weighing,
    wishing,
)
from leapfrog.town_groups.errors import HomeAwake
from leapfrog.town_groups.model import Face, Ord
from leapfrog.town_groups.store import GroupMemberRow, TownGroup
from leapfrog.town_groups.store_claims import WaitingClaim
from leapfrog.town_groups.store_wishes import KeptWish
from leapfrog.towns import Dispatch, InvalidDispatch, NewDispatch

CLAIM = "leapfrog.group-home"
log = structlog.get_logger()


class HomeClaim(msgspec.Struct, frozen=True):
    """`by` (a pid) carries a group on in the town `home`, from the row `seq` on, of which `head` is
    the hash. `term` is one more than that of the home before. `sig`: by their home key.
    """

    group: UUID
    term: Ord
    home: str
    by: str
    seq: Ord
    head: str
    sig: str


def said_of(one: HomeClaim) -> dict[str, Any]:
    """What is signed."""
    said: dict[str, Any] = msgspec.to_builtins(one)
    return {"kind": CLAIM, **said}


def beats(one: HomeClaim, other: HomeClaim) -> bool:
    """Which of two claims counts, everywhere the same: the later term, then who has more of the
    log, then the town whose name comes first.
    """
    return (-one.term, -one.seq, one.home) < (-other.term, -other.seq, other.home)


async def first(
    db: Db, group_id: UUID, members: Sequence[GroupMemberRow], home: str | None
) -> UUID | None:
    """Whose turn it is to carry a group on that lived in `home` and has no owner elsewhere: who
    leads it longest, else who is in it longest, of those who live in a town that has a copy. None
    where nobody does.
    """
    people = await identity.named(db, [one.person_id for one in members])
    out = await store_sought.went_alone(db, group_id, home or "")
    able = [
        one
        for one in members
        if faces.domain_of(people[one.person_id]) != home and one.person_id not in out
    ]
    found = min(able, key=lambda one: (one.role == "member", one.joined_at or db.now), default=None)
    return found.person_id if found else None


async def claim(db: Db, me: UUID, group: TownGroup) -> None:
    """This town is the home from now on; all others that are in it are told, that of before too."""
    before = group.home
    assert before is not None
    # Their towns have no copy, and ask for one by themselves.
    alone = sorted(await store_sought.went_alone(db, group.id, before))
    await store_moved.wait_in(db, group.id, alone)
    there = sorted({*await store.domains(db, group.id), before})
    spoken = [one for one in there if await towns.spoken(db, one)]
    for domain in spoken:
        await towns.line_to(db, domain)
    locked = await store.locked(db, group.id)
    if locked is None or locked.home is None:
        return
    pid, record = await towns.home_of(db, me)
    seeds = await identity.home_seeds(db, me)
    assert seeds is not None
    domain = str(record["address"]).rpartition("@")[2]
    bare = HomeClaim(
        group=group.id,
        term=locked.term + 1,
        home=domain,
        by=pid,
        seq=locked.seq,
        head=locked.head.hex(),
        sig="",
    )
    said = {name: value for name, value in said_of(bare).items() if name != "sig"}
    sig = signed_object(said, seeds.key)["sig"]
    made = msgspec.structs.replace(bare, sig=sig)
    await _be_home(db, locked, made)
    face = (await faces.faces(db, group.id, [me]))[me]
    body = {**msgspec.to_builtins(made), "face": msgspec.to_builtins(face), "record": record}
    for one in spoken:
        await towns.write_dispatches(db, one, [NewDispatch("g.home", body, pid)])
    for one in there:
        await store_rows.put_copy(db, group.id, one, locked.seq)
    await schedule(db, telling.DUE, str(group.id), db.now)


async def _be_home(db: Db, group: TownGroup, made: HomeClaim) -> None:
    await store_rows.drop_ahead(db, group.id, 2**53)
    await store_rows.drop_copies(db, group.id)
    stored = following.kept(msgspec.to_builtins(made), group.home, db.now)
    await store.set_home(db, group.id, None, made.term, stored)
    await chat.set_copy(db, group.id, copy=False)
    # What people here wanted of the town of before they want of this one.
    for one in await store_wishes.unanswered(db, group.id):
        try:
            async with db.savepoint():
                await _do_here(db, one)
                await reading.wish_done(db, group.id, one.person_id, one.client_id)
        except Problem as why:
            await wishing.refuse(db, one, why.code)


async def _do_here(db: Db, one: KeptWish) -> None:
    """What was wished of another town is done by this one. Raises why not."""
    if one.draft:
        draft = msgspec.structs.replace(msgspec.convert(one.draft, MessageDraft), at=None)
        [result] = await chat.append(db, [draft])
        if isinstance(result, Problem):
            raise result
        return
    wanted = msgspec.convert(one.change, wishing.GroupWish)
    named = await identity.named(db, wanted.people)
    people = [named[who] for who in wanted.people if who in named]
    known = await faces.faces(db, one.group_id, wanted.people)
    asked = ordering.DoInGroup(
        group=one.group_id,
        i=one.client_id,
        what=wanted.what,
        people=[known[each.id] for each in people if each.id in known],
        role=wanted.role,
        text=wanted.text,
    )
    await ordering.do(db, one.person_id, asked, [each for each in people if each.id in known])


async def moved(db: Db, there: HomeSource, dispatch: Dispatch) -> None:
    """A group goes on in the town that says so, if who signed that may, and its home is silent as
    this town sees it by itself; until that is known the claim waits. Raises `InvalidDispatch`,
    `InvalidHomeRecord`, `HomeAwake`.
    """
    made = msgspec.convert(dispatch.body, HomeClaim, strict=False)
    face = msgspec.convert(dispatch.body.get("face"), Face)
    group = await store.locked(db, made.group)
    if group is None or made.home != there.domain or face.pid != made.by:
        raise InvalidDispatch("no group that this town knows, or of another town")
    who = await _claimant(db, there, dispatch, made)
    members = await store.members(db, group.id)
    mine = next((one for one in members if one.person_id == who), None)
    if mine is None:
        raise InvalidDispatch("by nobody of the group")
    # Whether the home sleeps, each town sees by itself: whose turn it is, all know.
    home = group.home or await _here(db)
    if mine.role != "owner" and await first(db, group.id, members, home) != who:
        raise InvalidDispatch("it is not their turn")
    now = await store.claim_of(db, group.id)
    known = msgspec.convert(now, HomeClaim, strict=False) if now else None
    if made.term <= group.term and (known is None or not beats(made, known)):
        log.info("town_groups_claim_lost", group=str(group.id), home=made.home)
        raise InvalidDispatch("another claim counts")
    head = group.head if made.seq == group.seq else await store_rows.head_at(db, group.id, made.seq)
    if made.seq <= group.seq and (head is None or head.hex() != made.head):
        raise InvalidDispatch("its log is another one")
    rivals = now is not None and following.is_rival(now, made.term, db.now)
    before = (now or {}).get(following.BEFORE) if rivals else home
    claim = following.kept(msgspec.to_builtins(made), before, db.now)
    long = silence.needed(mine.role)
    if rivals or await _is_gone(db, group, there.domain, long):
        await following.follow(db, group, following.home_in(claim))
        return
    waiting = WaitingClaim(
        group_id=group.id,
        domain=there.domain,
        dispatch_id=dispatch.id,
        claim=claim,
        silent_for=int(long.total_seconds()),
        at=db.now,
    )
    await weighing.wait(db, group, waiting)


async def _is_gone(db: Db, group: TownGroup, claimant: str, long: timedelta) -> bool:
    """Raises `HomeAwake` where this town is the home, and was not away."""
    if group.home is None:
        if not await silence.was_away(db, group.id, claimant, long):
            raise HomeAwake
        return True
    if group.home == claimant or not await towns.spoken(db, group.home):
        return True
    found = await towns.silence_of(db, group.home)
    return silence.seen(found, long, db.now, db.now) == "silent"


async def _here(db: Db) -> str | None:
    site = await fediverse.site(db)
    return site.domain if site else None


async def _claimant(db: Db, there: HomeSource, dispatch: Dispatch, made: HomeClaim) -> UUID:
    """Who signed it, by the key of their home record. Raises `InvalidDispatch`,
    `InvalidHomeRecord`.
    """
    record = dispatch.body.get("record")
    if not isinstance(record, dict) or record.get("pid") != made.by:
        raise InvalidDispatch("without the home record of who carries it on")
    if str(record.get("address")).rpartition("@")[2] != made.home:
        raise InvalidDispatch("who carries it on does not live there")
    met = await identity.meet_home(db, record, there)
    if met.person_id is None or met.verdict == "refused":
        raise InvalidDispatch("they are not who they say")
    check_signature(said_of(made), str(record["key"]))
    return met.person_id

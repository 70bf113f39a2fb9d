"""A claim to be a group's home that waits: the home of now is asked whether it is there. One that
answers stays the home, and who claimed it goes back to it, with all who followed.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
import structlog

from leapfrog import towns
from leapfrog.identity import HomeSource
from leapfrog.kernel.db import Db
from leapfrog.kernel.timers import schedule
from leapfrog.town_groups import following, silence, store, store_claims, store_rows
from leapfrog.town_groups.errors import HomeAwake
from leapfrog.town_groups.model import OfGroup, Ord
from leapfrog.town_groups.store import TownGroup
from leapfrog.town_groups.store_claims import WaitingClaim
from leapfrog.towns import Dispatch, InvalidDispatch, NewDispatch

WEIGH, BACK = "town_groups.weigh", "town_groups.back"
LOOK_AGAIN = timedelta(minutes=1)
log = structlog.get_logger()


class GroupGivenBack(OfGroup, frozen=True):
    """Whose claim of this `term` was refused by the home of before."""

    term: Ord


async def wait(db: Db, group: TownGroup, waiting: WaitingClaim) -> None:
    """Keeps a claim until it is known whether the home is silent."""
    assert group.home is not None
    await store_claims.put(db, waiting)
    await towns.greet(db, group.home)
    await schedule(db, WEIGH, str(group.id), db.now + LOOK_AGAIN)


async def weigh(db: Db, ref: str, _body: object) -> None:
    """A timer: follows a claim once the home was silent for long enough; refuses it once the home
    was heard.
    """
    waiting = await store_claims.waiting(db, UUID(ref))
    if waiting is None:
        return
    await towns.line_to(db, waiting.domain)
    group = await store.locked(db, waiting.group_id)
    if group is None or group.home is None or group.term >= waiting.claim["term"]:
        await store_claims.drop(db, waiting.group_id)
        return
    long = timedelta(seconds=waiting.silent_for)
    found = await towns.silence_of(db, group.home)
    verdict = silence.seen(found, long, waiting.at, db.now)
    if verdict == "silent":
        await following.follow(db, group, following.home_in(waiting.claim))
    elif verdict == "awake":
        log.warning("town_groups_home_lives", group=ref, claimed_by=waiting.domain)
        await store_claims.drop(db, group.id)
        body = {"of": str(waiting.dispatch_id), "code": HomeAwake.code}
        await towns.write_dispatches(db, waiting.domain, [NewDispatch("bounce", body)])
    else:
        if found is None or found.failing_since is None:
            await towns.greet(db, group.home)
        await schedule(db, WEIGH, ref, db.now + LOOK_AGAIN)


async def claimed_in_vain(db: Db, domain: str, dispatch: Dispatch, code: str) -> None:
    """A town does not follow the claim that this one made. Where that is the home of before, and it
    lives, this town goes back to it; of a third one it is that town's own affair.
    """
    group_id = UUID(str(dispatch.body["group"]))
    claim = await store.claim_of(db, group_id) or {}
    mine = claim.get("sig") == dispatch.body.get("sig")
    if code == HomeAwake.code and mine and claim.get(following.BEFORE) == domain:
        await _go_back_soon(db, group_id, None, claim["term"])


async def given_back(db: Db, there: HomeSource, dispatch: Dispatch) -> None:
    """The home that this town follows is none any more. Raises `InvalidDispatch`."""
    said = msgspec.convert(dispatch.body, GroupGivenBack, strict=False)
    group = await store.one(db, said.group)
    claim = await store.claim_of(db, said.group) or {}
    if group is None or group.home != there.domain or claim.get("term") != said.term:
        raise InvalidDispatch("this town does not follow that one in such a group")
    await _go_back_soon(db, group.id, there.domain, said.term)


async def _go_back_soon(db: Db, group_id: UUID, home: str | None, term: int) -> None:
    """In a transaction that holds all lines before the group."""
    await schedule(db, BACK, str(group_id), db.now, {"home": home, "term": term})


async def go_back(db: Db, ref: str, body: Any) -> None:
    """A timer: the home of before is the home again; towns that followed this one hear it."""
    group_id = UUID(ref)
    claim = await store.claim_of(db, group_id) or {}
    before = claim.get(following.BEFORE)
    if not before or claim["term"] != body["term"]:
        return
    copies = [one.domain for one in await store_rows.copies(db, group_id) if one.domain != before]
    for domain in sorted({*copies, before}):
        await towns.line_to(db, domain)
    group = await store.locked(db, group_id)
    if group is None or group.home != body["home"]:
        return
    said = {"group": ref, "term": claim["term"]}
    for domain in copies if group.home is None else []:
        await towns.write_dispatches(db, domain, [NewDispatch("g.back", said)])
    await following.follow(db, group, following.home_before(claim))

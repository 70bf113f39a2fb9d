"""The town of before: lets another town take somebody with all that they have, on their word and
with a proof that it is they.

One transaction decides (`_decide`): until its commit they live here, from then on there. The other
town asks as often as it must, and hears the same.
"""

import hashlib
import secrets
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import msgspec
import structlog

from leapfrog import (
    chat,
    chat_archives,
    clearing,
    contacts,
    fediverse,
    identity,
    oauth,
    portability,
    town_groups,
    towns,
)
from leapfrog.chat import MessageDraft
from leapfrog.identity import HomeSource
from leapfrog.kernel.db import TRANSIENT, Db
from leapfrog.kernel.errors import Problem, Unavailable
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import derived_id, new_id
from leapfrog.kernel.jobs import enqueue
from leapfrog.kernel.signing import base64url
from leapfrog.kernel.timers import schedule
from leapfrog.moves import store
from leapfrog.moves.errors import MoveRefused, NoMoving
from leapfrog.moves.model import (
    CONSENT,
    KEPT,
    MOST_LATE,
    PART,
    TAKING,
    Hindrance,
    MoveAnswer,
    MoveRequest,
)
from leapfrog.moves.store import NewLeave, StoredLeaving
from leapfrog.towns import NotReached, TownNotReached
from leapfrog.wallet import MoneyLeft

FORGET, SETTLE = "moves.forget", "moves:settle"
log = structlog.get_logger()
# With these one gets in, or is reached, here: they end with the move.
WAYS_IN = frozenset(
    (
        "sessions",
        "passkeys",
        "app_passwords",
        "recovery_codes",
        "notifications",
        "own_card",
        "webhooks",
    )
)
# What those hold with whom one talked, and what says where one lives now.
STAYS = frozenset(
    (
        "profile",
        "home",
        "contacts",
        "conversations",
        "messages",
        "chat_files",
        "town_ties",
        # What they said in groups of several towns is theirs there.
        "town_group_wishes",
        "fediverse_account",
        # What others set against them holds.
        "blocks",
        "contact_requests",
        "post_mutes",
        "post_rules",
    )
)

WALLET = frozenset(("wallet_accounts", "wallet_entries"))


async def consent(town: Town, person_id: UUID, move_id: UUID, domain: str, challenge: str) -> str:
    """Lets the town at `domain` take a person, within ten minutes. Answers the URL in that town to
    which their browser goes now, with the code. Raises the problem that hinders them from leaving
    (`MoneyLeft` and others), `HomeKeyTheirs`, `TownNotReached`, `NoMoving`.
    """
    async with town.database.transaction() as db:
        await _check(db, person_id, domain)
        await identity.check_home_key_kept(db, person_id)
    try:
        origin = await towns.origin_of(town, domain)
    except NotReached as why:
        raise TownNotReached(why=str(why)) from None
    code = secrets.token_urlsafe(32)
    async with town.database.transaction() as db:
        new = NewLeave(move_id, person_id, domain, challenge, _hash(code))
        if not await store.add_leaving(db, new, db.now + CONSENT):
            raise NoMoving
    return f"{origin}/me/moving?move={move_id}&code={code}"


async def withdraw(db: Db, person_id: UUID, move_id: UUID) -> None:
    """One stays after all, as long as one has not moved. Raises `NoMoving`."""
    found = await store.leaving(db, move_id)
    if found is None or found.person_id != person_id:
        raise NoMoving
    if found.state in ("allowed", "copying"):
        await store.set_leaving(db, move_id, "ended")


async def answer(town: Town, there: HomeSource, asked: MoveRequest) -> MoveAnswer | bytes:
    """What this town says to the one at `there`; bytes of the take-out for `part`. Raises
    `NoMoving` for a move that is not of that town, `MoveRefused`.
    """
    if asked.step == "part":
        return await _part(town, there, asked)
    async with town.database.transaction() as db:
        found = await _of(db, there, asked)
        if asked.step == "begin":
            return await _begin(db, found, asked)
        if asked.step == "state":
            return await _state(db, found)
        if asked.step == "finish":
            return await _finish(db, found, there, asked)
        if asked.step == "done":
            return await _done(db, found)
        if found.state not in ("allowed", "copying"):
            return MoveAnswer(found.state)
        await store.set_leaving(db, found.id, "ended")
        return MoveAnswer("ended")


async def _of(db: Db, there: HomeSource, asked: MoveRequest) -> StoredLeaving:
    found = await store.leaving(db, asked.move)
    if found is None or found.domain != there.domain:
        raise NoMoving
    if found.state == "copying" and db.now > found.allowed_until + TAKING:
        await store.set_leaving(db, found.id, "ended")
        return msgspec.structs.replace(found, state="ended")
    return found


async def _begin(db: Db, found: StoredLeaving, asked: MoveRequest) -> MoveAnswer:
    """A take-out is made. Their devices are signed out: what they did here after it would be
    left behind.
    """
    right = found.code_hash == _hash(asked.code) and found.challenge == challenge_of(asked.verifier)
    known = found.state in ("copying", "moved", "gone")
    if not right or not (known or (found.state == "allowed" and db.now < found.allowed_until)):
        raise MoveRefused
    site = await fediverse.site(db)
    person = (await identity.named(db, [found.person_id]))[found.person_id]
    if not known:
        await _sign_out(db, found.person_id)
        takeout = await portability.ask(db, found.person_id, new_id())
        await store.copying(db, found.id, takeout.id)
    actor = site.person(found.person_id) if site else ""
    home = None
    if person.kind == "person":
        own_key = await towns.own_key_hash(db)
        home = (await identity.own_home(db, found.person_id, own_key)).record
    state = found.state if known else "copying"
    return MoveAnswer(state, address=person.address, actor=actor, home=home)


async def _state(db: Db, found: StoredLeaving) -> MoveAnswer:
    """How far the take-out is; one that failed, or is forgotten, is made anew."""
    if found.state != "copying" or found.takeout_id is None:
        raise MoveRefused
    takeout = await portability.takeout(db, found.person_id, found.takeout_id)
    if takeout.state in ("failed", "expired"):
        takeout = await portability.ask(db, found.person_id, new_id())
        await store.copying(db, found.id, takeout.id)
    return MoveAnswer(takeout.state, size=takeout.size, sha256=takeout.sha256 or "")


async def _part(town: Town, there: HomeSource, asked: MoveRequest) -> bytes:
    async with town.database.transaction() as db:
        found = await _of(db, there, asked)
        if found.state != "copying" or found.takeout_id is None:
            raise MoveRefused
        kept = await portability.takeout_file(db, found.person_id, found.takeout_id)
    end = min(kept.size, asked.at + PART)
    if not 0 <= asked.at < end:
        return b""
    return b"".join([some async for some in town.files.part(kept.sha256, asked.at, end)])


async def _finish(
    db: Db, found: StoredLeaving, there: HomeSource, asked: MoveRequest
) -> MoveAnswer:
    """They live there from now on; the same answer again to who asks again."""
    if found.state == "moved" and found.answer:
        return msgspec.convert(found.answer, MoveAnswer)
    handle, _, domain = asked.address.rpartition("@")
    good = domain == there.domain and identity.is_handle(handle)
    if found.state != "copying" or not good:
        raise MoveRefused
    try:
        await _check(db, found.person_id, found.domain)
        async with db.savepoint():
            told = await _decide(db, found.person_id, there, asked)
    except Problem as why:
        await store.set_leaving(db, found.id, "ended")
        return MoveAnswer("ended", problem=why.code)
    await store.moved(db, found.id, asked.address, msgspec.to_builtins(told))
    await schedule(db, FORGET, str(found.person_id), db.now + KEPT)
    return told


async def hindrance(town: Town, who: UUID, domain: str) -> Hindrance:
    """What would hinder somebody from leaving for the town at `domain`; nothing changes."""
    try:
        async with town.database.transaction() as db:
            await _check(db, who, domain)
            await identity.check_home_key_kept(db, who)
    except Problem as why:
        return Hindrance(why.code, why.details.get("where"))
    return Hindrance()


class _Undone(Exception):
    """Only tried out."""


async def _check(db: Db, who: UUID, domain: str) -> None:
    """Nothing hinders somebody from leaving for that town: money does not where it can follow them.
    Raises the `Problem` that does.
    """
    try:
        await portability.check_leaving(db, who)
    except MoneyLeft:
        with suppress(_Undone):
            async with db.savepoint():
                await clearing.empty_for_move(db, who, domain)
                await portability.check_leaving(db, who)
                raise _Undone from None


async def _decide(db: Db, who: UUID, there: HomeSource, asked: MoveRequest) -> MoveAnswer:
    if urlsplit(asked.actor).netloc == there.domain:
        await fediverse.depart(db, who, asked.actor)
    groups = await town_groups.depart(db, who)
    await chat.leave_groups(db, who, [one.id for one in groups])
    await _sign_out(db, who)
    await portability.erase_sets(db, who, WAYS_IN)
    if noted := await identity.known_as(db, asked.address):
        # Who looked for them at their new address noted it: that is they.
        await towns.take_over_person(db, noted, who, away=True)
    told = await towns.untold(db, who)
    places = await chat.send_away(db, who)
    late = await chat_archives.export_late(db, who, asked.heard, MOST_LATE)
    own_key = await towns.own_key_hash(db)
    given = await identity.depart(db, who, asked.address, own_key, there.town_key)
    # What was said before went along; of what comes now, nothing is said twice.
    ends = {one.other_id: late.upto.get(one.id, one.last_seq) for one in places}
    await towns.begin_ties(db, who, ends)
    offered = await towns.offer_late(db, there.domain, late.messages)
    answer = MoveAnswer("moved", home=given.record, key=given.key, next=given.next, files=offered)
    return msgspec.structs.replace(answer, late=late, told=told, groups=groups)


async def _sign_out(db: Db, who: UUID) -> None:
    await portability.erase_sets(db, who, {"sessions"})
    await oauth.end_all(db, who, db.now)


async def _done(db: Db, found: StoredLeaving) -> MoveAnswer:
    """They are there: who holds them here is tied with them over the line, by a job. The keys are
    no longer kept here.
    """
    if found.state == "moved":
        await identity.departure_settled(db, found.person_id)
        await store.set_leaving(db, found.id, "gone")
        await clearing.money_follows(db, found.person_id, found.domain)
        await enqueue(db, SETTLE, {"id": str(found.id)}, key=f"{SETTLE}:{found.id}")
    elif found.state != "gone":
        raise MoveRefused
    return MoveAnswer("gone")


async def settle(town: Town, payload: dict[str, str]) -> None:
    """A job: all who hold somebody who moved are tied with them, each in a transaction of their
    own, and their conversation says where that one lives.
    """
    move_id = UUID(payload["id"])
    async with town.database.transaction() as db:
        found = await store.leaving(db, move_id)
        if found is None or found.address is None:
            return
        holders = sorted(await contacts.holders(db, found.person_id))
    for holder in holders:
        try:
            async with town.database.transaction() as db:
                await _settle_with(db, found, holder)
        except (Unavailable, *TRANSIENT):
            # All is done again, and what was done is known.
            raise
        except Exception:
            # One for whom it fails keeps it from nobody.
            log.exception("moves_not_settled")


async def _settle_with(db: Db, move: StoredLeaving, holder: UUID) -> None:
    """Who blocked one of the two meanwhile, or was, is tied with nobody."""
    mover = move.person_id
    if await contacts.apart(db, [(holder, mover)]):
        return
    await towns.settle_tie(db, holder, mover)
    place = await chat.direct_of(db, holder, mover)
    line = derived_id(place, f"moved {move.id}")
    if not await chat.is_said(db, place, mover, line):
        said = {"what": "moved", "text": move.address}
        await chat.note(db, MessageDraft(place, mover, line, "", "system", meta=said))


async def forget(db: Db, ref: str, _body: Any) -> None:
    """A timer: thirty days after a move what only its owner had is erased here."""
    who = UUID(ref)
    if not await identity.departed(db, who):
        return
    await store.forget_answers(db, who)
    await contacts.keep_ties(db, who)
    try:
        async with db.savepoint():
            await portability.erase_all_but(db, who, STAYS)
    except MoneyLeft:
        # Their new town has not taken their money: that waits for it, and nothing else does.
        await portability.erase_all_but(db, who, STAYS | WALLET)
        await schedule(db, FORGET, ref, db.now + KEPT)


def challenge_of(verifier: str) -> str:
    """S256 of RFC 7636."""
    return base64url(_hash(verifier))


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()

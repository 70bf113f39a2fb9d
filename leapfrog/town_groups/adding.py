"""Who added somebody to a group. The town of who did signs it, so that no town puts people into its
groups in the name of a contact who lives in another one.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from leapfrog import identity, towns
from leapfrog.kernel.db import Db
from leapfrog.town_groups import faces, model, store, store_sought
from leapfrog.town_groups.model import SignedSay
from leapfrog.towns import InvalidDispatch

ADD_KIND = "leapfrog.group-add"
# A line that was down for longer has dropped it.
GOOD, AHEAD = timedelta(days=30), timedelta(minutes=5)


class AddText(msgspec.Struct, frozen=True, kw_only=True):
    """Whom somebody adds to a group, as their town writes and signs it. `by`, `people`: pids."""

    group: UUID
    by: str
    at: datetime
    people: list[str]


class Adding(msgspec.Struct, frozen=True):
    """Who is said to have added people to a group, by their pid and their id here; `home`: the town
    that says it; `signed`: by pids of the added, what the town of who did signed.
    """

    group_id: UUID
    home: str
    by: str
    by_id: UUID
    signed: Mapping[str, SignedSay]


async def signed(db: Db, group_id: UUID, by: str, people: Sequence[str]) -> SignedSay:
    """This town says that one of its people adds others, by their pids."""
    key = await towns.own_key(db)
    text = AddText(group=group_id, by=by, at=db.now, people=list(people))
    return model.sign(model.written(text), key.id, key.seed, ADD_KIND)


async def check(db: Db, domain: str, wanted: AddText, one: SignedSay | None) -> AddText:
    """That a town says of one of its people that they add these, and maybe more. Raises
    `InvalidDispatch`.
    """
    if one is None or len(one.text) > model.LARGEST_TEXT:
        raise InvalidDispatch("nobody signed that they add somebody")
    try:
        text = msgspec.json.decode(one.text, type=AddText)
    except (msgspec.DecodeError, RecursionError) as cause:
        raise InvalidDispatch(f"nobody is added: {cause}") from None
    by_them = (text.group, text.by) == (wanted.group, wanted.by)
    if not by_them or set(wanted.people) - set(text.people) or not text.at.tzinfo:
        raise InvalidDispatch("somebody else is added than was signed")
    keys = await faces.keys_of(db, domain)
    if not model.is_signed(one, keys.get(one.key, ""), ADD_KIND):
        raise InvalidDispatch("not signed by the town of who adds them")
    return text


async def is_said(db: Db, told: Adding, pid: str, person_id: UUID) -> bool:
    """Whether who added somebody of this town says so: a town does of its own people, and of those
    of others only with what their town signed, which counts once.
    """
    domain = await _town_of(db, told)
    if domain == told.home:
        return True
    try:
        text = await _checked(db, told, domain, pid)
    except InvalidDispatch:
        return False
    if not db.now - GOOD <= text.at <= db.now + AHEAD:
        return False
    before = (await store.added(db, told.group_id, [pid])).get(pid)
    new = before is None or text.at > msgspec.json.decode(before.text, type=AddText).at
    return new or await store_sought.is_in(db, told.group_id, person_id)


async def keep(db: Db, told: Adding) -> None:
    """Keeps what is signed, for towns to which this one may tell the group one day, and so that it
    counts once.
    """
    if not told.signed:
        return
    domain = await _town_of(db, told)
    for pid, one in told.signed.items():
        with suppress(InvalidDispatch):
            await _checked(db, told, domain, pid)
            await store.put_added(db, told.group_id, pid, one)


async def _town_of(db: Db, told: Adding) -> str | None:
    """Of who added them; None when they are not known."""
    person = (await identity.named(db, [told.by_id])).get(told.by_id)
    return await faces.town_of(db, person) if person else None


async def _checked(db: Db, told: Adding, domain: str | None, pid: str) -> AddText:
    """Raises `InvalidDispatch`."""
    if domain is None:
        raise InvalidDispatch("added by nobody who was named")
    wanted = AddText(group=told.group_id, by=told.by, at=db.now, people=[pid])
    return await check(db, domain, wanted, told.signed.get(pid))

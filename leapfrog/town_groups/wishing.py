"""What people here want in a group that another town orders: kept here, sent to that town, and done
once that town has made it a row. Sent twice it is one wish.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from leapfrog import chat, contacts, identity, towns
from leapfrog.chat import Appended, AskedElsewhere
from leapfrog.chat_content import MessageDraft
from leapfrog.identity import HomeSource
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.events import announce
from leapfrog.kernel.timers import schedule
from leapfrog.town_groups import adding, faces, joining, model, reading, store, store_wishes
from leapfrog.town_groups.errors import NoTownGroup, NotTaken
from leapfrog.town_groups.events import WishedElsewhere
from leapfrog.town_groups.model import SaidText, What
from leapfrog.town_groups.store_wishes import KeptWish, WishPlace
from leapfrog.towns import Dispatch, InvalidDispatch, NewDispatch

DUE = "town_groups.wish"
AT_ONCE = 200
FULL = timedelta(hours=1)
# So long it waits for the town; so long it can be seen that it was not taken.
KEPT, SHOWN = timedelta(days=30), timedelta(days=60)
MOST_WAITING = 500


class GroupWish(msgspec.Struct, frozen=True, omit_defaults=True):
    """A change of a group: `people` by id for `add`, `remove` and `role`; `text` for `name`,
    `announce` and `card`.
    """

    what: What
    people: list[UUID] = []
    role: chat.Role = "member"
    text: str = ""


async def append(db: Db, drafts: Sequence[MessageDraft]) -> list[Appended]:
    """Appends messages as `chat.append`; what is said in a group of another town is kept and sent
    there, and answered with `AskedElsewhere`. What that town refused is refused each time:
    `NotTaken`.
    """
    results = await chat.append(db, drafts)
    for n, result in enumerate(results):
        if isinstance(result, AskedElsewhere):
            results[n] = await _keep(db, result)
    return results


async def _keep(db: Db, asked: AskedElsewhere) -> Appended:
    draft = asked.draft
    group_id, sender = draft.conversation_id, draft.sender_id
    place = WishPlace(group_id, sender, draft.client_id)
    before = await store_wishes.one(db, group_id, sender, draft.client_id)
    if before and before.code:
        return NotTaken(why=before.code)
    if before:
        return asked
    if await store_wishes.waiting(db, group_id, sender) >= MOST_WAITING:
        return Invalid("Too much waits for that town already.")
    said: dict[str, Any] = msgspec.to_builtins(msgspec.structs.replace(draft, at=db.now))
    if await store_wishes.add(db, place, said, None):
        files = reading.files_of(draft)
        if files:
            await chat.keep_waiting_files(db, draft.conversation_id, files, waiting=True)
        await announce(db, WishedElsewhere(draft.conversation_id))
    return asked


async def wish(db: Db, me: UUID, group_id: UUID, wish_id: UUID, wanted: GroupWish) -> None:
    """Asks the group's town for a change. What this town can see is refused here. Raises
    `NoTownGroup`, `Invalid`, also for an id that was used for another wish.
    """
    group = await store.one(db, group_id)
    roles = {one.person_id: one.role for one in await store.members(db, group_id)}
    if group is None or group.home is None or me not in roles:
        raise NoTownGroup
    change: dict[str, Any] = msgspec.to_builtins(wanted)
    before = await store_wishes.one(db, group_id, me, wish_id)
    if before and before.change == change:
        return
    if before:
        raise Invalid("This id was used for another wish.")
    if wanted.what == "add":
        new = [one for one in wanted.people if one not in roles]
        pairs = {(me, them) for them in new}
        if not new or await contacts.may_talk(db, list(pairs)) != pairs:
            raise Invalid("Only one's contacts can be added.")
    elif wanted.what in ("remove", "role") and not set(wanted.people) <= roles.keys():
        raise Invalid("They are not in this group.")
    if await store_wishes.waiting(db, group_id, me) >= MOST_WAITING:
        raise Invalid("Too much waits for that town already.")
    if await store_wishes.add(db, WishPlace(group_id, me, wish_id), None, change):
        await announce(db, WishedElsewhere(group_id))


async def wish_is_sent(db: Db, event: WishedElsewhere) -> None:
    """A reaction: sends what people here said or want in a group to the group's town."""
    await carry(db, event.group_id)


async def due(db: Db, ref: str, _body: object) -> None:
    """A timer: what could not be sent before."""
    await carry(db, UUID(ref))


async def carry(db: Db, group_id: UUID) -> None:
    """Sends what waits, in its order; later, where that town takes no more now."""
    group = await store.one(db, group_id)
    if group is None or group.home is None:
        return
    if not await towns.spoken(db, group.home) or not await towns.has_room(db, group.home):
        await schedule(db, DUE, str(group_id), db.now + FULL)
        return
    await towns.line_to(db, group.home)
    found = await store_wishes.unsent(db, group_id, AT_ONCE)
    for one in found:
        dispatch = await (_said(db, group.home, one) if one.draft else _change(db, one))
        if dispatch is None or await towns.write_dispatches(db, group.home, [dispatch]):
            await refuse(db, one, "no_file" if dispatch is None else "too_large")
    await store_wishes.sent(db, [one.n for one in found])
    if len(found) == AT_ONCE:
        await schedule(db, DUE, str(group_id), db.now)


async def _said(db: Db, domain: str, one: KeptWish) -> NewDispatch | None:
    """What somebody says, signed by this town; None where a file of it is not here any more."""
    draft = msgspec.convert(one.draft, MessageDraft)
    pid, home = await towns.home_of(db, one.person_id)
    named = await faces.faces(db, one.group_id, draft.mentions)
    meta = draft.meta
    if meta and draft.kind in ("contact", "merged"):
        cards = await identity.named(db, towns.cards_in(draft.kind, meta))
        known = {str(who): person.address for who, person in cards.items()}
        meta = towns.with_addresses(draft.kind, meta, known)
    said = SaidText(
        group=one.group_id,
        by=pid,
        i=one.client_id,
        at=draft.at or one.at,
        kind=draft.kind,
        body=draft.body,
        meta=meta,
        ref=draft.ref,
        mentions=[named[who].pid for who in draft.mentions if who in named],
    )
    offered = await towns.offer_files(db, domain, draft.kind, draft.meta or {})
    if offered is None:
        return None
    key = await towns.own_key(db)
    signed = model.sign(model.written(said), key.id, key.seed)
    body = {"group": str(one.group_id), "i": str(one.client_id), "home": home}
    whole = {"said": msgspec.to_builtins(signed), "files": msgspec.to_builtins(offered)}
    return NewDispatch("g.say", {**body, **whole}, pid)


async def _change(db: Db, one: KeptWish) -> NewDispatch:
    wanted = msgspec.convert(one.change, GroupWish)
    pid, home = await towns.home_of(db, one.person_id)
    named = await faces.faces(db, one.group_id, wanted.people)
    body: dict[str, Any] = {"group": str(one.group_id), "i": str(one.client_id), "home": home}
    body |= {"what": wanted.what, "role": wanted.role, "text": wanted.text}
    people = [named[who] for who in wanted.people if who in named]
    body["people"] = msgspec.to_builtins(people)
    if wanted.what == "add":
        made = await adding.signed(db, one.group_id, pid, [face.pid for face in people])
        body["signed"] = msgspec.to_builtins(made)
    return NewDispatch("g.do", body, pid)


async def refuse(db: Db, one: KeptWish, code: str) -> None:
    """Their devices hear that it was not taken, and why."""
    if await store_wishes.refused(db, one.group_id, one.person_id, one.client_id, code):
        await _tell_refused(db, one)


async def _tell_refused(db: Db, one: KeptWish) -> None:
    if one.draft:
        ids = reading.files_of(msgspec.convert(one.draft, MessageDraft))
        await chat.keep_waiting_files(db, one.group_id, ids, waiting=False)
        told = {"t": "nack", "client_id": one.client_id, "conversation_id": one.group_id}
        title = NotTaken.title
        stream.tell(db, (one.person_id,), {**told, "code": NotTaken.code, "title": title})
    else:
        stream.tell(db, (one.person_id,), {"t": "changed", "what": "conversations"})


async def not_taken(db: Db, there: HomeSource, dispatch: Dispatch) -> None:
    """The group's town did not take something, or has done it. Raises `InvalidDispatch`."""
    body = msgspec.convert(dispatch.body, model.WishAnswered, strict=False)
    who = await identity.person_of_pid(db, dispatch.to)
    if await joining.answered(db, there.domain, who, body):
        return
    group = await store.one(db, body.group)
    if group is None or group.home != there.domain:
        raise InvalidDispatch("no group of that town is known here")
    one = await store_wishes.one(db, group.id, who, body.i) if who else None
    if one is None:
        return
    if body.code:
        await refuse(db, one, body.code)
    elif one.change:
        await store_wishes.done(db, group.id, one.person_id, one.client_id)


async def sent_in_vain(db: Db, _domain: str, dispatch: Dispatch, code: str) -> None:
    """The group's town could not even read it."""
    if await joining.in_vain(db, dispatch, code):
        return
    who = await identity.person_of_pid(db, dispatch.sender)
    group_id, i = UUID(str(dispatch.body["group"])), UUID(str(dispatch.body["i"]))
    one = await store_wishes.one(db, group_id, who, i) if who else None
    if one:
        await refuse(db, one, code)


async def tidy(db: Db) -> None:
    """What waited for thirty days is not sent."""
    for one in await store_wishes.expire(db, db.now - KEPT):
        await _tell_refused(db, one)
    await store_wishes.prune(db, db.now - SHOWN)

"""Coming into a group of another town by its link: that town says what the link opens, and lets in
whoever asks as it lets in its own people, at once or when an admin says yes.
"""

from datetime import timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from leapfrog import chat, identity, towns
from leapfrog.chat_content import Joining
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.town_groups import model, store_joining, store_sought
from leapfrog.towns import Dispatch, NewDispatch, TownNotReached

GROUP_LINK_PATH = "/town/v1/group-link"
# So long it is waited for an admin.
KEPT = timedelta(days=30)
MOST_WAITING = 100
# Whoever holds a link sees the same of the group.
ANYBODY = UUID(int=0)


class GroupLinkTold(msgspec.Struct, frozen=True):
    """What a link opens: `people` are in the group."""

    group: UUID
    name: Annotated[str, Meta(max_length=500)]
    people: Annotated[int, Meta(ge=0)]
    joining: Joining


class GroupElsewhere(msgspec.Struct, frozen=True):
    """A group of another town, as somebody sees it who holds its link; `state`: what they are to
    it; `why`: the code of why that town did not let them in.
    """

    id: UUID
    name: str
    member_count: int
    joining: Joining
    state: Literal["none", "asked", "member", "refused"]
    why: str | None = None


async def told(db: Db, secret: str) -> GroupLinkTold:
    """What a link of this town opens. Raises `GroupLinkOver`."""
    found = await chat.preview_group_link(db, ANYBODY, secret)
    return GroupLinkTold(found.id, found.name[:500], found.member_count, found.joining)


async def opened(town: Town, me: UUID, domain: str, secret: str) -> GroupElsewhere:
    """What a link of another town opens. Raises `GroupLinkOver`, `TownNotReached`."""
    link = (domain, GROUP_LINK_PATH, secret)
    found = await towns.ask_link(town, *link, GroupLinkTold, chat.GroupLinkOver)
    async with town.database.reading() as db:
        return await _shown(db, me, domain, found)


async def _shown(db: Db, me: UUID, domain: str, found: GroupLinkTold) -> GroupElsewhere:
    asked = await store_joining.one(db, found.group, me)
    state: Literal["none", "asked", "member", "refused"] = "none"
    if await store_sought.is_in(db, found.group, me):
        state = "member"
    elif asked and asked.home == domain:
        state = "refused" if asked.code else "asked"
    why = asked.code if asked and state == "refused" else None
    return GroupElsewhere(
        found.group, found.name, found.people, found.joining, state=state, why=why
    )


async def join(town: Town, me: UUID, domain: str, secret: str, greeting: str) -> GroupElsewhere:
    """Asks that town to be let in. Twice is one operation. Raises `GroupLinkOver`,
    `GroupClosed`, `Invalid`, `TownNotReached`.
    """
    found = await opened(town, me, domain, secret)
    if found.state in ("member", "asked"):
        return found
    if found.joining == "closed":
        raise chat.GroupClosed
    async with town.database.transaction() as db:
        if await store_joining.waiting_of(db, me) >= MOST_WAITING:
            raise Invalid("Too many groups wait already.")
        if not await towns.has_room(db, domain):
            raise TownNotReached(why="too much waits for it")
        await towns.line_to(db, domain)
        pid, home = await towns.home_of(db, me)
        i = new_id()
        await store_joining.put(db, found.id, me, domain, i)
        body: dict[str, Any] = {"group": str(found.id), "i": str(i), "home": home, "what": "join"}
        wanted = {**body, "text": identity.plain(greeting), "secret": secret}
        await towns.write_dispatches(db, domain, [NewDispatch("g.do", wanted, pid)])
    return msgspec.structs.replace(found, state="asked", why=None)


async def answered(db: Db, domain: str, who: UUID | None, told: model.WishAnswered) -> bool:
    """What the group's town says to a wish to come in; False where it is about another wish. That
    it was done needs nothing: they are in the group, or an admin will say.
    """
    asked = await store_joining.one(db, told.group, who) if who else None
    if asked is None or (asked.home, asked.i) != (domain, told.i):
        return False
    if told.code:
        await _refuse(db, asked, told.code)
    return True


async def in_vain(db: Db, dispatch: Dispatch, code: str) -> bool:
    """That town could not even read it; False where it is about another wish."""
    if dispatch.body.get("what") != "join":
        return False
    who = await identity.person_of_pid(db, dispatch.sender)
    group_id, i = UUID(str(dispatch.body["group"])), UUID(str(dispatch.body["i"]))
    asked = await store_joining.one(db, group_id, who) if who else None
    if asked and asked.i == i:
        await _refuse(db, asked, code)
    return True


async def _refuse(db: Db, asked: store_joining.AskedToJoin, code: str) -> None:
    await store_joining.refused(db, asked, code)
    stream.tell(db, (asked.person_id,), {"t": "changed", "what": "requests"})


async def tidy(db: Db) -> None:
    """Who was not let in for thirty days is waited for no more."""
    await store_joining.forget(db, db.now - KEPT)

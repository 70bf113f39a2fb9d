"""A group that lives here, and what towns bring of their people who are in it: said and done by the
verbs that people here use, each by somebody of the very town that brings it.
"""

from collections.abc import Sequence
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from leapfrog import chat, identity, towns
from leapfrog.chat_content import CARRIED, GroupChange, MessageDraft
from leapfrog.identity import HomeSource, Person
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotFound, Problem
from leapfrog.town_groups import adding, faces, model, store, store_rows
from leapfrog.town_groups.adding import AddText
from leapfrog.town_groups.model import Face, SaidText, SignedSay, What
from leapfrog.town_groups.reading import AHEAD
from leapfrog.towns import Digests, Dispatch, InvalidDispatch, NewDispatch

MOST_PEOPLE = 200


class SayInGroup(msgspec.Struct, frozen=True):
    """`said` as the town of its sender signed it; `files`: those that may be fetched there."""

    group: UUID
    i: UUID
    said: SignedSay
    files: Digests = {}


class DoInGroup(msgspec.Struct, frozen=True):
    """A change that somebody asks for; `secret`: of the link by which they come in (`join`);
    `signed`: by the town of who adds people, that they do.
    """

    group: UUID
    i: UUID
    what: What | Literal["join"]
    people: list[Face] = []
    role: chat.Role = "member"
    text: str = ""
    secret: Annotated[str, Meta(max_length=100)] = ""
    signed: SignedSay | None = None


async def said(db: Db, there: HomeSource, dispatch: Dispatch) -> None:
    """Somebody elsewhere says something in a group of this town; they are told when it is not
    taken, and nobody whom this town did not know is noted for that. Raises `InvalidDispatch`.
    """
    body = msgspec.convert(dispatch.body, SayInGroup, strict=False)
    try:
        async with db.savepoint():
            await _say(db, there, dispatch, body)
    except Problem as why:
        await _answer(db, there, dispatch, body.group, body.i, why.code)


async def _say(db: Db, there: HomeSource, dispatch: Dispatch, body: SayInGroup) -> None:
    """Raises why not."""
    sender = await _sender(db, there, dispatch)
    text = await _read(db, there, dispatch, body)
    called = [await faces.person_of(db, body.group, pid) for pid in text.mentions[:100]]
    draft = MessageDraft(
        conversation_id=body.group,
        sender_id=sender,
        client_id=body.i,
        body=text.body,
        kind=text.kind,  # type: ignore[arg-type]
        ref=text.ref,
        meta=towns.with_addresses(text.kind, text.meta, {}) if text.meta else None,
        at=min(text.at, db.now + AHEAD) if text.at.tzinfo else db.now,
    )
    draft = await towns.announced_files(db, there.domain, draft, body.files)
    mentions = tuple(one for one in called if one)
    draft = msgspec.structs.replace(draft, mentions=mentions)
    await _lives_here(db, body.group)
    await store_rows.add_said(db, body.group, sender, body.i, body.said)
    [result] = await chat.append(db, [draft])
    if isinstance(result, Problem):
        raise result
    if await store_rows.row_at(db, body.group, result.seq):
        # It was said before, and is a row.
        await store_rows.drop_said(db, body.group, sender, body.i)


async def _sender(db: Db, there: HomeSource, dispatch: Dispatch) -> UUID:
    """Who sends it: known by the home record that it brings. Raises `InvalidDispatch`."""
    if await identity.person_of_pid(db, dispatch.sender) is None:
        return await towns.meet(db, there, dispatch)
    return await towns.sender_of(db, there, dispatch)


async def _read(db: Db, there: HomeSource, dispatch: Dispatch, body: SayInGroup) -> SaidText:
    """Raises `InvalidDispatch`."""
    try:
        text = msgspec.json.decode(body.said.text, type=SaidText)
    except (msgspec.DecodeError, RecursionError) as cause:
        raise InvalidDispatch(f"nothing is said: {cause}") from None
    if (text.group, text.by, text.i) != (body.group, dispatch.sender, body.i):
        raise InvalidDispatch("it says something else than was signed")
    keys = await towns.keys_of(db, there.domain)
    if len(body.said.text) > model.LARGEST_TEXT or text.kind not in CARRIED:
        raise InvalidDispatch("too large, or of a kind that is not carried")
    if not model.is_signed(body.said, keys.get(body.said.key, "")):
        raise InvalidDispatch("not signed by the town of who says it")
    return text


async def _lives_here(db: Db, group_id: UUID, *, across: bool = True) -> None:
    """`across`: people of other towns are, or were, in it already."""
    place, group = await store.place(db, group_id), await store.one(db, group_id)
    if place is None or place.kind != "group" or place.copy:
        raise chat.NoConversation
    if group.home if group else across:
        raise chat.NoConversation


async def done(db: Db, there: HomeSource, dispatch: Dispatch) -> None:
    """Somebody elsewhere changes a group of this town; they are told whether, as in `said`. Raises
    `InvalidDispatch`.
    """
    body = msgspec.convert(dispatch.body, DoInGroup, strict=False)
    if body.what == "add":
        pids = [face.pid for face in body.people]
        wanted = AddText(group=body.group, by=dispatch.sender, at=db.now, people=pids)
        await adding.check(db, there.domain, wanted, body.signed)
    code = None
    try:
        async with db.savepoint():
            sender = await _sender(db, there, dispatch)
            await _lives_here(db, body.group, across=body.what != "join")
            people = [await _meant(db, body, face) for face in body.people[:MOST_PEOPLE]]
            await do(db, sender, body, people)
    except Problem as why:
        code = why.code
    await _answer(db, there, dispatch, body.group, body.i, code)


async def _meant(db: Db, body: DoInGroup, face: Face) -> Person:
    """Whom a change is about. Raises `NotFound`, and what `faces.met` raises."""
    person = await faces.met(db, body.group, face)
    if person is None:
        raise NotFound
    return person


async def do(db: Db, sender: UUID, body: DoInGroup, people: Sequence[Person]) -> None:
    """By the verbs that people here use. Raises what they raise."""
    group_id, ids = body.group, [one.id for one in people]
    if body.what == "add":
        await chat.add_members(db, sender, group_id, ids)
        for face, person in zip(body.people, people, strict=False):
            await store.put_person(db, group_id, face.pid, person.id)
            if body.signed:
                await store.put_added(db, group_id, face.pid, body.signed)
    elif body.what == "join":
        if (await chat.preview_group_link(db, sender, body.secret)).id != group_id:
            raise chat.GroupLinkOver
        await chat.join_by_link(db, sender, body.secret, body.text)
    elif body.what == "leave":
        await chat.remove_member(db, sender, group_id, sender)
    elif body.what == "remove":
        for one in ids:
            await chat.remove_member(db, sender, group_id, one)
    elif body.what == "role":
        for one in ids:
            await chat.set_role(db, sender, group_id, one, body.role)
    elif body.what == "card":
        await chat.call_oneself(db, sender, group_id, body.text)
    else:
        changes: dict[str, Any] = {
            "name": {"name": body.text},
            "announce": {"announcement": body.text},
            "mute": {"muted_all": True},
            "unmute": {"muted_all": False},
        }
        await chat.change_group(db, sender, group_id, GroupChange(**changes[body.what]))


async def _answer(
    db: Db, there: HomeSource, dispatch: Dispatch, group_id: UUID, i: UUID, code: str | None
) -> None:
    """To a change that was done too: a message that is a row needs no answer. A town that takes no
    answers is written none.
    """
    if not await towns.has_room(db, there.domain):
        return
    body = {"group": str(group_id), "i": str(i), "code": code}
    answer = NewDispatch("g.no", body, to=dispatch.sender)
    await towns.write_dispatches(db, there.domain, [answer])

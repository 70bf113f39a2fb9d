"""What somebody here says to somebody elsewhere by private notes: each message is a note to that
one person, carried by the deliveries that posts have; its edit and recall are told after it.
"""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog import chat, contacts, fediverse
from leapfrog.chat import MessageDraft, SaidToAnotherTown
from leapfrog.fediverse import ActivityLost, SentFile, SentNote, TownAddress
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import derived_id, new_secret
from leapfrog.kernel.timers import schedule
from leapfrog.private_notes import people, store
from leapfrog.private_notes.hearing import TEXT, part_id
from leapfrog.private_notes.people import TwoByNote
from leapfrog.private_notes.store import NoteTalk, SaidByNote

DUE = "private_notes.say"
AT_ONCE = 100


async def note_is_sent(db: Db, events: Sequence[SaidToAnotherTown]) -> None:
    """A reaction: sends all that was said in conversations by private notes and was
    not sent yet.
    """
    for one in sorted({event.conversation_id for event in events}):
        await carry(db, one)


async def due(db: Db, ref: str, _body: object) -> None:
    """A timer: what was too much for one time."""
    await carry(db, UUID(ref))


async def carry(db: Db, conversation_id: UUID) -> None:
    """Sends what was said here since the last time. Who is met on the line meanwhile is not
    written to by notes any more.
    """
    talk = await store.lock(db, conversation_id)
    if talk is None:
        return
    site = await fediverse.site(db)
    two = await people.two_of(db, talk.one_id, talk.other_id) if site else None
    here = two.here.id if two else await _here(db, talk)
    if here is None:
        return
    if two and await people.on_the_line(db, two.there, two.host):
        if await end(db, talk, two):
            return
        two = None
    said = await store.said(db, talk.id, here, talk.told_seq, AT_ONCE)
    for one in said:
        if two is None or site is None or not await _told(db, site, talk, two, one):
            await _note_lost(db, talk, here, one.client_id, one.kind)
    if said:
        await store.told(db, talk.id, said[-1].seq)
    if len(said) == AT_ONCE:
        await schedule(db, DUE, str(talk.id), db.now)


async def _here(db: Db, talk: NoteTalk) -> UUID | None:
    """The one of them who is of this town."""
    return await people.of_this_town(db, (talk.one_id, talk.other_id))


async def end(db: Db, talk: NoteTalk, two: TwoByNote) -> bool:
    """It goes by notes no more: both are strangers until they are contacts over the line. Whether
    they are.
    """
    await store.end(db, talk.id)
    await chat.set_by_note(db, talk.id, None)
    await chat.terms_changed(db, talk.one_id, talk.other_id)
    return bool(await contacts.may_talk(db, [(two.here.id, two.there.id)]))


async def _told(db: Db, site: TownAddress, talk: NoteTalk, two: TwoByNote, one: SaidByNote) -> bool:
    """Whether it is on its way, or there is nothing to be sent."""
    if one.kind in ("edit", "recall"):
        return await _change_told(db, site, talk, two, one)
    if one.recalled:
        return True
    note = await _note(db, site, talk, two, one)
    sent = await fediverse.write_note(db, note, "Create")
    return await _sent(db, talk, sent, one.client_id)


async def _change_told(
    db: Db, site: TownAddress, talk: NoteTalk, two: TwoByNote, one: SaidByNote
) -> bool:
    first = await store.message(db, talk.id, one.ref_seq) if one.ref_seq else None
    if first is None or one.ref_by != two.here.id:
        return True
    if one.kind == "recall":
        await store.drop_token(db, talk.id, first.seq)
        note_id = _note_id(talk, two, first)
        sent = await fediverse.take_back_note(db, two.here.id, two.there.id, note_id)
    elif first.recalled:
        return True
    else:
        note = await _note(db, site, talk, two, first)
        changed = msgspec.structs.replace(note, text=one.body, edited=one.created_at)
        sent = await fediverse.write_note(db, changed, "Update")
    return await _sent(db, talk, sent, one.client_id)


async def _sent(db: Db, talk: NoteTalk, activity_id: UUID | None, client_id: UUID) -> bool:
    if activity_id is None:
        return False
    await store.add_sent(db, activity_id, talk.id, client_id)
    return True


def _note_id(talk: NoteTalk, two: TwoByNote, one: SaidByNote) -> UUID:
    """Nobody's device chooses it: another conversation may have the same client id."""
    return derived_id(talk.id, f"{two.here.id} {one.client_id}")


async def _note(
    db: Db, site: TownAddress, talk: NoteTalk, two: TwoByNote, one: SaidByNote
) -> SentNote:
    return SentNote(
        id=_note_id(talk, two, one),
        sender=two.here.id,
        to=two.there.id,
        text=one.body,
        at=one.created_at,
        files=await _files(db, site, talk, one),
        answers=await _answered(db, site, talk, two, one),
    )


async def _files(db: Db, site: TownAddress, talk: NoteTalk, one: SaidByNote) -> list[SentFile]:
    """With an address that nobody guesses, and that is good until the message is taken back."""
    meta = one.meta or {}
    if "file" not in meta:
        return []
    token = await store.token(db, talk.id, one.seq, new_secret())
    shown = SentFile(
        url=f"{site.origin}/ap/note-files/{token}",
        type=str(meta.get("type", "")),
        name=str(meta.get("name", "")),
        width=meta.get("width"),
        height=meta.get("height"),
    )
    return [shown]


async def _answered(
    db: Db, site: TownAddress, talk: NoteTalk, two: TwoByNote, one: SaidByNote
) -> str:
    """The note that a message answers, where it is known by one."""
    if one.ref_by is None or one.ref_id is None:
        return ""
    if one.ref_by == two.here.id:
        note_id = derived_id(talk.id, f"{two.here.id} {one.ref_id}")
        return fediverse.note_uri(site, note_id)
    for uri in await store.notes_of(db, talk.id):
        if part_id(talk.id, uri, TEXT) == one.ref_id:
            return uri
    return ""


async def note_is_lost(db: Db, event: ActivityLost) -> None:
    """A reaction: marks a message as not delivered, whose server elsewhere refused it or did not
    answer for too long.
    """
    lost = await store.take_sent(db, event.activity_id)
    talk = await store.lock(db, lost.conversation_id) if lost else None
    here = await _here(db, talk) if talk else None
    if lost and talk and here:
        await _note_lost(db, talk, here, lost.client_id, "text")


async def _note_lost(db: Db, talk: NoteTalk, here: UUID, client_id: UUID, kind: str) -> None:
    """They see it in the conversation."""
    them = talk.other_id if here == talk.one_id else talk.one_id
    line = derived_id(client_id, "not delivered")
    meta = {"what": "not_delivered", "person_ids": [str(them)]}
    await chat.note(db, MessageDraft(talk.id, here, line, "", "system", meta=meta))

"""Private notes that come: each is a message in the conversation of two, appended by the verb that
people here use, or what became of one.
"""

from datetime import datetime, timedelta
from uuid import UUID

from leapfrog import chat, identity, mutes
from leapfrog.chat import MessageDraft
from leapfrog.fediverse import NoteAttachment, PrivateNote
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.jobs import enqueue
from leapfrog.private_notes import people, store
from leapfrog.private_notes.errors import NotReachedByNote, NotTheirNote, TooManyStrangers
from leapfrog.private_notes.store import KeptNote

FETCH = "private_notes:fetch"
# Of one server: so many people that wrote to strangers here in a day, and so many of one of them.
MOST_OF_HOST, MOST_OF_ONE = 200, 20
A_DAY, LATE, AHEAD = timedelta(days=1), timedelta(days=7), timedelta(minutes=5)
LONGEST = 4_000
TEXT = "text"


async def heard(db: Db, note: PrivateNote) -> bool:
    """Takes a private note (ActivityPub) from elsewhere: new, changed or gone. True when it is a
    message in a conversation here, or was; False: it is to be taken as a post. Raises
    `NotReachedByNote`, `NotTheirNote`, `TooManyStrangers`, `NotContacts`, `MovedAway`.
    """
    kept = await store.note(db, note.uri, locked=True)
    if note.kind == "gone":
        return await (_gone(db, note, kept) if kept else _never_comes(db, note))
    if kept:
        if note.kind == "changed":
            await _changed(db, note, kept)
        return True
    if note.to is None or not (note.text or note.files):
        return False
    sender = (await identity.named(db, [note.sender]))[note.sender]
    if await people.on_the_line(db, sender, note.host):
        return False
    place = await _place(db, note, note.to)
    await store.add_note(db, note.uri, place, note.files, note.edited)
    if note.text:
        await _say(db, note, place)
    await _want_files(db, note)
    return True


async def _place(db: Db, note: PrivateNote, to: UUID) -> UUID:
    """Where it is said: in the conversation that they have, or in a new one, in which it is the
    request of a stranger. Raises `NotContacts`, `NotReachedByNote`, `TooManyStrangers`.
    """
    found = await store.of_two(db, note.sender, to)
    # Who mutes a server hears nothing of it; who mutes somebody goes on with what they began.
    if not await mutes.hears(db, to, note.host):
        raise NotReachedByNote
    if found:
        return found
    if await people.muted(db, to, note.sender):
        raise NotReachedByNote
    since = db.now - A_DAY
    if (
        await store.begun_there(db, note.host, since) >= MOST_OF_HOST
        or await store.begun_there(db, note.host, since, note.sender) >= MOST_OF_ONE
    ):
        raise TooManyStrangers
    opened = await chat.open_direct(db, note.sender, to)
    await store.begin(db, opened.id, note.host, there=True)
    await chat.set_by_note(db, opened.id, note.sender)
    return opened.id


async def _say(db: Db, note: PrivateNote, place: UUID) -> None:
    at = shown_at(note.at, db.now)
    body = shortened(note.text, note.page)
    client_id = part_id(place, note.uri, TEXT)
    await append(db, MessageDraft(place, note.sender, client_id, body, at=at))


async def append(db: Db, draft: MessageDraft) -> None:
    """Raises `Problem`."""
    [result] = await chat.append(db, [draft])
    if isinstance(result, Problem):
        raise result


def part_id(place: UUID, uri: str, part: str) -> UUID:
    """The client id of a part of a note: of its text, or of the file that lies there."""
    return derived_id(place, f"{uri} {part}")


def shown_at(at: datetime | None, now: datetime) -> datetime:
    """When it was said, by the clock of their server, as far as that can be."""
    return min(max(at or now, now - LATE), now + AHEAD)


def shortened(text: str, page: str) -> str:
    """As much of it as a message holds, and where the rest is."""
    if len(text) <= LONGEST:
        return text
    tail = f"…\n{page}"[:1_000]
    return text[: LONGEST - len(tail)] + tail


async def _want_files(db: Db, note: PrivateNote) -> None:
    if note.files:
        await enqueue(db, FETCH, {"uri": note.uri, "sender": str(note.sender)})


async def _mine(db: Db, note: PrivateNote, kept: KeptNote) -> list[str]:
    """The parts of a note that are messages of its sender here. Raises `NotTheirNote` for somebody
    else's note.
    """
    terms = await store.lock(db, kept.conversation_id)
    if terms is None or note.sender not in (terms.one_id, terms.other_id):
        raise NotTheirNote
    return [TEXT, *(one["url"] for one in kept.files)]


async def _changed(db: Db, note: PrivateNote, kept: KeptNote) -> None:
    """It says or shows something else. Older news than what is known is no news."""
    parts = await _mine(db, note, kept)
    if kept.gone or (kept.edited_at and note.edited and note.edited < kept.edited_at):
        return
    place = kept.conversation_id
    await store.change_note(db, note.uri, note.files, note.edited or db.now)
    if note.text:
        await _edit(db, note, place)
    still = {TEXT, *(one.url for one in note.files)} if note.text else set(_urls(note.files))
    for part in parts:
        if part not in still:
            await _recall(db, note, place, part)
    await _want_files(db, note)


def _urls(files: list[NoteAttachment]) -> list[str]:
    return [one.url for one in files]


async def _edit(db: Db, note: PrivateNote, place: UUID) -> None:
    found = await store.place_of(db, place, note.sender, part_id(place, note.uri, TEXT))
    if found is None:
        await _say(db, note, place)
        return
    body = shortened(note.text, note.page)
    client_id = part_id(place, note.activity, "edit")
    told = await store.message(db, place, found.seq)
    if found.recalled or told is None or told.body == body:
        return
    await append(
        db,
        MessageDraft(place, note.sender, client_id, body, "edit", found.seq, at=told.created_at),
    )


async def _gone(db: Db, note: PrivateNote, kept: KeptNote) -> bool:
    """Each of its messages is recalled, however old: other servers have no time for that."""
    parts = await _mine(db, note, kept)
    await store.gone(db, note.uri)
    for part in parts:
        await _recall(db, note, kept.conversation_id, part)
    return True


async def _never_comes(db: Db, note: PrivateNote) -> bool:
    """Of somebody who writes to people here, what is deleted before it came is nothing when it
    comes. Nothing more is known of it: it may have been a post.
    """
    for talk in (await store.of_person(db, note.sender))[:1]:
        await store.add_note(db, note.uri, talk.id, [], None)
        await store.gone(db, note.uri)
    return False


async def _recall(db: Db, note: PrivateNote, place: UUID, part: str) -> None:
    found = await store.place_of(db, place, note.sender, part_id(place, note.uri, part))
    if found is None or found.recalled:
        return
    client_id = part_id(place, note.uri, f"recall {part}")
    # As what happened: also between two who may not write to each other any more.
    await chat.note(db, MessageDraft(place, note.sender, client_id, "", "recall", found.seq))

"""Private notes: what somebody elsewhere writes to one person here and nobody else, and the same
the other way round. What they become here is for a floor above; this is how the net writes them.
"""

import re
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog import identity, posts
from leapfrog.fediverse import html, notes, reading, receiving_notes, rules, store, store_post
from leapfrog.fediverse.addresses import PUBLIC, TownAddress, same_host
from leapfrog.fediverse.notes import NoteAttachment
from leapfrog.fediverse.reading import Thing
from leapfrog.fediverse.receiving_notes import ReceivedNote
from leapfrog.fediverse.rendering import GENERATOR, Activity, act, stamp
from leapfrog.fediverse.sending import DELIVER
from leapfrog.fediverse.store import Actor
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.jobs import enqueue

CALLED = re.compile(r"(?:@[a-z0-9_.-]+(?:@[a-z0-9.:-]+)?[\s,:]*)")


class PrivateNote(msgspec.Struct, frozen=True):
    """What came, or is to be gone: by `sender`, of `host`, to the one here. `activity`: by what it
    came; `edited`: when it was changed, as they say.
    """

    kind: Literal["said", "changed", "gone"]
    uri: str
    activity: str
    sender: UUID
    host: str
    to: UUID | None = None
    text: str = ""
    page: str = ""
    files: list[NoteAttachment] = []
    at: datetime | None = None
    edited: datetime | None = None


# Whether it is theirs who hear of it; else it is a post.
Hearer = Callable[[Db, PrivateNote], Awaitable[bool]]
HEARERS: list[Hearer] = []


class SentFile(msgspec.Struct, frozen=True):
    """A file as it is shown elsewhere; `url`: where anybody who has it finds the file."""

    url: str
    type: str
    name: str = ""
    width: int | None = None
    height: int | None = None


class SentNote(msgspec.Struct, frozen=True):
    """What somebody here writes to one person elsewhere. `answers`: the note that it answers."""

    id: UUID
    sender: UUID
    to: UUID
    text: str
    at: datetime
    files: list[SentFile] = []
    answers: str = ""
    edited: datetime | None = None


def hear_private_notes(hearer: Hearer) -> None:
    """Sets who takes private notes that arrive from elsewhere (`Hearer`), instead of posts; called
    at each start.
    """
    HEARERS[:] = [hearer]


async def taken(db: Db, come: ReceivedNote) -> bool:
    """Whether an activity was about a private note, which is done. Raises as the hearer does."""
    if come.asked or not HEARERS:
        return False
    kind = reading.kind(come.activity)
    if kind == "Delete":
        uri = come.object_id
        if uri == come.actor.uri or not same_host(uri, come.actor.uri):
            return False
        return await HEARERS[0](db, _about(come, "gone", uri))
    note = come.object
    if kind not in ("Create", "Update") or "Note" not in reading.kinds(note):
        return False
    receiving_notes.check_theirs(come.actor, note)
    if await posts.place_at(db, reading.ident(note)):
        return False
    to = await _only(db, come, note)
    if to is None and kind == "Create":
        return False
    return await HEARERS[0](db, await _read(db, come, note, to))


def _about(come: ReceivedNote, kind: Literal["gone"], uri: str) -> PrivateNote:
    actor = come.actor
    return PrivateNote(kind, uri, reading.ident(come.activity), actor.person_id, actor.host)


async def _only(db: Db, come: ReceivedNote, note: Thing) -> UUID | None:
    """The one here to whom alone it is written; None for what others read, and for what answers a
    post: that belongs where the post is.
    """
    if notes.audience_of(note, come.actor) != "mentioned" or _of_a_town(note):
        return None
    named = notes.parties(note, come.activity) - {come.actor.uri}
    here = notes.local_people(come.site, named)
    if len(named) != 1 or len(here) != 1:
        return None
    answered = notes.answered(note)
    if answered and await receiving_notes.find(db, come.site, answered):
        return None
    return next(iter(here))


def _of_a_town(note: Thing) -> bool:
    """Whether it is a post of a town like this one: what people say there comes over the line."""
    return any(
        reading.text(one, "name") == GENERATOR for one in reading.things(note.get("generator"))
    )


async def _read(db: Db, come: ReceivedNote, note: Thing, to: UUID | None) -> PrivateNote:
    said = await notes.said(db, come.site, come.actor, note)
    warning = said.content.warning if said.content.warning != notes.UNSAID else ""
    text = CALLED.sub("", said.text, count=1) if CALLED.match(said.text) else said.text
    kind: Literal["said", "changed"]
    kind = "said" if reading.kind(come.activity) == "Create" else "changed"
    return PrivateNote(
        kind=kind,
        uri=said.uri,
        activity=reading.ident(come.activity),
        sender=come.actor.person_id,
        host=come.actor.host,
        to=to,
        text=f"{warning}\n\n{text}".strip(),
        page=reading.link(note.get("url")) or said.uri,
        files=notes.files_of(note),
        at=reading.moment(note, "published"),
        edited=reading.moment(note, "updated"),
    )


async def reached_by_note(db: Db, person_id: UUID) -> str | None:
    """The host to which private notes to a person elsewhere go; None where none may be sent: they
    are not known in the fediverse, are gone, or this town does not speak with theirs.
    """
    site = await store.site(db)
    actor = (await store.by_people(db, [person_id])).get(person_id) if site else None
    if site is None or actor is None or actor.gone:
        return None
    return actor.host if await rules.spoken_with(db, site, [actor.host]) else None


async def write_note(db: Db, note: SentNote, kind: Literal["Create", "Update"]) -> UUID | None:
    """Sends a private note to its one recipient, as new (`Create`) or changed (`Update`); answers
    the id by which its loss is told (`ActivityLost`), None where it cannot be sent.
    """
    site = await store.site(db)
    if site is None or not await reached_by_note(db, note.to):
        return None
    return await _send(db, note.to, note.sender, await _made(db, site, note, kind))


async def take_back_note(db: Db, sender: UUID, to: UUID, note_id: UUID) -> UUID | None:
    """Sends a Delete of a private note to its one recipient; answers the id by which its loss is
    told (`ActivityLost`), None where it cannot be sent.
    """
    site = await store.site(db)
    actor = (await store.by_people(db, [to])).get(to)
    if site is None or actor is None:
        return None
    uri, me = note_uri(site, note_id), site.person(sender)
    tombstone = {"id": uri, "type": "Tombstone"}
    return await _send(
        db, to, sender, act("Delete", me, tombstone, f"{uri}#delete", to=[actor.uri])
    )


async def tell_gone(db: Db, person_id: UUID, to: UUID) -> None:
    """Sends a Delete of a person who leaves for good to the server of one person to whom they wrote
    private notes.
    """
    site = await store.site(db)
    actor = (await store.by_people(db, [to])).get(to)
    if site and actor:
        me = site.person(person_id)
        await _send(db, to, person_id, act("Delete", me, me, f"{me}#delete", to=[PUBLIC]))


def note_uri(site: TownAddress, note_id: UUID) -> str:
    """The ActivityPub id of a private note that was written here. It cannot be fetched: the note is
    in the activity that was sent.
    """
    return f"{site.origin}/ap/notes/{note_id}"


async def _made(
    db: Db, site: TownAddress, note: SentNote, kind: Literal["Create", "Update"]
) -> Activity:
    actor = (await store.by_people(db, [note.to]))[note.to]
    person = (await identity.named(db, [note.to]))[note.to]
    me, uri = site.person(note.sender), note_uri(site, note.id)
    made: Activity = {
        "id": uri,
        "type": "Note",
        "attributedTo": me,
        "published": stamp(note.at),
        "to": [actor.uri],
        "cc": [],
        "content": html.to_html(note.text, site.origin, {}),
        "summary": None,
        "sensitive": False,
        "tag": [{"type": "Mention", "href": actor.uri, "name": f"@{person.address}"}],
        "attachment": [_attached(one) for one in note.files],
    }
    if note.answers:
        made["inReplyTo"] = note.answers
    if note.edited:
        made["updated"] = stamp(note.edited)
    ident = f"{uri}#{kind.lower()}" + (f"/{new_id().hex}" if kind == "Update" else "")
    return act(kind, me, made, ident, to=made["to"], cc=[], published=made["published"])


def _attached(one: SentFile) -> Activity:
    size = {"width": one.width, "height": one.height} if one.width and one.height else {}
    return {"type": "Document", "mediaType": one.type, "url": one.url, "name": one.name, **size}


async def _send(db: Db, to: UUID, sender: UUID, activity: Activity) -> UUID | None:
    """To the box of that one person, and not of all of their town."""
    actor: Actor | None = (await store.by_people(db, [to])).get(to)
    if actor is None or not await reached_by_note(db, to):
        return None
    ident, body = new_id(), msgspec.json.encode(activity).decode()
    box = [(actor.inbox, actor.host)]
    if not await store_post.write(db, ident, sender, body, box, watched=True):
        return None
    await enqueue(db, DELIVER, {"host": actor.host, "id": str(new_id())})
    return ident

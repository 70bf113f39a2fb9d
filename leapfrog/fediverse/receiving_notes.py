"""Notes that come: a post, a comment under one, a vote; whatever it is, only if it concerns
somebody here.
"""

from uuid import UUID

import msgspec

from leapfrog import follows, posts
from leapfrog.fediverse import emoji, html, notes, reading
from leapfrog.fediverse.addresses import TownAddress, same_host
from leapfrog.fediverse.errors import NotHeard
from leapfrog.fediverse.reading import Thing
from leapfrog.fediverse.store import Actor
from leapfrog.kernel.db import Db
from leapfrog.kernel.jobs import enqueue
from leapfrog.posts import OPEN, Place, RemotePost

MEDIA = "fediverse:media"


class ReceivedNote(msgspec.Struct, frozen=True):
    """An activity of somebody who is who they say. `alone`: what it answers could not be had;
    `asked`: we asked for it ourselves.
    """

    site: TownAddress
    actor: Actor
    activity: Thing
    asked: bool = False
    alone: bool = False

    @property
    def object(self) -> Thing:
        return reading.thing(self.activity.get("object"))

    @property
    def object_id(self) -> str:
        return reading.ident(self.activity.get("object"))


class MissingNotes(Exception):
    """This must be asked for first."""

    def __init__(self, uri: str) -> None:
        super().__init__(uri)
        self.uri = uri


async def find(db: Db, site: TownAddress, uri: str) -> Place | None:
    """A post or comment, of this town or of another, by how the net names it."""
    ours = site.local(uri)
    if ours is None:
        return await posts.place_at(db, uri) if uri else None
    return await posts.place_of(db, ours[1]) if ours[0] != "people" else None


async def keep(db: Db, come: ReceivedNote, note: Thing) -> None:
    """A new note. Raises `MissingNotes`, `NotHeard`, and as `posts` does."""
    check_theirs(come.actor, note)
    answered = notes.answered(note)
    target = await find(db, come.site, answered) if answered else None
    if await _is_vote(db, come, note, target):
        return
    if answered and await posts.place_at(db, reading.ident(note)):
        return
    said = await notes.said(db, come.site, come.actor, note)
    named = notes.local_people(come.site, notes.parties(note, come.activity))
    if not (target or named or come.asked or await follows.followed(db, said.author)):
        return
    if answered and target is None and not come.alone and said.audience in OPEN:
        raise MissingNotes(answered)
    said = await _quoting(db, come, note, msgspec.structs.replace(said, answers=target))
    post_id = await posts.bring_remote_post(db, said)
    if post_id:
        await _with_rest(db, note, post_id)
        await _want_emojis(db, come.actor, note, said)


async def _want_emojis(db: Db, actor: Actor, note: Thing, said: RemotePost) -> None:
    await emoji.want(db, actor.host, notes.emojis_of(note, said.text, said.content))


def check_theirs(actor: Actor, note: Thing) -> None:
    """Raises `NotHeard` for a note that is not of this author, or of their town."""
    if not notes.NOTES.intersection(reading.kinds(note)):
        raise NotHeard("not a note")
    if actor.uri not in reading.idents(note.get("attributedTo")):
        raise NotHeard("by somebody else")
    if not same_host(reading.ident(note), actor.uri):
        raise NotHeard("its id is another town's")


async def _is_vote(db: Db, come: ReceivedNote, note: Thing, target: Place | None) -> bool:
    choice = reading.text(note, "name", 1000)
    # Some wrap nothing in a paragraph.
    says = html.to_text(reading.text(note, "content"), {}, 1) if choice else ""
    if not choice or says or target is None:
        return False
    if come.site.local(notes.answered(note)):
        await posts.vote_from_afar(db, come.actor.person_id, target.post_id, choice)
    return True


async def _quoting(db: Db, come: ReceivedNote, note: Thing, said: RemotePost) -> RemotePost:
    """With what it quotes, when that is here and its author lets it."""
    uri = notes.quoted(note)
    if not uri:
        return said
    found = await find(db, come.site, uri)
    if found is None and not come.alone:
        raise MissingNotes(uri)
    if found is None or not _consented(come, note, found):
        return said
    return msgspec.structs.replace(said, form="quote", of=found.post_id)


def _consented(come: ReceivedNote, note: Thing, found: Place) -> bool:
    """Of ours, `posts` knows who lets whom. Elsewhere the author's town vouches (FEP-044f), and who
    speaks that dialect shows it; to others their word is enough.
    """
    if come.site.local(notes.quoted(note)) or found.author_id == come.actor.person_id:
        return True
    stamp = reading.ident(note.get("quoteAuthorization"))
    return "quote" not in note or same_host(stamp, notes.quoted(note))


async def _with_rest(db: Db, note: Thing, post_id: UUID) -> None:
    if reading.kind(note) == "Question":
        await posts.tally(db, post_id, *notes.tally_of(note))
    await _want_files(db, note, post_id)


async def _want_files(db: Db, note: Thing, post_id: UUID, *, anew: bool = False) -> None:
    """Has what it shows brought here; `anew`: it was edited, and may show something else."""
    files = [msgspec.to_builtins(one) for one in notes.files_of(note)]
    if files:
        await enqueue(db, MEDIA, {"post_id": str(post_id), "files": files, "anew": anew})


async def change(db: Db, come: ReceivedNote, note: Thing) -> None:
    """A note says something else; one that is not here is new. Raises as `keep`, and
    `NotYourPost`.
    """
    check_theirs(come.actor, note)
    found = await posts.place_at(db, reading.ident(note))
    if found is None:
        await keep(db, come, note)
        return
    said = await notes.said(db, come.site, come.actor, note)
    await _want_emojis(db, come.actor, note, said)
    await posts.edit_remote_post(db, found.post_id, said)
    await _want_files(db, note, found.post_id, anew=True)
    if reading.kind(note) == "Question":
        await posts.tally(db, found.post_id, *notes.tally_of(note))

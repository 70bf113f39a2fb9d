"""How an archive looks to its owner: its name, who speaks in it, what they answered."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

import msgspec

from leapfrog.chat import store_imported as store
from leapfrog.chat.model import Message, Reaction
from leapfrog.chat_content import Archive, PersonLabel, SpeakerRow, short_key, speaker_id
from leapfrog.chat_formats import HistoryEntry
from leapfrog.contacts import names
from leapfrog.identity import named
from leapfrog.kernel.db import Db

PREVIEW = 9
NAMED = 4


class ArchiveSummary(msgspec.Struct, frozen=True):
    """What a row of the list needs of an archive."""

    archive: Archive
    preview: list[PersonLabel]
    senders: list[PersonLabel]

    def name(self, owner: UUID) -> str:
        others = [face.name for face in self.preview if face.id != owner]
        return self.archive.title or ", ".join(others[:NAMED]) or "…"


async def looks(
    db: Db, owner: UUID, ids: Sequence[UUID], senders: Iterable[UUID]
) -> dict[UUID, ArchiveSummary]:
    """Of those of these conversations that are archives; `senders`: who said what is shown."""
    if not ids:
        return {}
    first = await store.first_speakers(db, ids, PREVIEW)
    said = await store.archive_speakers(db, ids, senders)
    known = {(one.conversation_id, one.id): one for one in (*first, *said)}
    found = dict(zip(known, await _faces(db, owner, list(known.values())), strict=True))
    look = {}
    for place, archive in (await store.archives_of(db, ids)).items():
        here = [found[place, one.id] for one in first if one.conversation_id == place]
        more = [found[place, one.id] for one in said if one.conversation_id == place]
        look[place] = ArchiveSummary(archive, here, [face for face in more if face not in here])
    return look


async def faces(
    db: Db, owner: UUID, conversation_id: UUID, messages: Iterable[Message]
) -> list[PersonLabel]:
    """Who said these things there, who answered to them, and whom they are about."""
    ids = {who for message in messages for who in named_in(message)}
    ids |= {who for message in messages for one in message.reactions for who in one.people}
    return await _faces(db, owner, await store.archive_speakers(db, [conversation_id], ids))


def named_in(message: Message) -> list[UUID]:
    """Who is named where a message is shown."""
    more = (message.meta or {}).get("person_ids", ()) if message.kind == "system" else ()
    return [message.sender_id, *message.mentions, *(UUID(one) for one in more)]


async def _faces(db: Db, owner: UUID, known: Sequence[SpeakerRow]) -> list[PersonLabel]:
    """Who lives here is called and looks as they do now."""
    ids = {one.person_id for one in known if one.person_id}
    people = await named(db, list(ids))
    called: Mapping[UUID, str] = await names(db, owner, people) if people else {}
    found = []
    for one in known:
        person = people.get(one.person_id) if one.person_id else None
        name = called.get(person.id) or person.display_name if person else one.shown
        found.append(PersonLabel(one.id, name, person.avatar if person else None))
    return found


async def reacted(db: Db, owner: UUID, messages: Sequence[Message]) -> list[Message]:
    """The messages of an archive with how they were answered there; givers whom the export does
    not name are left out.
    """
    if not messages:
        return []
    place = messages[0].conversation_id
    told = await store.entries_at(db, place, [message.seq for message in messages])
    mine = {one.key for one in await store.archive_speakers(db, [place], [owner])}
    return [_reacted(one, told.get(one.seq, ""), owner, mine) for one in messages]


def _reacted(message: Message, told: str, owner: UUID, mine: set[str]) -> Message:
    if '"reactions":' not in told:
        return message
    given: dict[str, list[UUID]] = {}
    for one in msgspec.json.decode(told, type=HistoryEntry).reactions:
        if one.by:
            place = message.conversation_id
            who = owner if one.by in mine else speaker_id(place, short_key(one.by))
            given.setdefault(one.emoji, []).append(who)
    found = [Reaction(emoji, people) for emoji, people in given.items()]
    return msgspec.structs.replace(message, reactions=found)

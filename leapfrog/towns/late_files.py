"""Files of what was said to somebody between the copy of their move and its end: the messages come
with the last word of the old town, and the bytes are fetched there afterwards, as of any message.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
import structlog

from leapfrog import chat
from leapfrog.chat_content import Away, id_when_taken
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.towns import files
from leapfrog.towns.addressing import Meta
from leapfrog.towns.errors import InvalidDispatch
from leapfrog.towns.files import FILED, Digests

log = structlog.get_logger()
Record = dict[str, Any]


class LateFiles(msgspec.Struct, frozen=True):
    """Whose files come from which town, and what that offers of them, by the ids there."""

    owner: UUID
    domain: str
    told: Digests


async def offer_late(db: Db, domain: str, said: Sequence[Record]) -> Digests:
    """Lets the new town of a person fetch the files that these records of messages name; answers
    their digests by id. What is not here itself is not offered.
    """
    found = Digests()
    for one in said:
        found |= await files.offer(db, domain, *_said(one)) or {}
    return found


async def await_late(db: Db, late: LateFiles, said: Sequence[Record]) -> list[Record]:
    """These records of messages of a person who moved here: files that are not here are fetched
    where they are offered, and are lost else. Each message shows which.
    """
    shown = list[Record]()
    for one in said:
        kind, meta = _said(one)
        away: Away = ""
        for part, about in chat.filed(kind, meta):
            away = await _comes(db, late, part, about)
        # Of what is forwarded together nothing is told when it comes.
        shown.append({**one, "meta": {**meta, "away": away}} if kind in FILED and away else one)
    return shown


def _said(one: Record) -> tuple[str, Meta]:
    """Of which kind a message is, and what is said with it: by another town, so anything."""
    meta = one.get("meta")
    return str(one.get("kind")), meta if isinstance(meta, dict) else {}


async def _comes(db: Db, late: LateFiles, kind: str, about: Meta) -> Away:
    """Whether a file of a message is here, will be fetched, or is lost."""
    file_id = chat.file_in(about)
    if file_id is None:
        return ""
    taken = await chat.file_owner(db, file_id)
    if taken and taken != late.owner:
        file_id = id_when_taken(late.owner, file_id)
        taken = await chat.file_owner(db, file_id)
    try:
        async with db.savepoint():
            here = await chat.known_file(db, late.owner, file_id) if taken else None
            if here:
                return here.away
            file = files.coming_file(file_id, kind, about)
            await files.expect(db, late.domain, late.owner, file, late.told.get(str(about["file"])))
            return "coming"
    except (Problem, InvalidDispatch, msgspec.ValidationError) as why:
        log.info("towns_late_file_lost", domain=late.domain, why=str(why))
        return "lost"

"""Messages with a file: what one says of it is what the town knows of it, and whoever hears the
message may have the file.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.chat import files
from leapfrog.chat.errors import NoFile
from leapfrog.chat.model import AppendedRow
from leapfrog.chat.store_files import Wanted
from leapfrog.chat_content import ChatFile, MessageDraft
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem

FILED = frozenset(("image", "video", "voice", "file"))
# What a message may say of a file that the file itself does not.
SAID = frozenset(("forwarded",))
# As deep as forwarded messages may lie in each other.
DEEPEST = 4
Files = Mapping[Wanted, ChatFile]
Meta = dict[str, Any]


async def known(db: Db, drafts: Sequence[MessageDraft]) -> Files:
    """The files that these drafts name and their senders may send: such as are here, or are
    announced from another town by the very draft.
    """
    named = {
        (draft.sender_id, file_id)
        for draft in drafts
        if draft.meta
        for _, meta in filed(draft.kind, draft.meta)
        if (file_id := file_in(meta)) is not None
    }
    found = await files.sendable(db, named)
    announced = {draft.sender_id for draft in drafts if draft.at}
    return {
        wanted: file for wanted, file in found.items() if not file.away or wanted[0] in announced
    }


def filled(draft: MessageDraft, found: Files) -> MessageDraft | Problem:
    """The draft with what is true of its file, or of those that are forwarded in it.

    Answers `NoFile` for what is not the sender's to send.
    """
    if draft.meta is None or not any(filed(draft.kind, draft.meta)):
        return draft
    try:
        meta = _filled(draft.kind, draft.meta, draft.sender_id, found)
    except NoFile as none:
        return none
    return msgspec.structs.replace(draft, meta=meta)


async def note(db: Db, rows: Sequence[AppendedRow]) -> None:
    """Whoever is in the conversation has the files from now on; what was recalled they have no
    more.
    """
    places = [
        (file_id, row.draft.conversation_id, row.seq)
        for row in rows
        if row.draft.meta
        for _, meta in filed(row.draft.kind, row.draft.meta)
        if (file_id := file_in(meta)) is not None
    ]
    await files.attach(db, places)
    recalled = [
        (row.draft.conversation_id, row.draft.ref)
        for row in rows
        if row.draft.kind == "recall" and row.draft.ref is not None
    ]
    await files.detach(db, recalled)


def filed(kind: str, meta: Meta, depth: int = DEEPEST) -> Iterator[tuple[str, Meta]]:
    """The parts of a message's content that name a file, with their kind. The content need not have
    been checked: anything may be in it.
    """
    if kind in FILED:
        yield kind, meta
    items = meta.get("items") if kind == "merged" and depth else None
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict) and isinstance(item.get("meta"), dict):
            yield from filed(str(item.get("kind")), item["meta"], depth - 1)


def _filled(kind: str, meta: Meta, sender: UUID, found: Files) -> Meta:
    if kind == "merged" and isinstance(meta.get("items"), list):
        return {**meta, "items": [_item(item, sender, found) for item in meta["items"]]}
    file_id = file_in(meta) if kind in FILED else None
    if file_id is None:
        return meta
    file = found.get((sender, file_id))
    if file is None or file.kind != kind:
        raise NoFile
    return {**{name: meta[name] for name in SAID & meta.keys()}, **file.meta}


def _item(item: Any, sender: UUID, found: Files) -> Any:
    if not isinstance(item, dict) or not isinstance(item.get("meta"), dict):
        return item
    meta = _filled(str(item.get("kind")), item["meta"], sender, found)
    # Of what is forwarded nothing is told when it comes.
    meta.pop("away", None)
    return {**item, "meta": meta}


def file_in(meta: Meta) -> UUID | None:
    """The id of the file that the content of a message names; None for none."""
    try:
        return UUID(meta["file"]) if isinstance(meta.get("file"), str) else None
    except ValueError:
        return None

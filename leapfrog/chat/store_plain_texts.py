"""SQL of plain texts."""

from collections.abc import Sequence
from typing import Any

from leapfrog.chat_content import MessageDraft
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_id

SAY = "select * from chat_say($1, $2, $3, $4, $5, $6) /* alone */"
SAY_ONE = "select * from chat_say_one($1, $2, $3, $4, $5, $6) /* alone */"


def is_bare_text(draft: MessageDraft) -> bool:
    """Whether it is nothing but words."""
    plain = draft.kind == "text" and draft.ref is None and draft.at is None
    return plain and not draft.mentions and draft.meta is None


async def say(db: Db, texts: Sequence[MessageDraft]) -> list[Any]:
    """Writes bare texts, all or none: (number of the text, from 1, seq, ord, hearers, away)."""
    names = ("conversation_id", "sender_id", "client_id", "body")
    if len(texts) == 1:
        given = [getattr(texts[0], name) for name in names]
        rows = await db.rows(SAY_ONE, *given, new_id(), db.now)
    else:
        columns = [[getattr(one, name) for one in texts] for name in names]
        rows = await db.rows(SAY, *columns, [new_id() for _ in texts], db.now)
    (db.wake if any(row["away"] for row in rows) else db.wake_soon)()
    return rows

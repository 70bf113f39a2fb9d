"""Plain texts, which nearly all messages are: said by one statement, which is a transaction."""

from collections.abc import Sequence

import asyncpg

from leapfrog.chat import log, store_plain_texts
from leapfrog.chat.log import key_of
from leapfrog.chat.model import AppendedRow, Message
from leapfrog.chat_content import MessageDraft, checked
from leapfrog.kernel.db import Db


async def say(db: Db, drafts: Sequence[MessageDraft]) -> list[Message] | None:
    """What these became, where each is a plain text that is new and allowed. None: nothing was
    said; `append` says why not. Only where `db` does nothing else.
    """
    texts = [one for draft in drafts if isinstance(one := checked(draft), MessageDraft)]
    if len({key_of(one) for one in texts if store_plain_texts.is_bare_text(one)}) < len(drafts):
        return None
    try:
        rows = await store_plain_texts.say(db, texts)
    except asyncpg.UniqueViolationError:
        return None
    people = {texts[n - 1].conversation_id: hearing for n, _, _, hearing, _ in rows if hearing}
    said = [AppendedRow(texts[n - 1], seq, ord).message(db.now) for n, seq, ord, *_ in rows]
    for message in said:
        log.tell(db, people, message)
    return said or None

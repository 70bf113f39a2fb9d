"""Search through all that was ever said to a person, a moment behind the log."""

import asyncio
import base64
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from leapfrog.chat import log_pages, search_words, store_search
from leapfrog.chat.model import Message
from leapfrog.chat.store_search import BLOCK, Block, Hit, SearchQuery, Span
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.timers import schedule

INDEX = "chat.index"
INDEX_EVERY = timedelta(seconds=3)
BATCHES = 2000
# Few enough that the transaction is short: while it is open, deltas bring more than is new.
BLOCKS = 64
LONGEST = 200
PAGE = 30
# So many blocks are read at once, and at most so often for one page.
AT_ONCE, TURNS = 32, 60


class FoundMessage(msgspec.Struct, frozen=True):
    """A message that holds what was searched for; `snippet`: the line in which it is."""

    conversation_id: UUID
    message: Message
    snippet: str


class SearchPage(msgspec.Struct, frozen=True):
    """A page, the newest first; `next` is the `before` of the following one, which may be empty
    although there is another one after it.
    """

    found: list[FoundMessage]
    next: str | None


async def find(
    db: Db, person_id: UUID, query: str, conversation_id: UUID | None, before: str | None
) -> SearchPage:
    """Whatever holds the words as they are written, but for case and width, in one's own
    conversations, or in one of them; nothing that one deleted or may not see. Raises `Invalid`.
    """
    words = search_words.plain(" ".join(query.replace("\0", "").split()))
    if not 1 <= len(words) <= LONGEST:
        raise Invalid(f"1 to {LONGEST} characters can be searched for.")
    wanted = SearchQuery(search_words.tokens(words), conversation_id)
    place, found = _place(before), list[FoundMessage]()
    for _ in range(TURNS):
        blocks = await store_search.find(db, person_id, wanted, place, AT_ONCE)
        said = [message for block in blocks.values() for message in block]
        found += await _holding(db, words, said)
        place = list(blocks)[-1] if len(blocks) == AT_ONCE else None
        if place is None or len(found) >= PAGE:
            break
    found.sort(key=lambda one: (one.message.created_at, one.message.seq), reverse=True)
    return SearchPage(found, _mark(place) if place else None)


async def _holding(db: Db, words: str, said: Sequence[Message]) -> list[FoundMessage]:
    lines = [(one, search_words.line_of(one.body, one.meta)) for one in said]
    lines = [(one, line) for one, line in lines if words in search_words.plain(line)]
    shown = await log_pages.reacted(db, [one for one, _ in lines])
    return [
        FoundMessage(one.conversation_id, one, search_words.snippet(line, words))
        for one, (_, line) in zip(shown, lines, strict=True)
    ]


def _mark(place: Hit) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def _place(text: str | None) -> Hit | None:
    if not text:
        return None
    try:
        found = msgspec.json.decode(base64.urlsafe_b64decode(text + "=="), type=Hit)
    except (ValueError, msgspec.DecodeError):
        raise Invalid("`before` is what an earlier answer gave as `next`.") from None
    return found


async def index(db: Db, ref: str, _body: object) -> None:
    """Brings the search up to the log, and comes again."""
    left = BLOCKS
    spans: list[Span] = []
    later: list[UUID] = []
    for conversation_id, known, last in await store_search.behind(
        db, await store_search.take(db, BATCHES)
    ):
        high = min(last, ((known + 1) // BLOCK + left) * BLOCK - 1)
        if high > known:
            spans.append((conversation_id, known, high))
            left -= high // BLOCK - (known + 1) // BLOCK + 1
        if high < last:
            later.append(conversation_id)
    if spans:
        await _renew(db, spans)
    if later:
        await store_search.put_back(db, later)
    await schedule(db, INDEX, ref, db.now + (timedelta() if later else INDEX_EVERY))


async def _renew(db: Db, spans: Sequence[Span]) -> None:
    blocks = await store_search.changed(db, spans)
    for conversation_id, known, high in spans:
        numbers = range((known + 1) // BLOCK, high // BLOCK + 1)
        blocks |= {(conversation_id, number) for number in numbers}
    said: dict[Block, tuple[datetime, list[str]]] = {}
    for conversation_id, block, at, body, meta in await store_search.words(db, sorted(blocks)):
        _, lines = said.get((conversation_id, block), (at, []))
        lines.append(search_words.line_of(body, meta))
        said[conversation_id, block] = (at, lines)
    entries = []
    for place, (at, lines) in said.items():
        entries.append((*place, at, search_words.tokens(search_words.plain("\n".join(lines)))))
        # It takes a while for many; others have their turn in between.
        await asyncio.sleep(0)
    await store_search.put(db, entries)
    silent = sorted(blocks - said.keys())
    if silent:
        await store_search.drop(db, silent)
    await store_search.reached(db, [(span[0], span[2]) for span in spans])

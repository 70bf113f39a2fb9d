"""Search through all that was ever said to a person, a moment behind the log."""

import base64
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import msgspec

from leapfrog.chat import reading, search_words, store_search
from leapfrog.chat.model import Message
from leapfrog.chat.store_search import BLOCK, Block, Hit
from leapfrog.kernel.db import Db
from leapfrog.kernel.due import schedule
from leapfrog.kernel.errors import Invalid

INDEX = "chat.index"
INDEX_EVERY = timedelta(seconds=2)
BATCHES = 2000
BLOCKS = 200
LONGEST = 200
PAGE = 30
# So many blocks are read at once, and at most so often for one page.
AT_ONCE, TURNS = 32, 60


class FoundMessage(msgspec.Struct, frozen=True):
    """A message that holds what was searched for; `snippet`: the line in which it is."""

    conversation_id: UUID
    message: Message
    snippet: str


class Found(msgspec.Struct, frozen=True):
    """A page, the newest first; `next` is the `before` of the following one, which may be empty
    although there is another one after it.
    """

    found: list[FoundMessage]
    next: str | None


async def find(
    db: Db, person_id: UUID, query: str, conversation_id: UUID | None, before: str | None
) -> Found:
    """Whatever holds the words as they are written, but for case and width, in one's own
    conversations, or in one of them; nothing that one deleted or may not see. Raises `Invalid`.
    """
    words = search_words.plain(" ".join(query.replace("\0", "").split()))
    if not 1 <= len(words) <= LONGEST:
        raise Invalid(f"1 to {LONGEST} characters can be searched for.")
    spans = await store_search.spans(db, person_id, conversation_id)
    wanted, ids = sorted(search_words.tokens(words)), list(spans)
    place, found = _place(before), list[FoundMessage]()
    for _ in range(TURNS):
        hits = await store_search.find(db, wanted, ids, place, AT_ONCE)
        blocks = [(hit.conversation_id, hit.block) for hit in hits]
        said = await store_search.of_blocks(db, blocks) if blocks else []
        seen = [one for one in said if spans[one.conversation_id][0] < one.seq]
        seen = [one for one in seen if one.seq <= spans[one.conversation_id][1]]
        found += await _holding(db, person_id, words, seen)
        place = hits[-1] if len(hits) == AT_ONCE else None
        if place is None or len(found) >= PAGE:
            break
    found.sort(key=lambda one: (one.message.created_at, one.message.seq), reverse=True)
    return Found(found, _mark(place) if place else None)


async def _holding(
    db: Db, person_id: UUID, words: str, said: Sequence[Message]
) -> list[FoundMessage]:
    texts = [(one, search_words.text_of(one)) for one in said]
    texts = [(one, text) for one, text in texts if words in _line(text)]
    shown = await reading.dressed(db, person_id, [one for one, _ in texts])
    return [
        FoundMessage(one.conversation_id, one, search_words.snippet(text, words))
        for one, (_, text) in zip(shown, texts, strict=True)
        if not one.hidden
    ]


def _line(text: str) -> str:
    return search_words.plain(" ".join(text.split()))


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
    ids = await store_search.take(db, BATCHES)
    more = False
    for conversation_id, known, last in await store_search.behind(db, ids):
        high = min(last, (known // BLOCK + BLOCKS) * BLOCK)
        changed = await store_search.changed(db, conversation_id, known, high)
        numbers = {seq // BLOCK for seq in changed}
        numbers |= set(range((known + 1) // BLOCK, high // BLOCK + 1))
        await _renew(db, [(conversation_id, number) for number in sorted(numbers)])
        await store_search.reached(db, conversation_id, high)
        if high < last:
            more = True
            await store_search.put_back(db, [conversation_id])
    wait = timedelta() if more else INDEX_EVERY
    await schedule(db, INDEX, ref, db.now + wait)


async def _renew(db: Db, blocks: Sequence[Block]) -> None:
    said: dict[Block, list[Message]] = {block: [] for block in blocks}
    for message in await store_search.of_blocks(db, blocks):
        said[message.conversation_id, message.seq // BLOCK].append(message)
    entries = [
        (*block, messages[-1].created_at, sorted(_tokens(messages)))
        for block, messages in said.items()
        if messages
    ]
    await store_search.put(db, entries)
    silent = [block for block, messages in said.items() if not messages]
    if silent:
        await store_search.drop(db, silent)


def _tokens(messages: Sequence[Message]) -> set[int]:
    return {
        token
        for message in messages
        for token in search_words.tokens(_line(search_words.text_of(message)))
    }

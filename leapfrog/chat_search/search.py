"""Search through all that was ever said to a person, a moment behind the log."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog import chat
from leapfrog.chat import Message
from leapfrog.chat_search import store, words
from leapfrog.chat_search.store import Hit, SearchQuery
from leapfrog.chat_search.store_log import BLOCK, Block, Span, changed_by, last_seqs, said_in_blocks
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.looking import Poller
from leapfrog.kernel.signing import base64url, from_base64url
from leapfrog.kernel.timers import schedule, schedule_missing, unscheduled

INDEX = "chat.index"
INDEX_EVERY = timedelta(seconds=3)
BATCHES = 2000
# Few enough that the transaction is short: while it is open, deltas bring more than is new.
BLOCKS = 64
LONGEST = 200
PAGE = 30
# So many blocks are read at once, and at most so often for one page.
AT_ONCE, TURNS = 32, 60


Looking = Literal["media", "file", "link"]
KINDS: Mapping[Looking, Sequence[str]] = {"media": ("image", "video"), "file": ("file",)}


class MessageFilter(msgspec.Struct, frozen=True):
    """Only what this person said; only pictures and films, files, or what has a link in it."""

    sender_id: UUID | None = None
    looking: Looking | None = None


ALL = MessageFilter()


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
    db: Db,
    person_id: UUID,
    query: str,
    conversation_id: UUID | None,
    before: str | None,
    *,
    only: MessageFilter = ALL,
) -> SearchPage:
    """Whatever holds the words as they are written, but for case and width, or Chinese that sounds
    so (pinyin without tones), in one's own conversations, or in one of them; nothing that one
    deleted or may not see. With `only` there need not be words. Raises `Invalid`.
    """
    text = words.plain(" ".join(query.replace("\0", "").split()))
    least = 1 if only == ALL else 0
    if not least <= len(text) <= LONGEST:
        raise Invalid(f"{least} to {LONGEST} characters can be searched for.")
    kinds = KINDS.get(only.looking) if only.looking else None
    wanted = SearchQuery(
        tokens=words.tokens(text),
        conversation_id=conversation_id,
        sender_id=only.sender_id,
        kinds=kinds,
        links=only.looking == "link",
    )
    place, found = _place(before), list[FoundMessage]()
    for _ in range(TURNS):
        blocks = await store.find(db, person_id, wanted, place, AT_ONCE)
        said = [message for block in blocks.values() for message in block]
        found += await _holding(db, text, said)
        place = list(blocks)[-1] if len(blocks) == AT_ONCE else None
        if place is None or len(found) >= PAGE:
            break
    found.sort(key=lambda one: (one.message.created_at, one.message.seq), reverse=True)
    return SearchPage(found, _mark(place) if place else None)


async def _holding(db: Db, text: str, said: Sequence[Message]) -> list[FoundMessage]:
    sound = words.asked_sound(text)
    holding = []
    for one in said:
        line = words.line_of(one.body, one.meta)
        if text in words.plain(line):
            holding.append((one, words.snippet(line, text)))
        elif sound and (signs := words.heard(line, sound)):
            holding.append((one, words.snippet(line, signs)))
    shown = await chat.with_reactions(db, [one for one, _ in holding])
    return [
        FoundMessage(one.conversation_id, one, snippet)
        for one, (_, snippet) in zip(shown, holding, strict=True)
    ]


def _mark(place: Hit) -> str:
    return base64url(msgspec.json.encode(place))


def _place(text: str | None) -> Hit | None:
    if not text:
        return None
    try:
        found = msgspec.json.decode(from_base64url(text), type=Hit)
    except (ValueError, msgspec.DecodeError):
        raise Invalid("`before` is what an earlier answer gave as `next`.") from None
    return found


async def begin(database: Database) -> bool:
    """The first thing that was said for a while is to be indexed."""
    async with database.transaction() as db:
        # Not `schedule_first`, which waits for whoever runs it at this moment.
        await schedule_missing(db, [(INDEX, "", db.now)])
    return True


async def index(db: Db, ref: str, _body: object) -> None:
    """The handler of the due row of the search: indexes what was said since the last run, 2,048
    messages at most, and schedules itself at once where more is left, else for three seconds later;
    not where nothing was said.
    """
    left = BLOCKS
    spans: list[Span] = []
    later: list[UUID] = []
    written = await _written(db)
    if not written:
        return
    for conversation_id, known, last in await _behind(db, written):
        high = min(last, ((known + 1) // BLOCK + left) * BLOCK - 1)
        if high > known:
            spans.append((conversation_id, known, high))
            left -= high // BLOCK - (known + 1) // BLOCK + 1
        if high < last:
            later.append(conversation_id)
    if spans:
        await _renew(db, spans)
    if later:
        await chat.put_back_unindexed(db, later)
    await schedule(db, INDEX, ref, db.now + (timedelta() if later else INDEX_EVERY))


async def _written(db: Db) -> set[UUID]:
    """Where something was written; what is to be read anew is forgotten."""
    taken = await chat.take_unindexed(db, BATCHES)
    anew = [place for one in taken if one.anew for place in one.conversation_ids]
    if anew:
        await store.forget(db, anew)
    return {place for one in taken for place in one.conversation_ids}


async def _behind(db: Db, ids: set[UUID]) -> list[Span]:
    """(conversation, known up to, last seq) of those that are behind, furthest first: where much is
    said without end, their last blocks, which are not full yet, are not made anew in each turn.
    """
    if not ids:
        return []
    known = await store.indexed(db, ids)
    ends = await last_seqs(db, ids)
    spans = [(place, known.get(place, 0), last) for place, last in ends.items()]
    behind = [span for span in spans if span[1] < span[2]]
    return sorted(behind, key=lambda span: (span[1] - span[2], span[0]))


async def _renew(db: Db, spans: Sequence[Span]) -> None:
    """Of a block that is known in part only what was said since is read, but where something
    earlier in it was changed.
    """
    whole = {(one.conversation_id, one.ref // BLOCK) for one in await changed_by(db, spans)}
    firsts = {block: block[1] * BLOCK for block in whole}
    for conversation_id, known, high in spans:
        for number in range((known + 1) // BLOCK, high // BLOCK + 1):
            block, first = (conversation_id, number), number * BLOCK
            if known <= first:
                whole.add(block)
            firsts.setdefault(block, first if block in whole else known + 1)
    said: dict[Block, tuple[datetime, list[str]]] = {}
    for one in await said_in_blocks(db, firsts):
        _, lines = said.get((one.conversation_id, one.block), (one.created_at, []))
        lines.append(words.line_of(one.body, one.meta))
        said[one.conversation_id, one.block] = (one.created_at, lines)
    entries = []
    for place, (at, lines) in said.items():
        tokens = words.tokens_of("\n".join(lines))
        entries.append((*place, at, store.array_text(tokens), place in whole))
        # It takes a while for many; others have their turn in between.
        await asyncio.sleep(0)
    await store.put(db, entries)
    silent = sorted(whole - said.keys())
    if silent:
        await store.drop(db, silent)
    await store.reached(db, [(span[0], span[2]) for span in spans])


# While a due row is to come it takes all there is by then.
POLLER = Poller(f"{unscheduled(INDEX)} and ({chat.UNINDEXED_WAITS})", begin)

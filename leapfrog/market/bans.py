"""What cannot be sold in the town: looked at when something is to be for sale, and in all that is
when a ban comes.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from operator import attrgetter
from typing import Any
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.timers import schedule
from leapfrog.market import checking, indexing, store_desk, store_items
from leapfrog.market.errors import BanIdUsed, ItemProhibited, NoBan
from leapfrog.market.model import Ban, BanWishes, Item, NewItem, Prohibition
from leapfrog.market_categories import CATEGORIES
from leapfrog.search_words import folded, is_dense

LOOK = "market.ban"
# What was being set on sale while a ban came did not see it, nor was it seen: later it is.
AGAIN = timedelta(minutes=5)
# What of an item a ban can be about.
ABOUT = ("title", "body", "brand", "category", "attributes", "texts", "options")
SAID = attrgetter(*ABOUT)
PAGE = 200
MOST_WORDS, LONGEST_REASON = 200, 500
START = UUID(int=0)


def put_checked(wanted: BanWishes) -> BanWishes:
    """A ban as it is kept. Raises `Invalid`."""
    words = [checking.line("words", one, checking.LONGEST_WORD, 1) for one in wanted.words]
    if not all(folded(one) for one in words):
        raise Invalid("A word has letters.", field="words")
    if set(wanted.categories) - set(CATEGORIES):
        raise Invalid("There is no such category.", field="categories")
    gtins = [checking.gtin14(one) for one in wanted.gtins]
    if not all(gtins):
        raise Invalid("This is no barcode.", field="gtins")
    if not 1 <= len(words) + len(wanted.categories) + len(gtins) <= MOST_WORDS:
        raise Invalid(f"1 to {MOST_WORDS} words, categories and barcodes.", field="words")
    reason = checking.line("reason", wanted.reason, LONGEST_REASON, 1)
    reasons = {
        key: checking.line("reasons", text, LONGEST_REASON)
        for key, text in wanted.reasons.items()
        if checking.LANGUAGE.fullmatch(key)
    }
    return BanWishes(reason, words, sorted(set(wanted.categories)), gtins, reasons)


def hit(ban: Ban, item: Item | NewItem, gtins: Iterable[str]) -> str | None:
    """By which word, category or barcode something is what a ban is about; pure."""
    for one in ban.categories:
        if item.category == one or item.category.startswith(f"{one}/"):
            return one
    for one in gtins:
        if one in ban.gtins:
            return one
    said = [item.title, item.brand, item.body, *item.attributes.values()]
    said += [text for each in item.texts.values() for text in each.values()]
    said += [text for each in item.options for text in (each.name, *each.values)]
    whole = "".join(f" {folded(one)} \n" for one in said if one)
    for word in ban.words:
        key = folded(word)
        # Chinese is written without spaces; a word of other scripts is a word of its own.
        if (key if is_dense(key) else f" {key} ") in whole:
            return word
    return None


def first_hit(
    bans: Sequence[Ban], item: Item | NewItem, gtins: Iterable[str]
) -> Prohibition | None:
    """The first of these bans that an item is under, by its words, category or GTINs; or None."""
    some = list(gtins)
    for ban in bans:
        by = hit(ban, item, some)
        if by is not None:
            return Prohibition(ban.id, by, ban.reason, ban.reasons)
    return None


async def prohibited(db: Db, items: Mapping[UUID, Item]) -> dict[UUID, Prohibition]:
    """Those of these items that cannot be sold, and why."""
    bans = await store_desk.bans(db)
    if not bans or not items:
        return {}
    variants = await store_items.variants(db, items)
    allowed = await store_desk.exceptions(db, items)
    found: dict[UUID, Prohibition] = {}
    for key, item in items.items():
        some = [ban for ban in bans if (ban.id, key) not in allowed]
        hit_by = first_hit(some, item, [one.gtin for one in variants.get(key, []) if one.gtin])
        if hit_by is not None:
            found[key] = hit_by
    return found


async def check(db: Db, items: Mapping[UUID, Item]) -> None:
    """Raises `ItemProhibited`."""
    for one in (await prohibited(db, items)).values():
        raise ItemProhibited(
            ban_id=str(one.ban_id), by=one.by, reason=one.reason, reasons=one.reasons
        )


async def put_ban(db: Db, by: UUID, ban_id: UUID, wanted: BanWishes) -> Ban:
    """A ban from now on, also of what is for sale already. The same id again is the same. Raises
    `Invalid`, `BanIdUsed`.
    """
    kept = put_checked(wanted)
    made = Ban(
        id=ban_id,
        words=list(kept.words),
        categories=list(kept.categories),
        gtins=list(kept.gtins),
        reason=kept.reason,
        reasons=kept.reasons,
        by_id=by,
        at=db.now,
        ended_at=None,
    )
    before = await store_desk.find_ban(db, ban_id)
    if before is None:
        await store_desk.add_ban(db, made)
        await schedule(db, LOOK, str(ban_id), db.now, {"after": str(START)})
        return made
    if (before.words, before.categories, before.gtins) != (made.words, made.categories, made.gtins):
        raise BanIdUsed
    return before


async def end_ban(db: Db, ban_id: UUID) -> None:
    """It can be sold again. Raises `NoBan`."""
    if await store_desk.find_ban(db, ban_id) is None:
        raise NoBan
    await store_desk.end_ban(db, ban_id)


async def allow(db: Db, by: UUID, ban_id: UUID, item_id: UUID) -> None:
    """A ban is not about this item. Raises `NoBan`, also where there is no such item."""
    if await store_desk.find_ban(db, ban_id) is None or not await store_items.items(db, [item_id]):
        raise NoBan
    await store_desk.add_exception(db, ban_id, item_id, by)


async def look_through(db: Db, ref: str, body: Any) -> None:
    """The due row after a new ban, and a while later: what it is about is not for sale any more;
    its shop reads why when it sets it on sale again.
    """
    ban = await store_desk.find_ban(db, UUID(ref))
    if ban is None or ban.ended_at is not None:
        return
    ids = await store_desk.next_live(db, UUID(body["after"]), PAGE)
    found = await prohibited(db, await store_items.items(db, ids))
    if found:
        await store_items.set_state(db, list(found), "off")
        await indexing.index(db, found)
    if len(ids) == PAGE:
        await schedule(db, LOOK, ref, db.now, {**body, "after": str(ids[-1])})
    elif not body.get("again"):
        await schedule(db, LOOK, ref, db.now + AGAIN, {"after": str(START), "again": True})


async def forget_exceptions(db: Db, old: Mapping[UUID, Item], new: Mapping[UUID, Item]) -> None:
    """The town allowed something as it was called and described then, and nothing else."""
    changed = [one for one, item in old.items() if SAID(item) != SAID(new[one])]
    await store_desk.drop_exceptions(db, changed)

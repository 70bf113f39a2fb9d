"""Filters, in both versions of the API: of the first, each keyword is a filter of its own."""

from datetime import datetime, timedelta
from typing import Any

import msgspec

from leapfrog.identity import plain
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.locks import lock
from leapfrog.mastodon import ids, store_preferences
from leapfrog.mastodon.call import ApiCall, Handler, Routes, moment
from leapfrog.mastodon.entities.filtering import filtered, keyword, shown
from leapfrog.mastodon.errors import ApiRefused
from leapfrog.mastodon.store_preferences import ContentFilter, Filtered, Keyword

CONTEXTS = frozenset(("home", "notifications", "public", "thread", "account"))
ACTIONS = frozenset(("warn", "hide", "blur"))
MOST, MOST_WORDS, LONGEST = 100, 100, 100
V2, V1 = "/api/v2/filters", "/api/v1/filters"

routes = Routes()


def alone(handler: Handler) -> Handler:
    """Changes of one person's filters go one after the other: each reads a filter, changes a part
    and keeps all of it.
    """

    async def one_after_the_other(call: ApiCall) -> Any:
        await lock(call.db, "filters", call.me)
        return await handler(call)

    return one_after_the_other


async def _mine(call: ApiCall) -> ContentFilter:
    for one in await store_preferences.filters(call.db, call.me):
        if ids.shown(one.id) == call.path["id"]:
            return one
    raise NotFound


async def _keep(call: ApiCall, one: ContentFilter) -> ContentFilter:
    """Raises `ApiRefused` for what is no filter."""
    if not one.title or len(one.title) > LONGEST:
        raise ApiRefused("Validation failed: Title can't be blank")
    if not one.contexts or not set(one.contexts) <= CONTEXTS:
        raise ApiRefused("Validation failed: Context must be one or more known contexts")
    if one.action not in ACTIONS or len(one.keywords) > MOST_WORDS:
        raise ApiRefused("Validation failed: Filter is invalid")
    if not await store_preferences.put_filter(call.db, call.me, one):
        raise NotFound
    return one


def _ends(call: ApiCall, before: datetime | None) -> datetime | None:
    if not call.has("expires_in"):
        return before
    seconds = call.number("expires_in")
    return call.db.now + timedelta(seconds=min(seconds, 10**9)) if seconds > 0 else None


def _word(text: str) -> str:
    word = plain(text)
    if not 1 <= len(word) <= LONGEST:
        raise ApiRefused("Validation failed: Keyword can't be blank")
    return word


def _words(call: ApiCall, before: list[Keyword]) -> list[Keyword]:
    """`keywords_attributes`: new ones, those with an id changed, `_destroy` taken away."""
    kept = {one.id: one for one in before}
    for given in call.several("keywords_attributes"):
        if not isinstance(given, dict):
            raise ApiRefused
        inner = msgspec.structs.replace(call, given=given)
        old = next((one for one in before if ids.shown(one.id) == inner.text("id")), None)
        ident = old.id if old else new_id()
        if inner.flag("_destroy"):
            kept.pop(ident, None)
        elif old or not inner.text("id"):
            text = inner.text("keyword", old.keyword if old else "")
            whole = inner.flag("whole_word", old.whole_word if old else False)
            kept[ident] = Keyword(ident, _word(text), whole)
    return list(kept.values())


@routes("GET", V2, "read:filters")
async def listing(call: ApiCall) -> Any:
    return [shown(one) for one in await store_preferences.filters(call.db, call.me)]


@routes("POST", V2, "write:filters")
@alone
async def make(call: ApiCall) -> Any:
    if len(await store_preferences.filters(call.db, call.me)) >= MOST:
        raise ApiRefused(f"Validation failed: At most {MOST} filters")
    contexts = [str(one) for one in call.several("context")]
    how = (contexts, call.text("filter_action", "warn"), _ends(call, None))
    made = ContentFilter(new_id(), plain(call.text("title")), *how, _words(call, []), [])
    return shown(await _keep(call, made))


@routes("GET", V2 + "/{id}", "read:filters")
async def one(call: ApiCall) -> Any:
    return shown(await _mine(call))


@routes("PUT", V2 + "/{id}", "write:filters")
@alone
async def change(call: ApiCall) -> Any:
    before = await _mine(call)
    after = msgspec.structs.replace(
        before,
        title=plain(call.text("title", before.title)),
        contexts=[str(each) for each in call.several("context")] or before.contexts,
        action=call.text("filter_action", before.action),
        expires_at=_ends(call, before.expires_at),
        keywords=_words(call, before.keywords),
    )
    return shown(await _keep(call, after))


@routes("DELETE", V2 + "/{id}", "write:filters")
@alone
async def delete(call: ApiCall) -> Any:
    await store_preferences.drop_filter(call.db, call.me, (await _mine(call)).id)
    return {}


@routes("GET", V2 + "/{id}/keywords", "read:filters")
async def keywords(call: ApiCall) -> Any:
    return [keyword(each) for each in (await _mine(call)).keywords]


@routes("POST", V2 + "/{id}/keywords", "write:filters")
@alone
async def add_keyword(call: ApiCall) -> Any:
    before = await _mine(call)
    made = Keyword(new_id(), _word(call.text("keyword")), call.flag("whole_word"))
    await _keep(call, msgspec.structs.replace(before, keywords=[*before.keywords, made]))
    return keyword(made)


async def _with_keyword(call: ApiCall) -> tuple[ContentFilter, Keyword]:
    for each in await store_preferences.filters(call.db, call.me):
        for word in each.keywords:
            if ids.shown(word.id) == call.path["id"]:
                return each, word
    raise NotFound


@routes("GET", V2 + "/keywords/{id}", "read:filters")
async def one_keyword(call: ApiCall) -> Any:
    return keyword((await _with_keyword(call))[1])


@routes("PUT", V2 + "/keywords/{id}", "write:filters")
@alone
async def change_keyword(call: ApiCall) -> Any:
    holder, word = await _with_keyword(call)
    text = _word(call.text("keyword", word.keyword))
    after = Keyword(word.id, text, call.flag("whole_word", word.whole_word))
    words = [after if each.id == word.id else each for each in holder.keywords]
    await _keep(call, msgspec.structs.replace(holder, keywords=words))
    return keyword(after)


@routes("DELETE", V2 + "/keywords/{id}", "write:filters")
@alone
async def delete_keyword(call: ApiCall) -> Any:
    holder, word = await _with_keyword(call)
    words = [each for each in holder.keywords if each.id != word.id]
    await _keep(call, msgspec.structs.replace(holder, keywords=words))
    return {}


@routes("GET", V2 + "/{id}/statuses", "read:filters")
async def filtered_statuses(call: ApiCall) -> Any:
    return [filtered(each) for each in (await _mine(call)).statuses]


@routes("POST", V2 + "/{id}/statuses", "write:filters")
@alone
async def add_status(call: ApiCall) -> Any:
    before = await _mine(call)
    made = Filtered(new_id(), await call.status(call.text("status_id")))
    await _keep(call, msgspec.structs.replace(before, statuses=[*before.statuses, made]))
    return filtered(made)


async def _with_status(call: ApiCall) -> tuple[ContentFilter, Filtered]:
    for each in await store_preferences.filters(call.db, call.me):
        for found in each.statuses:
            if ids.shown(found.id) == call.path["id"]:
                return each, found
    raise NotFound


@routes("GET", V2 + "/statuses/{id}", "read:filters")
async def one_status(call: ApiCall) -> Any:
    return filtered((await _with_status(call))[1])


@routes("DELETE", V2 + "/statuses/{id}", "write:filters")
@alone
async def delete_status(call: ApiCall) -> Any:
    holder, found = await _with_status(call)
    rest = [each for each in holder.statuses if each.id != found.id]
    await _keep(call, msgspec.structs.replace(holder, statuses=rest))
    return {}


def _first_version(holder: ContentFilter, word: Keyword) -> dict[str, Any]:
    return {
        "id": ids.shown(word.id),
        "phrase": word.keyword,
        "context": holder.contexts,
        "whole_word": word.whole_word,
        "expires_at": moment(holder.expires_at) if holder.expires_at else None,
        "irreversible": holder.action == "hide",
    }


@routes("GET", V1, "read:filters")
async def listing_1(call: ApiCall) -> Any:
    mine = await store_preferences.filters(call.db, call.me)
    return [_first_version(holder, word) for holder in mine for word in holder.keywords]


@routes("POST", V1, "write:filters")
@alone
async def make_1(call: ApiCall) -> Any:
    if len(await store_preferences.filters(call.db, call.me)) >= MOST:
        raise ApiRefused(f"Validation failed: At most {MOST} filters")
    word = Keyword(new_id(), _word(call.text("phrase")), call.flag("whole_word"))
    contexts = [str(one) for one in call.several("context")]
    how = (contexts, "hide" if call.flag("irreversible") else "warn", _ends(call, None))
    made = ContentFilter(new_id(), word.keyword, *how, [word], [])
    return _first_version(await _keep(call, made), word)


@routes("GET", V1 + "/{id}", "read:filters")
async def one_1(call: ApiCall) -> Any:
    return _first_version(*await _with_keyword(call))


@routes("PUT", V1 + "/{id}", "write:filters")
@alone
async def change_1(call: ApiCall) -> Any:
    holder, word = await _with_keyword(call)
    phrase = _word(call.text("phrase", word.keyword))
    after = Keyword(word.id, phrase, call.flag("whole_word", word.whole_word))
    contexts = [str(each) for each in call.several("context")] or holder.contexts
    words = [after if each.id == word.id else each for each in holder.keywords]
    action = holder.action
    if call.has("irreversible") and call.flag("irreversible") != (action == "hide"):
        action = "hide" if call.flag("irreversible") else "warn"
    changed = msgspec.structs.replace(holder, contexts=contexts, keywords=words, action=action)
    ends = _ends(call, holder.expires_at)
    return _first_version(
        await _keep(call, msgspec.structs.replace(changed, expires_at=ends)), after
    )


@routes("DELETE", V1 + "/{id}", "write:filters")
@alone
async def delete_1(call: ApiCall) -> Any:
    holder, word = await _with_keyword(call)
    words = [each for each in holder.keywords if each.id != word.id]
    if words or holder.statuses:
        await _keep(call, msgspec.structs.replace(holder, keywords=words))
    else:
        await store_preferences.drop_filter(call.db, call.me, holder.id)
    return {}

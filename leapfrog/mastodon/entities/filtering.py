"""Filters: what somebody does not want to see, found in what they see. The client app hides it, or
shows the title of the filter first.
"""

import re
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from leapfrog.mastodon import ids, store_preferences
from leapfrog.mastodon.call import ApiCall, moment
from leapfrog.mastodon.store_preferences import ContentFilter, Filtered, Keyword

Entity = dict[str, Any]
WORD = re.compile(r"\w", re.ASCII)


class Filtering:
    """The filters that hold for one place; `quiet`: posts of whose talk they hear no more."""

    def __init__(self, filters: Sequence[ContentFilter], quiet: Collection[UUID] = ()) -> None:
        self.quiet = quiet
        self._filters = [(one, [(k, _pattern(k)) for k in one.keywords]) for one in filters]

    def found(self, status_id: UUID, text: str) -> list[Entity]:
        """Which filters a status meets, and by what."""
        results = []
        for one, words in self._filters:
            keywords = [word.keyword for word, pattern in words if pattern.search(text)]
            hits = [ids.shown(s.status_id) for s in one.statuses if s.status_id == status_id]
            if keywords or hits:
                result = {
                    "filter": shown(one),
                    "keyword_matches": keywords or None,
                    "status_matches": hits or None,
                }
                results.append(result)
        return results


def _pattern(one: Keyword) -> re.Pattern[str]:
    """A whole word ends where letters end; Chinese has no such ends."""
    before = r"(?<!\w)" if one.whole_word and WORD.match(one.keyword[:1]) else ""
    after = r"(?!\w)" if one.whole_word and WORD.match(one.keyword[-1:]) else ""
    return re.compile(before + re.escape(one.keyword) + after, re.IGNORECASE)


async def filtering(call: ApiCall, place: str) -> Filtering:
    """The filters of who looks that hold now for `place`, for all places without one."""
    if call.viewer is None:
        return Filtering([])
    mine = await store_preferences.filters(call.db, call.viewer)
    now = call.db.now
    return Filtering(
        [
            one
            for one in mine
            if (not place or place in one.contexts)
            and (one.expires_at is None or one.expires_at > now)
        ],
        await store_preferences.quiet(call.db, call.viewer),
    )


def keyword(one: Keyword) -> Entity:
    return {"id": ids.shown(one.id), "keyword": one.keyword, "whole_word": one.whole_word}


def filtered(one: Filtered) -> Entity:
    return {"id": ids.shown(one.id), "status_id": ids.shown(one.status_id)}


def shown(one: ContentFilter) -> Entity:
    """Filter, as version 2 of the API has it."""
    return {
        "id": ids.shown(one.id),
        "title": one.title,
        "context": one.contexts,
        "expires_at": moment(one.expires_at) if one.expires_at else None,
        "filter_action": one.action,
        "keywords": [keyword(each) for each in one.keywords],
        "statuses": [filtered(each) for each in one.statuses],
    }

"""Timelines page by page, as client apps turn them: `max_id`, `since_id`, `min_id`, and `Link`s."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from uuid import UUID

from leapfrog import timelines
from leapfrog.mastodon import ids, store_ids
from leapfrog.mastodon.call import ApiCall, ApiResponse, paged
from leapfrog.mastodon.entities.statuses import statuses
from leapfrog.posts import Post, PostPage

Fetch = Callable[[str | None, int], Awaitable[PostPage]]
Fits = Callable[[Post], bool]
# So many pages are turned for one answer: to find what fits, or what comes right after `min_id`.
MOST_TURNS, WALK = 5, 20


def there(post: Post) -> bool:
    """Whether there is something to see: not so a repost of what is gone."""
    return post.of is not None or post.form != "repost" or bool(post.text)


async def timeline(
    call: ApiCall, fetch: Fetch, place: str = "", fits: Fits = there, *, own_marks: bool = False
) -> ApiResponse:
    """A page of statuses. `place`: which filters hold there. `own_marks`: it is not in the order
    of the posts' own time, so only its own `Link`s turn its pages.
    """
    limit = call.limit()
    before = await _before(call, call.text("max_id"))
    if call.text("min_id") and not own_marks:
        found = await _right_after(call, fetch, limit, fits)
        older = _mark(found[-1]) if found else None
    else:
        found, older = await _gather(fetch, before, limit, fits, 1 if own_marks else MOST_TURNS)
        if call.text("since_id"):
            floor = await _floor(call, "since_id")
            found = [post for post in found if (post.at, post.id.int) > floor]
    shown = await statuses(call, found, place)
    if own_marks:
        return paged(call, shown, None, older)
    newer = ids.shown(found[0].id) if found else None
    return paged(call, shown, newer, _ident(older))


def _mark(post: Post) -> str:
    return f"{post.at.isoformat()}_{post.id.hex}"


def _ident(mark: str | None) -> str | None:
    """The id in a mark."""
    return ids.shown(UUID(hex=mark.rpartition("_")[2])) if mark else None


async def _before(call: ApiCall, text: str) -> str | None:
    """Where a page begins: after this post, or, if it is gone, after its time."""
    if not text or "_" in text:
        return text or None
    asked = ids.read(text)
    [post_id] = await store_ids.statuses(call.db, [asked])
    found = await timelines.after(call.db, post_id) if post_id else None
    return found or f"{ids.time_of(asked.first).isoformat()}_{asked.first.hex}"


async def _floor(call: ApiCall, name: str) -> tuple[datetime, int]:
    mark = await _before(call, call.text(name).partition("_")[0])
    at, _, ident = (mark or "").partition("_")
    return datetime.fromisoformat(at), int(ident, 16)


async def _gather(
    fetch: Fetch, before: str | None, limit: int, fits: Fits, turns: int
) -> tuple[list[Post], str | None]:
    """So many that fit, and where the following page begins."""
    found: list[Post] = []
    for _ in range(turns):
        page = await fetch(before, limit)
        found += filter(fits, page.posts)
        before = page.next
        if before is None or len(found) >= limit:
            break
    if len(found) > limit:
        found = found[:limit]
        before = _mark(found[-1])
    return found, before


async def _right_after(call: ApiCall, fetch: Fetch, limit: int, fits: Fits) -> list[Post]:
    """Those that came right after `min_id`: read from the newest on, for whoever has gone on
    reading for so long that this is too far has begun anew.
    """
    floor = await _floor(call, "min_id")
    found: list[Post] = []
    before = None
    for _ in range(WALK):
        page = await fetch(before, 40)
        newer = [post for post in page.posts if (post.at, post.id.int) > floor]
        found += filter(fits, newer)
        before = page.next
        if before is None or len(newer) < len(page.posts):
            break
    return found[-limit:]

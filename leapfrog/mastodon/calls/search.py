"""The search: people, topics, posts; and what an address of this town leads to."""

import re
from typing import Any
from uuid import UUID

from leapfrog import posts, timelines, topics
from leapfrog.kernel.errors import Invalid, NotFound
from leapfrog.mastodon.call import ApiCall, Routes
from leapfrog.mastodon.calls.accounts import people_like
from leapfrog.mastodon.entities.accounts import listed
from leapfrog.mastodon.entities.statuses import statuses
from leapfrog.mastodon.entities.tags import tag
from leapfrog.posts import SEARCHING

POST = re.compile(r"/post/([0-9a-f-]{36}|[0-9]{1,19})$")
PERSON = re.compile(r"/@([^/]+)$")

routes = Routes()


@routes("GET", "/api/v2/search", "read:search", public=True)
async def search(call: ApiCall) -> Any:
    call.take(SEARCHING)
    words = call.text("q").strip()
    kind = call.text("type")
    found: dict[str, Any] = {"accounts": [], "statuses": [], "hashtags": []}
    if not words:
        return found
    if words.startswith(f"{call.at.origin}/"):
        return found | await _at(call, words.removeprefix(call.at.origin))
    if kind in ("", "accounts"):
        where = (call.limit(), call.number("offset"))
        found["accounts"] = await listed(call, await people_like(call, words, *where))
    if kind in ("", "hashtags"):
        tags = (await topics.found(call.db, words[:200]))[max(0, call.number("offset")) :]
        found["hashtags"] = [tag(call, one) for one in tags[: call.limit()]]
    if kind in ("", "statuses") and call.viewer:
        found["statuses"] = await _posts(call, call.viewer, words)
    return found


async def _posts(call: ApiCall, viewer: UUID, words: str) -> Any:
    offset = max(0, min(call.number("offset"), 200))
    try:
        most = min(offset + call.limit(), 240)
        page = await timelines.found(call.db, viewer, words, None, most)
    except Invalid:
        return []
    return await statuses(call, page.posts[offset:], "public")


async def _at(call: ApiCall, path: str) -> dict[str, Any]:
    """What stands at an address of ours."""
    post = POST.search(path)
    if post:
        try:
            post_id = await call.status(post[1]) if post[1].isdigit() else UUID(post[1])
            seen = await posts.posts_for(call.db, call.viewer, [post_id])
        except (ValueError, NotFound):
            seen = []
        return {"statuses": await statuses(call, seen)}
    person = PERSON.search(path)
    people = await people_like(call, f"@{person[1]}@{call.at.domain}", 1) if person else []
    return {"accounts": await listed(call, people)}

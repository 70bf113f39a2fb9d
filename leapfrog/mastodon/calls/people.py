"""Whom one does not want to see, and who asks to follow."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from leapfrog import contacts, follows, mutes, posts, timelines
from leapfrog.mastodon import ids
from leapfrog.mastodon.call import ApiCall, Routes, moment, paged
from leapfrog.mastodon.entities.accounts import listed, relationships

MOST_LISTED = 10_000

routes = Routes()


def _part(call: ApiCall, people: Iterable[UUID]) -> tuple[list[UUID], str | None, str | None]:
    """A page of these, and where those before and after it begin."""
    before, floor = call.between()
    fit = [
        one
        for one in sorted(people, reverse=True)
        if (before is None or one < before) and (floor is None or one > floor)
    ]
    limit = call.limit(40, 80)
    part = fit[-limit:] if call.has("min_id") else fit[:limit]
    if not part:
        return [], None, None
    return part, ids.shown(part[0]), ids.shown(part[-1]) if part[-1] != fit[-1] else None


@routes("GET", "/api/v1/directory", public=True)
async def directory(call: ApiCall) -> Any:
    """Who writes to all and lets others find them."""
    call.only("order", ("active", "new"), "is active or new")
    new = call.text("order") == "new"
    page = timelines.DirectoryPage(call.flag("local"), "new" if new else "active")
    where = (call.limit(40, 80), max(0, min(call.number("offset"), MOST_LISTED)))
    return await listed(call, await timelines.directory(call.db, call.viewer, page, *where))


@routes("GET", "/api/v1/mutes", "read:mutes")
async def muted_people(call: ApiCall) -> Any:
    mine = [one for one in await mutes.mine(call.db, call.me) if one.kind == "person"]
    until = {UUID(one.value): one.until for one in mine}
    part, newer, older = _part(call, until)
    ends = {ids.shown(person_id): until[person_id] for person_id in part}
    shown = []
    for account in await listed(call, part):
        end = ends[account["id"]]
        shown.append({**account, "mute_expires_at": moment(end) if end else None})
    return paged(call, shown, newer, older)


@routes("GET", "/api/v1/blocks", "read:blocks")
async def blocks(call: ApiCall) -> Any:
    blocked = await contacts.blocked(call.db, call.me)
    part, newer, older = _part(call, [one.id for one in blocked])
    return paged(call, await listed(call, part), newer, older)


@routes("GET", "/api/v1/domain_blocks", "read:blocks")
async def domain_blocks(call: ApiCall) -> Any:
    return [m.value for m in await mutes.mine(call.db, call.me) if m.kind == "domain"]


@routes("POST", "/api/v1/domain_blocks", "write:blocks")
async def block_domain(call: ApiCall) -> Any:
    await mutes.put(call.db, call.me, "domain", call.text("domain"), None)
    return {}


@routes("DELETE", "/api/v1/domain_blocks", "write:blocks")
async def unblock_domain(call: ApiCall) -> Any:
    await mutes.drop(call.db, call.me, "domain", call.text("domain"))
    return {}


@routes("GET", "/api/v1/follow_requests", "read:follows")
async def follow_requests(call: ApiCall) -> Any:
    where = (call.text("max_id") or None, call.limit(40, 80))
    page = await follows.requests(call.db, call.me, *where)
    shown = await listed(call, [someone.person.id for someone in page.people])
    return paged(call, shown, None, page.next)


async def _answer(call: ApiCall, *, accept: bool) -> Any:
    person_id = await call.account()
    await posts.answer_follow(call.db, call.me, person_id, accept=accept)
    return (await relationships(call, [person_id]))[0]


@routes("POST", "/api/v1/follow_requests/{id}/authorize", "write:follows")
async def authorize(call: ApiCall) -> Any:
    return await _answer(call, accept=True)


@routes("POST", "/api/v1/follow_requests/{id}/reject", "write:follows")
async def reject(call: ApiCall) -> Any:
    return await _answer(call, accept=False)


@routes("GET", "/api/v2/suggestions", "read")
async def suggestions(call: ApiCall) -> Any:
    page = await timelines.suggested_people(call.db, call.me, call.limit(40, 80))
    people = await listed(call, [someone.person.id for someone in page.people])
    told = {"source": "global", "sources": ["most_interactions"]}
    return [{**told, "account": account} for account in people]

"""Whom one does not want to see, and who asks to follow."""

from typing import Any
from uuid import UUID

from leapfrog import contacts, posts
from leapfrog.mastodon.call import Call, Routes, moment, paged
from leapfrog.mastodon.entities.accounts import accounts, listed, relationships

routes = Routes()


@routes("GET", "/api/v1/mutes", "read:mutes")
async def mutes(call: Call) -> Any:
    muted = [one for one in await posts.mutes.mine(call.db, call.me) if one.kind == "person"]
    found = await accounts(call, [UUID(one.value) for one in muted])
    shown = []
    for one in muted[: call.limit(40, 80)]:
        account = found.get(UUID(one.value))
        if account:
            ends = moment(one.until) if one.until else None
            shown.append({**account, "mute_expires_at": ends})
    return paged(call, shown, None, None)


@routes("GET", "/api/v1/blocks", "read:blocks")
async def blocks(call: Call) -> Any:
    blocked = await contacts.blocks.mine(call.db, call.me)
    people = [one.id for one in blocked][: call.limit(40, 80)]
    return paged(call, await listed(call, people), None, None)


@routes("GET", "/api/v1/domain_blocks", "read:blocks")
async def domain_blocks(call: Call) -> Any:
    return [m.value for m in await posts.mutes.mine(call.db, call.me) if m.kind == "domain"]


@routes("POST", "/api/v1/domain_blocks", "write:blocks")
async def block_domain(call: Call) -> Any:
    await posts.mutes.put(call.db, call.me, "domain", call.text("domain"), None)
    return {}


@routes("DELETE", "/api/v1/domain_blocks", "write:blocks")
async def unblock_domain(call: Call) -> Any:
    await posts.mutes.drop(call.db, call.me, "domain", call.text("domain"))
    return {}


@routes("GET", "/api/v1/follow_requests", "read:follows")
async def follow_requests(call: Call) -> Any:
    where = (call.text("max_id") or None, call.limit(40, 80))
    page = await posts.follows.requests(call.db, call.me, *where)
    shown = await listed(call, [someone.person.id for someone in page.people])
    return paged(call, shown, None, page.next)


async def _answer(call: Call, *, accept: bool) -> Any:
    await posts.follows.answer(call.db, call.me, call.ident(), accept=accept)
    return (await relationships(call, [call.ident()]))[0]


@routes("POST", "/api/v1/follow_requests/{id}/authorize", "write:follows")
async def authorize(call: Call) -> Any:
    return await _answer(call, accept=True)


@routes("POST", "/api/v1/follow_requests/{id}/reject", "write:follows")
async def reject(call: Call) -> Any:
    return await _answer(call, accept=False)


@routes("GET", "/api/v2/suggestions", "read")
async def suggestions(call: Call) -> Any:
    page = await posts.follows.suggested(call.db, call.me, call.limit(40, 80))
    people = await listed(call, [someone.person.id for someone in page.people])
    told = {"source": "global", "sources": ["most_interactions"]}
    return [{**told, "account": account} for account in people]

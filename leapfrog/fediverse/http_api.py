"""What people and operators of this town ask of the fediverse."""

from typing import Annotated, Literal

import msgspec
from litestar import delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from leapfrog import follows, posts
from leapfrog.fediverse import accounts, finding, moving, store, store_post
from leapfrog.fediverse.accounts import AccountMoves
from leapfrog.fediverse.addresses import TownAddress
from leapfrog.fediverse.errors import KeepsToItself
from leapfrog.fediverse.events import ActivityLost
from leapfrog.fediverse.store_post import Host, HostRuleDecision
from leapfrog.identity import SignedIn, check_fresh, operator_only, own_device
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.events import announce_all
from leapfrog.kernel.http import DbIn, Input, Town, TownIn
from leapfrog.kernel.limits import Limit

FINDING = Limit("fediverse_finding", 60, 600)
MOVING = Limit("fediverse_moving", 10, 3600)
Address = Annotated[str, msgspec.Meta(min_length=3, max_length=400)]
Rule = Literal["allowed", "blocked", "none"]


class RemoteSearchResult(msgspec.Struct, frozen=True):
    """Who, or which post, is at an address; both empty for none."""

    people: list[follows.PersonSummary]
    posts: list[posts.Post]


class AliasesInput(Input, frozen=True):
    """Accounts elsewhere that were one's own, `name@town`: all of them."""

    addresses: Annotated[list[Address], msgspec.Meta(max_length=moving.MOST_ALIASES)]


class MoveInput(Input, frozen=True):
    """Where one is from now on."""

    address: Address


class HostRuleInput(Input, frozen=True):
    rule: Rule
    reason: Annotated[str, msgspec.Meta(max_length=1000)] = ""


class Hosts(msgspec.Struct, frozen=True):
    """Towns about which something was decided, or which do not answer."""

    hosts: list[Host]


class HostRuleDecisions(msgspec.Struct, frozen=True):
    """The last one first."""

    decisions: list[HostRuleDecision]


async def site_of(town: Town) -> TownAddress:
    """Raises `KeepsToItself`."""
    async with town.database.glance() as db:
        found = await store.site(db)
    if found is None:
        raise KeepsToItself
    return found


@get("/fediverse/found", summary="Find people elsewhere")
async def find_remote(
    town: TownIn, signed: SignedIn, q: Annotated[str, QueryParameter(max_length=2000)]
) -> RemoteSearchResult:
    """Who is `@name@town`, or what is at a web address of another town: asked for there when it is
    not known here. Raises `Invalid`, `KeepsToItself`, `NotFound`.
    """
    site = await site_of(town)
    town.limit(FINDING, str(signed.person_id))
    people, found = await finding.find(town, site, signed.person_id, q)
    return RemoteSearchResult(people, found)


@get("/fediverse/account", summary="Read account moves")
async def read_account(db: DbIn, signed: SignedIn) -> AccountMoves:
    """From which accounts elsewhere one came, and to which one went."""
    return await accounts.shown(db, signed.person_id)


@put("/fediverse/aliases", guards=[own_device])
async def set_aliases(town: TownIn, signed: SignedIn, data: JSONBody[AliasesInput]) -> AccountMoves:
    """Names accounts elsewhere as one's own, so that they may move here. Raises `Invalid`,
    `KeepsToItself`, `NotFound`.
    """
    site = await site_of(town)
    town.limit(MOVING, str(signed.person_id))
    return await moving.alias(town, site, signed.person_id, data.addresses)


@put("/fediverse/move", guards=[own_device])
async def move_away(town: TownIn, signed: SignedIn, data: JSONBody[MoveInput]) -> AccountMoves:
    """Takes the followers along to an account elsewhere that names this one. Nothing here is
    erased, but others can no longer write to it, call it or pay it. Raises `Invalid`,
    `KeepsToItself`, `NoMove`, `NotFound`, `ProofNeeded`.
    """
    site = await site_of(town)
    async with town.database.glance() as db:
        await check_fresh(db, signed)
    town.limit(MOVING, str(signed.person_id))
    return await moving.leave_for(town, site, signed.person_id, data.address)


@delete("/fediverse/move", guards=[own_device], status_code=200)
async def move_back(town: TownIn, signed: SignedIn) -> AccountMoves:
    """Lives here, after all. Again, nothing happens. Raises `KeepsToItself`."""
    await site_of(town)
    return await moving.stay(town, signed.person_id)


@get("/fediverse/hosts", summary="List other towns", guards=[operator_only])
async def list_hosts(db: DbIn, signed: SignedIn) -> Hosts:
    """The other towns that this one knows, with the rule for each; for operators."""
    return Hosts(await store_post.hosts(db))


@put("/fediverse/hosts/{host:str}", summary="Set a rule for a town", guards=[operator_only])
async def rule_host(
    db: DbIn, signed: SignedIn, host: FromPath[str], data: JSONBody[HostRuleInput]
) -> Hosts:
    """Whether this town speaks with another one and all below its domain; written into the diary.
    Raises `Invalid`.
    """
    name = host.strip().lower().rstrip(".")
    if not finding.HOST.fullmatch(name):
        raise Invalid("A host is like town.example.")
    rule = None if data.rule == "none" else data.rule
    lost = await store_post.rule(db, signed.person_id, name, rule, data.reason)
    await announce_all(db, [ActivityLost(each) for each in lost])
    return Hosts(await store_post.hosts(db))


@get("/fediverse/decisions", guards=[operator_only])
async def list_host_decisions(db: DbIn, signed: SignedIn) -> HostRuleDecisions:
    """What operators decided about other towns, and why, the newest first."""
    return HostRuleDecisions(await store_post.decisions(db))


routes: list[HTTPRouteHandler] = [
    find_remote,
    read_account,
    set_aliases,
    move_away,
    move_back,
    list_hosts,
    rule_host,
    list_host_decisions,
]

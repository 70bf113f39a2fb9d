"""The door: what others send is taken only when it is signed by who says it, of now, and has not
come already. All this before it is answered.

What is wrong on its face is refused here, with a line in the log; the rest is read by `receiving`.
"""

import hashlib
from collections.abc import Sequence
from uuid import UUID

import msgspec
import structlog

from leapfrog.fediverse import actors, reading, rules, signatures, store, store_post
from leapfrog.fediverse.addresses import TownAddress, host_of, same_host
from leapfrog.fediverse.errors import NoActivity, NotHeard, NotSigned
from leapfrog.fediverse.fetching import NotFetched
from leapfrog.fediverse.reading import NotAnActivity, Thing
from leapfrog.fediverse.signatures import InvalidHttpSignature, SignatureClaim, SignedRequest
from leapfrog.fediverse.store import Actor
from leapfrog.fediverse.store_post import AcceptedActivity
from leapfrog.kernel.batcher import READING_PATIENCE, HotVerb
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.limits import Limit, network

LARGEST = 1_000_000
# What somebody made is theirs: these come with the thing, which must be of its author.
MAKING = frozenset(("Create", "Update"))
# For keys that are not known here the town asks at an address which the sender names: so often for
# one network that it comes from, and so often of one host, whoever sends.
ASKED_FOR, ASKED_OF = Limit("key_asked_for", 120, 60), Limit("key_asked_of", 600, 60)
log = structlog.get_logger()


class SenderContext(msgspec.Struct, frozen=True):
    """Whose key it is, when they are known here, and what was decided about where it is."""

    actor: Actor | None
    rules: set[str]


async def where(db: Db, asked: Sequence[None]) -> list[TownAddress | None]:
    """Where this town is, for all who ask at once."""
    return [await store.site(db)] * len(asked)


async def who(db: Db, ids: Sequence[str]) -> list[SenderContext]:
    found = await store.by_keys(db, ids)
    decided = await store_post.rules_of(db, {host_of(one) for one in ids})
    return [SenderContext(found.get(one), decided[host_of(one)]) for one in ids]


WHERE: HotVerb[None, TownAddress | None] = HotVerb(
    where, key=lambda one: one, one_statement=True, patience=READING_PATIENCE
)
WHO: HotVerb[str, SenderContext] = HotVerb(
    who, key=lambda one: one, one_statement=True, patience=READING_PATIENCE
)
ACCEPT: HotVerb[AcceptedActivity, bool] = HotVerb(
    store_post.accept, key=lambda one: one.digest, one_statement=True
)


async def take(town: Town, site: TownAddress, request: SignedRequest, address: str) -> bool:
    """Takes an activity that came from there; False for one that came already. Raises `NotSigned`,
    `NotHeard`, `NoActivity`, `RateLimited`.
    """
    try:
        activity = _activity(request)
        actor = reading.ident(activity.get("actor"))
        signer = await signer_of(town, site, request, address, actor)
        _check_theirs(activity, signer)
    except Problem as problem:
        key = signatures.key_named(request)
        log.warning("fediverse_refused", why=problem.detail or problem.title, key=key)
        raise
    body = request.body or b""
    one = AcceptedActivity(new_id(), hashlib.sha256(body).digest(), signer.person_id, body)
    return await town.batchers.of(ACCEPT).submit(one)


def _activity(request: SignedRequest) -> Thing:
    try:
        found = reading.load(request.body or b"")
    except NotAnActivity as cause:
        raise NoActivity(str(cause)) from None
    if not reading.kind(found) or not reading.ident(found.get("actor")):
        raise NoActivity("it says neither what nor by whom")
    if not reading.ident(found):
        raise NoActivity("it has no id")
    return found


async def signer_of(
    town: Town, site: TownAddress, request: SignedRequest, address: str, actor: str | None = None
) -> Actor:
    """Who signed a request that came from there; their key is asked for anew once, for they may
    have another one now. `actor`: who it says that it is by, of whose town the key must be before
    anybody is asked for it. Raises `NotSigned`, `NotHeard`, `RateLimited`.
    """
    try:
        signed = signatures.read(request, town.clock.now())
    except InvalidHttpSignature as cause:
        raise NotSigned(str(cause)) from None
    if host_of(signed.key_id) in ("", site.host):
        raise NotSigned("a key of nowhere")
    known = await town.batchers.of(WHO).submit(signed.key_id)
    if not rules.allow(site, known.rules):
        raise NotHeard("this town does not speak with that one")
    if known.actor and signed.by(known.actor.public_pem):
        return known.actor
    if actor is not None and not same_host(signed.key_id, actor):
        raise NotSigned("a key of another town than its actor")
    _check_often(town, host_of(signed.key_id), address)
    fresh = await _asked(town, site, signed)
    if fresh is None or not signed.by(fresh.public_pem):
        raise NotSigned("the signature is not by that key")
    return fresh


def _check_often(town: Town, host: str, address: str) -> None:
    """Raises `RateLimited`."""
    town.limit(ASKED_FOR, network(address))
    town.limit(ASKED_OF, host)


async def _asked(town: Town, site: TownAddress, signed: SignatureClaim) -> Actor | None:
    try:
        found = await actors.fetch(town, site, signed.key_id.partition("#")[0])
    except NotFetched as cause:
        raise NotSigned(f"the key could not be had: {cause}") from None
    return found if found.key_id == signed.key_id else None


def _check_theirs(activity: Thing, signer: Actor) -> None:
    """Nobody speaks for others, nor of what is others' as if it were theirs."""
    if reading.ident(activity.get("actor")) != signer.uri:
        raise NotHeard("signed by somebody else than its actor")
    if signer.gone:
        raise NotHeard("of somebody who is gone")
    if not same_host(reading.ident(activity), signer.uri):
        raise NotHeard("its id is another town's")
    made = reading.thing(activity.get("object"))
    if reading.kind(activity) in MAKING and made:
        if not same_host(reading.ident(made), signer.uri):
            raise NotHeard("its object is another town's")
        author = reading.ident(made.get("attributedTo"))
        if author and author != signer.uri:
            raise NotHeard("its object is by somebody else")


async def viewer(
    town: Town, site: TownAddress, request: SignedRequest, address: str
) -> UUID | None:
    """Who reads, by their signature; None when nothing is signed. Raises `NotSigned`, `NotHeard`,
    `RateLimited`.
    """
    if not request.header("signature"):
        return None
    return (await signer_of(town, site, request, address)).person_id

"""Moving: an account says that it is another one now. Only when that one says so too do its
followers here follow it; and likewise who leaves this town.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import structlog

from leapfrog import contacts, follows, identity, mutes, posts
from leapfrog.fediverse import accounts, actors, fetching, reading, sending, store
from leapfrog.fediverse.accounts import AccountMoves
from leapfrog.fediverse.addresses import PUBLIC, TownAddress
from leapfrog.fediverse.errors import NoMove, NotHeard
from leapfrog.fediverse.fetching import NotFetched
from leapfrog.fediverse.receiving_notes import ReceivedNote
from leapfrog.fediverse.rendering import act
from leapfrog.fediverse.store import Actor
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid, Problem
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.timers import schedule_first

KINDS = frozenset(("Move",))
MOST_ALIASES = 10
# As Mastodon has it: who moves often is not followed by anybody.
COOL_DOWN = timedelta(days=30)
log = structlog.get_logger()


async def receive(town: Town, come: ReceivedNote) -> None:
    """Raises `NotHeard` for a move that is not theirs, or not wanted there; `NotFetched`. Of who
    turned out meanwhile to be the same in both towns, by their home record, nothing more comes:
    whoever follows them asks where they live already.
    """
    if come.object_id != come.actor.uri:
        raise NotHeard("moves somebody else")
    target, seen = reading.ident(come.activity.get("target")), [come.actor]
    ours = come.site.local(target)
    if ours:
        async with town.database.glance() as db:
            known = (await store.account(db, ours[1])).also_known_as
        new_id_here = ours[1] if ours[0] == "people" else None
    else:
        described = await fetching.thing(town, come.site, target)
        known = reading.idents(described.get("alsoKnownAs"))
        there = await actors.fetch(town, come.site, target)
        new_id_here = there.person_id
        seen.append(there)
    if come.actor.uri not in known or new_id_here is None:
        raise NotHeard("moves to who does not say that it is them")
    old = come.actor.person_id
    async with town.database.transaction() as db:
        if new_id_here == old or not await _still_known(db, seen):
            return
        await store.moved(db, old, target)
        await _lives_at(db, old, new_id_here)
        # Who wanted nothing of them there wants nothing of them here.
        await contacts.copy_blocks(db, old, new_id_here)
        await mutes.copy_mutes(db, old, new_id_here)
        await follow_after(db, old, new_id_here)


async def _still_known(db: Db, seen: Sequence[Actor]) -> bool:
    """Whether all of these are the people that they were."""
    now = await store.by_uris(db, [one.uri for one in seen])
    return all(one.uri in now and now[one.uri].person_id == one.person_id for one in seen)


async def follow_after(db: Db, old: UUID, new: UUID) -> None:
    """Makes all people here who follow `old`, or asked to, follow `new` instead; where that is
    refused, they follow neither.
    """
    for follower in await follows.here(db, old):
        try:
            if follower != new:
                async with db.savepoint():
                    await posts.follow(db, follower, new)
        except Problem as why:
            log.info("fediverse_not_followed_after_move", why=why.title)
            continue
        await posts.end_follow(db, follower, old)


async def follow_anew(db: Db, person_id: UUID) -> None:
    """After a person elsewhere moved to another town, and is the same row here: whoever follows
    them asks there again, by a job, and has only asked until that is answered. Nobody is asked
    twice.
    """
    if await store.site(db) is None:
        return
    await store.drop_follows_of(db, person_id)
    await follows.ask_anew(db, person_id)
    if await follows.followed(db, person_id):
        await schedule_first(db, sending.LOOK_UP, str(person_id), db.now)


async def _lives_at(db: Db, person_id: UUID, there: UUID) -> None:
    """All who know somebody see where they live now."""
    await identity.move(db, person_id, (await identity.named(db, [there]))[there].address)


async def stay(town: Town, me: UUID) -> AccountMoves:
    """One lives here, after all: this account takes from others again what it took before. Who
    followed the other account follows that one.
    """
    async with town.database.transaction() as db:
        await store.stay(db, me)
        await identity.move(db, me, "")
        return await accounts.shown(db, me)


async def alias(town: Town, site: TownAddress, me: UUID, addresses: list[str]) -> AccountMoves:
    """Who one was elsewhere: so that account may move here. Raises `Invalid`."""
    if len(addresses) > MOST_ALIASES:
        raise Invalid(f"At most {MOST_ALIASES} accounts.")
    async with town.database.glance() as db:
        kept = (await store.account(db, me)).also_known_as
        called = {called: uri for uri, called in (await accounts.addresses(db, kept)).items()}
    # Those that are named already are not asked again: their town may be gone by now.
    found = [called.get(one) or (await _actor(town, site, one)).uri for one in addresses]
    async with town.database.transaction() as db:
        await store.set_aliases(db, me, found)
        return await accounts.shown(db, me)


async def leave_for(town: Town, site: TownAddress, me: UUID, address: str) -> AccountMoves:
    """All followers are told that one is there now; that account must name this one. Raises
    `Invalid`, `NoMove`.
    """
    actor = await _actor(town, site, address, anew=True)
    try:
        described = await fetching.thing(town, site, actor.uri)
    except NotFetched as why:
        raise Invalid(str(why)) from None
    if site.person(me) not in reading.idents(described.get("alsoKnownAs")):
        raise NoMove
    async with town.database.transaction() as db:
        before = await store.account(db, me)
        if before.moved_at and before.moved_at > db.now - COOL_DOWN:
            raise Invalid("One moves once in thirty days.")
        await store.move(db, me, actor.uri)
        await _lives_at(db, me, actor.person_id)
        await _tell_followers(db, site, me, actor.uri)
        await follow_after(db, me, actor.person_id)
        return await accounts.shown(db, me)


async def name_before(db: Db, me: UUID, uri: str) -> None:
    """Adds `uri` to the names (`alsoKnownAs`) under which a person here was known elsewhere, so
    that the actor there may send a Move to them. The caller has the word of both towns.
    """
    kept = (await store.account(db, me)).also_known_as
    if uri not in kept:
        await store.set_aliases(db, me, [uri, *kept][:MOST_ALIASES])


async def depart(db: Db, me: UUID, uri: str) -> None:
    """A person of this town is the actor `uri` of another town from now on, which says the same:
    sends a Move (ActivityPub) to followers elsewhere, and forwards whoever looks for them here.
    """
    site = await store.site(db)
    if site is None:
        return
    await store.move(db, me, uri)
    await _tell_followers(db, site, me, uri)
    await _let_go_of_follows(db, site, me)
    await follow_anew(db, me)


async def _let_go_of_follows(db: Db, site: TownAddress, me: UUID) -> None:
    """Of the follows of who leaves those of this town stay; the new town asks all others anew, so
    that these are taken back, and followers elsewhere heard where to go.
    """
    pairs = await follows.pairs_of(db, me)
    others = {one.followed_id if one.follower_id == me else one.follower_id for one in pairs}
    away = await identity.remote_among(db, sorted(others))
    actors_of = await store.by_people(db, sorted(away))
    for pair in pairs:
        named = await store.drop_follow(db, pair.follower_id, pair.followed_id)
        if named and pair.followed_id in actors_of:
            there, uri = actors_of[pair.followed_id], site.person(me)
            undone = sending.undo(uri, act("Follow", uri, there.uri, named))
            await sending.send(db, site, me, undone, [there])
    await follows.end(db, [one for one in pairs if {one.follower_id, one.followed_id} & away])
    await follows.go_away(db, me)


async def take_over_actor(db: Db, before: UUID, after: UUID) -> None:
    """Makes two actors who are one person one, by the description that was noted last. Where the
    one asked to follow a person here whom the other follows already, that one says yes again.
    """
    await store.take_over(db, before, after)
    for pair in await follows.pairs_of(db, after):
        if (
            pair.follower_id == after
            and await follows.state(db, after, pair.followed_id) == "follows"
        ):
            await sending.answer_follow(db, after, pair.followed_id, accept=True)


async def give_up_actor(db: Db, person_id: UUID) -> None:
    """Deletes what another server said of an actor who lives here as a person now."""
    await store.give_up_actor(db, person_id)


async def _tell_followers(db: Db, site: TownAddress, me: UUID, target: str) -> None:
    uri = site.person(me)
    people = await store.by_people(db, await follows.remote(db, me))
    ident = f"{uri}#moves/{new_id().hex}"
    move = act("Move", uri, uri, ident, target=target, to=[site.followers(me)], cc=[PUBLIC])
    await sending.send(db, site, me, move, people.values())


async def _actor(town: Town, site: TownAddress, address: str, *, anew: bool = False) -> Actor:
    """Raises `Invalid`."""
    person_id = await actors.find(town, site, address)
    async with town.database.glance() as db:
        found = (await store.by_people(db, [person_id] if person_id else [])).get(
            person_id or UUID(int=0)
        )
    if found is None:
        raise Invalid(f"There is nobody at {address}.")
    try:
        return await actors.fetch(town, site, found.uri) if anew else found
    except NotFetched as why:
        raise Invalid(str(why)) from None

"""What people do against somebody elsewhere, told to that one's town: blocks, and reports to those
who run it.
"""

from uuid import UUID

from leapfrog import contacts, posts
from leapfrog.contacts import BlockRemoved, ContactsEnded
from leapfrog.fediverse import store
from leapfrog.fediverse.addresses import TOWN, TownAddress
from leapfrog.fediverse.rendering import Activity, act
from leapfrog.fediverse.sending import send, undo
from leapfrog.fediverse.store import Actor
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_id
from leapfrog.moderation import ContentReported


async def block_is_told(db: Db, event: ContactsEnded) -> None:
    """A reaction: sends a Block (ActivityPub) to the server of a person elsewhere who was blocked
    here, so that it keeps what they write from who blocked them.
    """
    pair = (event.by_id, event.other_id)
    found = await _site_and_actor(db, event.by_id, event.other_id)
    if found and pair in await contacts.apart(db, [pair]):
        site, actor = found
        await send(db, site, event.by_id, _block(site, event.by_id, actor), [actor])


async def unblock_is_told(db: Db, event: BlockRemoved) -> None:
    """A reaction: sends an Undo of the Block of a person elsewhere to their server."""
    found = await _site_and_actor(db, event.by_id, event.other_id)
    if found:
        site, actor = found
        undone = undo(site.person(event.by_id), _block(site, event.by_id, actor))
        await send(db, site, event.by_id, undone, [actor])


async def _site_and_actor(db: Db, me: UUID, them: UUID) -> tuple[TownAddress, Actor] | None:
    """None unless one is of here and the other of elsewhere."""
    site = await store.site(db)
    people = await store.by_people(db, [me, them]) if site else {}
    return (site, people[them]) if site and list(people) == [them] else None


def _block(site: TownAddress, me: UUID, actor: Actor) -> Activity:
    uri = site.person(me)
    return act("Block", uri, actor.uri, f"{uri}#blocks/{new_id().hex}", to=[actor.uri])


async def report_is_told(db: Db, event: ContentReported) -> None:
    """A reaction: sends a Flag to the server of a reported person elsewhere, by the town in its own
    name: who reported is not told.
    """
    site = await store.site(db)
    people = await store.by_people(db, [event.person_id]) if site else {}
    if site is None or not people:
        return
    actor, town = people[event.person_id], site.person(TOWN)
    about = [actor.uri, *await _named(db, event)]
    ident = f"{town}#flags/{new_id().hex}"
    flag = act("Flag", town, about, ident, content=event.reason, to=[actor.uri])
    await send(db, site, TOWN, flag, [actor])


async def _named(db: Db, event: ContentReported) -> list[str]:
    """How the net names the post that it is about."""
    post = await posts.place_of(db, event.ref) if event.kind == "post" else None
    return [post.uri] if post and post.uri else []

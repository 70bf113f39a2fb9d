"""What others did, done here: each kind of activity by the verb that a person of this town would
have used, with that person's rights.
"""

from collections.abc import Awaitable, Callable, Mapping
from uuid import UUID

from leapfrog import contacts, follows, identity, moderation, mutes, posts
from leapfrog.fediverse import (
    actors,
    private,
    reading,
    receiving_notes,
    rendering,
    sending,
    store,
    store_received_activities,
)
from leapfrog.fediverse.addresses import same_host
from leapfrog.fediverse.errors import NotHeard
from leapfrog.fediverse.fetching import NotFetched
from leapfrog.fediverse.receiving_notes import ReceivedNote, find
from leapfrog.fediverse.receiving_quotes import quote_answered, quote_asked
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_id
from leapfrog.posts import RemotePost

REPORTED: Mapping[str, moderation.ReportKind] = {
    "posts": "post",
    "comments": "post",
    "people": "person",
}
Handler = Callable[[Db, ReceivedNote], Awaitable[None]]


async def create(db: Db, come: ReceivedNote) -> None:
    if not come.object:
        raise NotHeard("a thing that is not in the activity")
    await receiving_notes.keep(db, come, come.object)


async def update(db: Db, come: ReceivedNote) -> None:
    """A note says something else, or somebody looks otherwise."""
    note = come.object
    if reading.ident(note) == come.actor.uri:
        try:
            found = actors.described(note)
        except NotFetched as cause:
            raise NotHeard(str(cause)) from None
        person = (await identity.named(db, [come.actor.person_id]))[come.actor.person_id]
        await actors.keep(db, found, person.address)
    elif note:
        await receiving_notes.change(db, come, note)


async def delete(db: Db, come: ReceivedNote) -> None:
    """Only what is theirs goes: themselves, or what they wrote."""
    uri = come.object_id
    if uri == come.actor.uri:
        await store.gone(db, come.actor.person_id)
        await posts.remove_author(db, come.actor.person_id)
        return
    if not same_host(uri, come.actor.uri):
        raise NotHeard("deletes what is another town's")
    found = await posts.place_at(db, uri)
    if found:
        await posts.withdraw(db, come.actor.person_id, found)


async def follow(db: Db, come: ReceivedNote) -> None:
    """Asks to; who need not ask is answered at once. Asked again, they are answered again."""
    found = come.site.local(come.object_id)
    if found is None or found[0] != "people":
        raise NotHeard("follows nobody of this town")
    me, them = come.actor.person_id, found[1]
    await store.put_follow(db, me, them, reading.ident(come.activity))
    before = await follows.state(db, me, them)
    if before == "follows":
        await sending.answer_follow(db, me, them, accept=True)
    elif await mutes.hears(db, them, come.actor.host):
        await posts.follow(db, me, them)
    else:
        await sending.answer_follow(db, me, them, accept=False)


async def accept(db: Db, come: ReceivedNote) -> None:
    if "QuoteRequest" in reading.kinds(come.object):
        await quote_answered(db, come)
        return
    await posts.follow_accepted(db, _asked_by(come), come.actor.person_id)


async def reject(db: Db, come: ReceivedNote) -> None:
    """Also of a follower of long."""
    follower = _asked_by(come)
    await store.drop_follow(db, follower, come.actor.person_id)
    await posts.end_follow(db, follower, come.actor.person_id)


def _asked_by(come: ReceivedNote) -> UUID:
    """Who of this town asked to follow, as the answer names the question. Raises `NotHeard`."""
    found = come.site.local(reading.ident(come.object.get("actor")))
    if (
        found
        and found[0] == "people"
        and reading.ident(come.object.get("object")) == come.actor.uri
    ):
        return found[1]
    asked = rendering.follow_of(come.site, come.object_id)
    if asked is None or asked[1] != come.actor.person_id:
        raise NotHeard("answers what they were not asked")
    return asked[0]


async def like(db: Db, come: ReceivedNote) -> None:
    """By whichever sign."""
    if await _like(db, come, come.object_id, likes=True):
        await _note(db, come, "Like")


async def _like(db: Db, come: ReceivedNote, uri: str, *, likes: bool) -> bool:
    """Whether what it is about is here."""
    found = await find(db, come.site, uri)
    if found is None:
        return False
    await posts.like_post(db, come.actor.person_id, found.post_id, likes)
    return True


async def _note(db: Db, come: ReceivedNote, kind: str) -> None:
    """They may take it back by its name alone."""
    me, uri = come.actor.person_id, reading.ident(come.activity)
    await store_received_activities.note(db, me, kind, come.object_id, uri)


async def announce(db: Db, come: ReceivedNote) -> None:
    """A repost; of what is not here yet, only for somebody's followers here."""
    found = await find(db, come.site, come.object_id)
    if found is None:
        if not await follows.followed(db, come.actor.person_id):
            return
        raise receiving_notes.MissingNotes(come.object_id)
    said = RemotePost(
        uri=reading.ident(come.activity),
        author=come.actor.person_id,
        at=reading.moment(come.activity, "published") or db.now,
        text="",
        audience="public",
        form="repost",
        of=found.post_id,
    )
    await posts.bring_remote_post(db, said)


async def undo(db: Db, come: ReceivedNote) -> None:
    """Takes back what they themselves did, and show or only name."""
    undone, me = come.object, come.actor.person_id
    if undone and reading.ident(undone.get("actor")) not in ("", come.actor.uri):
        raise NotHeard("takes back what somebody else did")
    named = await _named(db, come)
    kind, target = named or (reading.kind(undone), reading.ident(undone.get("object")))
    match kind:
        case "Follow":
            them = come.site.local(target)
            if them:
                await store.drop_follow(db, me, them[1])
                await posts.end_follow(db, me, them[1])
        case "Like" | "EmojiReact":
            await _like(db, come, target, likes=False)
        case "Block":
            them = come.site.local(target)
            if them:
                await contacts.unblock(db, me, them[1])
        case _:
            found = await posts.place_at(db, come.object_id)
            if found:
                await posts.withdraw(db, me, found)


async def _named(db: Db, come: ReceivedNote) -> tuple[str, str] | None:
    """What (kind, object) of theirs was noted here under the name of what they take back."""
    me, uri = come.actor.person_id, come.object_id
    followed = await store_received_activities.followed(db, me, uri)
    if followed:
        return "Follow", come.site.person(followed)
    return await store_received_activities.take_back(db, me, uri)


async def block(db: Db, come: ReceivedNote) -> None:
    found = come.site.local(come.object_id)
    if found and found[0] == "people":
        await _note(db, come, "Block")
        await store.drop_follow(db, come.actor.person_id, found[1])
        await contacts.block(db, come.actor.person_id, found[1])


async def flag(db: Db, come: ReceivedNote) -> None:
    """A report from another town, for the operator's desk; about posts, else about people."""
    found = [come.site.local(uri) for uri in reading.idents(come.activity.get("object"))]
    words = reading.text(come.activity, "content", 900)
    things = [one for one in found if one]
    said = [one for one in things if one[0] != "people"] or things
    for what, ref in said[:20]:
        told = moderation.NewPostReport(REPORTED[what], ref, words or "-")
        await moderation.report(db, come.actor.person_id, new_id(), told)


HANDLERS: Mapping[str, Handler] = {
    "Create": create,
    "Update": update,
    "Delete": delete,
    "Follow": follow,
    "Accept": accept,
    "Reject": reject,
    "Like": like,
    "EmojiReact": like,
    "Announce": announce,
    "Undo": undo,
    "Block": block,
    "Flag": flag,
    "QuoteRequest": quote_asked,
}


async def receive(db: Db, come: ReceivedNote) -> None:
    """Does what an activity says. Raises `MissingNotes` for what must be asked for first, and
    `Problem` for what is not to be.
    """
    if await private.taken(db, come):
        return
    handler = HANDLERS.get(reading.kind(come.activity))
    if handler:
        await handler(db, come)

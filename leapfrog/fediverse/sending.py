"""What happens here, told to those elsewhere whom it concerns: each as an activity, written in the
transaction of the reaction and carried by jobs.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from leapfrog import follows, identity, posts
from leapfrog.fediverse import (
    reading,
    rendering,
    rules,
    store,
    store_post,
    store_received_activities,
)
from leapfrog.fediverse.addresses import PUBLIC, TownAddress
from leapfrog.fediverse.rendering import Activity, act
from leapfrog.fediverse.store import Actor
from leapfrog.follows import PersonFollowed
from leapfrog.identity import ProfileChanged
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.jobs import enqueue_all
from leapfrog.kernel.timers import schedule_first
from leapfrog.posts import (
    MOMENTS,
    PollVoted,
    Post,
    PostDeleted,
    PostEdited,
    PostLiked,
    PostPublished,
    PostSettingsChanged,
)

DELIVER = "fediverse:deliver"
POLL_STANDS = "fediverse.poll"
LOOK_UP = "fediverse.look_up"
# What is for these is for those who follow its author as well.
FOLLOWED = frozenset(("public", "unlisted", "followers"))
# How a poll stands is told so long after a vote, for all votes meanwhile.
TOLD_AFTER = timedelta(minutes=1)
MOST_TALKING = 200


async def send(
    db: Db, site: TownAddress, sender: UUID, activity: Activity, people: Iterable[Actor]
) -> None:
    """An activity to all of these, one to each of their towns where those have one box for all."""
    boxes = {(one.shared_inbox or one.inbox, one.host) for one in people if not one.gone}
    heard = await rules.spoken_with(db, site, {host for _, host in boxes})
    wanted = sorted(box for box in boxes if box[1] in heard)
    if not wanted:
        return
    body = msgspec.json.encode(activity).decode()
    hosts = await store_post.write(db, new_id(), sender, body, wanted)
    jobs = [{"host": host, "id": str(new_id())} for host in sorted(hosts)]
    await enqueue_all(db, DELIVER, jobs)


async def _concerned(db: Db, author: UUID, named: Iterable[UUID], followers: bool) -> list[Actor]:
    people = set(named) - {author}
    if followers:
        people |= set(await follows.remote(db, author))
    return list((await store.by_people(db, sorted(people))).values())


def _wraps(site: TownAddress, kind: str, thing: Activity) -> Activity:
    """An activity about a thing, for whom the thing is."""
    inner = {name: value for name, value in thing.items() if name != "@context"}
    when = f"#{kind.lower()}/{new_id().hex}"
    more = {"to": thing["to"], "cc": thing["cc"], "published": thing["published"]}
    return act(kind, thing["attributedTo"], inner, f"{thing['id']}{when}", **more)


async def post_is_told(db: Db, event: PostPublished) -> None:
    site = await store.site(db)
    if site:
        await _tell_post(db, site, "Create", event.post_id, event.author_id)


async def edit_is_told(db: Db, event: PostEdited) -> None:
    await post_changed(db, event.post_id, event.author_id)


async def post_changed(db: Db, post_id: UUID, author: UUID) -> None:
    """It says, or counts, something else now."""
    site = await store.site(db)
    if site:
        await _tell_post(db, site, "Update", post_id, author)


async def _tell_post(db: Db, site: TownAddress, kind: str, post_id: UUID, author: UUID) -> None:
    try:
        post = await posts.post_for(db, author, post_id)
    except NotFound:
        return
    if post.author.remote or post.reach in MOMENTS or post.removed:
        return
    thing = await rendering.post(db, site, post)
    said = posts.content_of(post)
    named = {mention.person_id for mention in said.mentions}
    original = {post.of.author.id} if post.of else set()
    named |= original | await _around(db, post.under.post_id if post.under else None)
    people = await _concerned(db, author, named, post.audience in FOLLOWED)
    activity = thing if thing["type"] == "Announce" else _wraps(site, kind, thing)
    await send(db, site, author, activity, people)
    if kind == "Create" and thing["type"] != "Announce" and post.of and post.of.author.remote:
        await _ask_to_quote(db, site, post, thing)


async def _ask_to_quote(db: Db, site: TownAddress, post: Post, thing: Activity) -> None:
    """FEP-044f: the author's town answers with a consent, which our post then names."""
    assert post.of is not None
    instrument = {name: value for name, value in thing.items() if name != "@context"}
    me = site.person(post.author.id)
    asking = act("QuoteRequest", me, thing["quote"], f"{thing['id']}#asks", instrument=instrument)
    people = await store.by_people(db, [post.of.author.id])
    await send(db, site, post.author.id, asking, people.values())


async def deletion_is_told(db: Db, event: PostDeleted) -> None:
    """Consents to quotes end with it, too."""
    await store_post.forget_quotes(db, event.post_id)
    site = await store.site(db)
    if site is None or event.audience in MOMENTS:
        return
    if await store.by_people(db, [event.author_id]):
        return
    me = site.person(event.author_id)
    uri = site.note(event.post_id, comment=event.under_id is not None)
    named = {*event.mentions, *await _around(db, event.under_id)}
    if event.under_id and event.answered_id:
        named.add(event.answered_id)
    people = await _concerned(db, event.author_id, named, event.audience in FOLLOWED)
    to = [PUBLIC] if event.audience in ("public", "unlisted") else []
    if event.form == "repost":
        undone = {"id": uri, "type": "Announce", "actor": me}
        await send(db, site, event.author_id, act("Undo", me, undone, f"{uri}#undo", to=to), people)
    tombstone = {"id": uri, "type": "Tombstone"}
    await send(
        db, site, event.author_id, act("Delete", me, tombstone, f"{uri}#delete", to=to), people
    )


async def _around(db: Db, under: UUID | None) -> set[UUID]:
    """Whose post a comment stands under, and who speaks there or likes it."""
    post = await posts.place_of(db, under) if under else None
    if post is None:
        return set()
    return {post.author_id, *await posts.speakers(db, post.post_id, MOST_TALKING)}


async def like_is_told(db: Db, event: PostLiked) -> None:
    found = await posts.place_of(db, event.post_id)
    if found:
        await _tell_like(db, event.person_id, found.author_id, found.uri, likes=event.likes)


async def _tell_like(db: Db, person: UUID, author: UUID, uri: str | None, *, likes: bool) -> None:
    """To the author only, and only of what is elsewhere."""
    site = await store.site(db)
    people = await store.by_people(db, [author, person]) if site and uri else {}
    if site is None or author not in people or person in people:
        return
    me = site.person(person)
    activity = act("Like", me, uri, f"{me}#likes/{new_id().hex}")
    if not likes:
        activity = undo(me, activity)
    await send(db, site, person, activity, [people[author]])


def undo(me: str, done: Activity) -> Activity:
    inner = {name: value for name, value in done.items() if name != "@context"}
    return act("Undo", me, inner, f"{me}#undo/{new_id().hex}")


async def vote_is_told(db: Db, event: PollVoted) -> None:
    """A choice goes to who asks; how a poll of ours stands, to all, but not at each vote."""
    site = await store.site(db)
    found = await posts.place_of(db, event.post_id) if site else None
    if site is None or found is None:
        return
    authors = await store.by_people(db, [found.author_id, event.person_id])
    if event.person_id in authors:
        return
    if found.author_id not in authors:
        await schedule_first(db, POLL_STANDS, str(event.post_id), db.now + TOLD_AFTER)
        return
    post = await posts.post_for(db, event.person_id, event.post_id)
    poll = posts.content_of(post).poll
    assert poll is not None
    actor, me = authors[found.author_id], site.person(event.person_id)
    for choice in event.choices:
        ident = f"{me}#votes/{event.post_id}/{choice}"
        note = {
            "id": ident,
            "type": "Note",
            "name": poll.options[choice],
            "attributedTo": me,
            "inReplyTo": found.uri,
            "to": [actor.uri],
        }
        activity = act("Create", me, note, f"{ident}/activity", to=[actor.uri])
        await send(db, site, event.person_id, activity, [actor])


async def poll_stands(db: Db, ref: str, _body: object) -> None:
    found = await posts.place_of(db, UUID(ref))
    if found:
        await post_changed(db, found.post_id, found.author_id)


async def follow_is_told(db: Db, event: PersonFollowed) -> None:
    site = await store.site(db)
    people = await store.by_people(db, [event.follower_id, event.followed_id]) if site else {}
    if site is not None and not people and event.state == "asked":
        await _look_up(db, event.followed_id)
    if site is None or len(people) != 1:
        return
    if event.followed_id in people:
        await _remote_follow_is_told(db, site, event, people[event.followed_id])
    elif event.state != "asked":
        await answer_follow(
            db, event.follower_id, event.followed_id, accept=event.state == "follows"
        )


async def _remote_follow_is_told(
    db: Db, site: TownAddress, event: PersonFollowed, actor: Actor
) -> None:
    """Who ended it may be asking again by now, or follow after all: whom they followed besides
    turned out to be the same. What is asked or answered there by now is not taken back.
    """
    state = await follows.state(db, event.follower_id, event.followed_id)
    if event.state == "none" and state == "follows":
        return
    await _ask_to_follow(db, site, event, actor)
    if event.state == "none" and state == "asked":
        again = PersonFollowed(event.follower_id, event.followed_id, state)
        await _ask_to_follow(db, site, again, actor)


async def _look_up(db: Db, person_id: UUID) -> None:
    """Somebody of another town of whom a take-out or an archive told no more than the address."""
    found = (await identity.named(db, [person_id])).get(person_id)
    if found and found.kind == "remote":
        await schedule_first(db, LOOK_UP, str(person_id), db.now)


async def ask_waiting(db: Db, actor: Actor) -> None:
    """Asks somebody elsewhere, of whom it became known where they take activities, for all of this
    town who want to follow them and could not ask before.
    """
    site = await store.site(db)
    if site is None:
        return
    for follower in await store.waiting_to_ask(db, actor.person_id):
        event = PersonFollowed(follower, actor.person_id, "asked")
        await _ask_to_follow(db, site, event, actor)


async def _ask_to_follow(db: Db, site: TownAddress, event: PersonFollowed, actor: Actor) -> None:
    me = site.person(event.follower_id)
    asked = await store.follow_uri(db, event.follower_id, event.followed_id)
    if event.state == "asked" and asked is None:
        uri = rendering.follow_uri(site, event.follower_id, event.followed_id, db.now)
        await store.put_follow(db, event.follower_id, event.followed_id, uri)
        await send(db, site, event.follower_id, act("Follow", me, actor.uri, uri), [actor])
    elif event.state == "none":
        asked = await store.drop_follow(db, event.follower_id, event.followed_id)
        if asked:
            taken_back = undo(me, act("Follow", me, actor.uri, asked))
            await send(db, site, event.follower_id, taken_back, [actor])


async def answer_follow(db: Db, follower: UUID, followed: UUID, *, accept: bool) -> None:
    """To who asked from elsewhere; nothing to who took it back meanwhile."""
    site = await store.site(db)
    actor = (await store.by_people(db, [follower])).get(follower)
    asked = await store.follow_uri(db, follower, followed)
    if site is None or actor is None or asked is None:
        return
    if not accept:
        await store.drop_follow(db, follower, followed)
    me = site.person(followed)
    question = {"id": asked, "type": "Follow", "actor": actor.uri, "object": me}
    kind = "Accept" if accept else "Reject"
    answer = act(kind, me, question, f"{me}#{kind.lower()}s/{new_id().hex}")
    await send(db, site, followed, answer, [actor])


async def answer_quote(
    db: Db, me: UUID, actor: Actor, asked: Activity, consent: UUID | None
) -> None:
    site = await store.site(db)
    if site is None:
        return
    mine = site.person(me)
    kind = "Accept" if consent else "Reject"
    more: dict[str, Any] = {"result": f"{site.origin}/ap/quotes/{consent}"} if consent else {}
    question = {
        "id": reading.ident(asked),
        "type": "QuoteRequest",
        "actor": actor.uri,
        "object": reading.ident(asked.get("object")),
        "instrument": reading.ident(asked.get("instrument")),
    }
    ident = f"{mine}#{kind.lower()}s/{new_id().hex}"
    await send(db, site, me, act(kind, mine, question, ident, **more), [actor])


async def face_is_told(db: Db, event: ProfileChanged | PostSettingsChanged) -> None:
    """To the followers elsewhere."""
    site = await store.site(db)
    if site is None or await store.by_people(db, [event.person_id]):
        return
    people = await _concerned(db, event.person_id, (), followers=True)
    found = (await identity.named(db, [event.person_id])).get(event.person_id)
    if found and people:
        thing = await rendering.person(db, site, found)
        inner = {name: value for name, value in thing.items() if name != "@context"}
        ident = f"{thing['id']}#update/{new_id().hex}"
        changed = act("Update", thing["id"], inner, ident, to=[PUBLIC])
        await send(db, site, event.person_id, changed, people)


async def gone(db: Db, person: UUID) -> int:
    """Somebody of this town leaves for good; answers how many elsewhere are told: who follows them,
    and whom they follow.
    """
    site = await store.site(db)
    asked = await store_received_activities.asked(db, person)
    people = await _concerned(db, person, asked, followers=True) if site else []
    if site and people:
        me = site.person(person)
        await send(db, site, person, act("Delete", me, me, f"{me}#delete", to=[PUBLIC]), people)
    return len(people)

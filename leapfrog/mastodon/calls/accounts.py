"""People: who they are, what they wrote, who follows them, and what is between them and me."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from leapfrog import contacts, follows, identity, mutes, post_text, posts, timelines
from leapfrog.follows import PeoplePage
from leapfrog.identity import (
    ProfileChange,
    change,
    named,
    new_picture,
    no_picture,
    plain,
    profile_picture,
    search,
)
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.locks import lock
from leapfrog.mastodon import ids, store_preferences
from leapfrog.mastodon.call import FALSE, TRUE, ApiCall, ApiResponse, Asked, Routes, paged
from leapfrog.mastodon.calls.composing import AUDIENCES, check_language
from leapfrog.mastodon.calls.pages import there, timeline
from leapfrog.mastodon.entities.accounts import (
    QUOTING,
    credentials,
    known_to,
    listed,
    one,
    relationships,
    settings_with,
)
from leapfrog.mastodon.entities.lists import reading_list
from leapfrog.mastodon.entities.statuses import statuses
from leapfrog.mastodon.errors import ApiRefused
from leapfrog.post_media import UPLOADING
from leapfrog.posts import FOLLOWING, SEARCHING, Post

LARGEST_PICTURE = 8_000_000
LONGEST_NOTE, MOST_FOUND, MOST_AT_ONCE = 2_000, 200, 80

routes = Routes()


@routes("GET", "/api/v1/accounts/verify_credentials", "read:accounts|profile")
async def verify_credentials(call: ApiCall) -> Any:
    return await credentials(call)


@routes("GET", "/api/v1/profile", "read:accounts|profile")
async def profile(call: ApiCall) -> Any:
    return await credentials(call)


async def _picture(asked: Asked) -> bytes | None:
    """The one that comes along, made anew. Raises `ApiRefused`, `NotAPicture`."""
    _check_profile(asked)
    picture = asked.file("avatar")
    if picture is None:
        return None
    asked.take(UPLOADING)
    if picture.stat().st_size > LARGEST_PICTURE:
        raise ApiRefused("Validation failed: Avatar is too large (maximum is 8 MB)")
    return await profile_picture(await asyncio.to_thread(picture.read_bytes))


@routes("PATCH", "/api/v1/accounts/update_credentials", "write:accounts", prepare=_picture)
async def update_credentials(call: ApiCall) -> Any:
    """Raises `ApiRefused` for what a profile does not have here."""
    if call.prepared is not None:
        await new_picture(call.db, call.town.files, call.me, call.prepared)
    name = call.text("display_name") if call.has("display_name") else None
    about = call.text("note") if call.has("note") else None
    if name is not None or about is not None:
        await change(call.db, call.me, ProfileChange(name, about))
    wanted = settings_with(call)
    await _defaults(call.inside("source"))
    quoting = call.inside("source").text("quote_policy")
    if quoting:
        call.inside("source").only("quote_policy", QUOTING, "is public, followers or nobody")
        wanted["quotes"] = QUOTING[quoting]
    if wanted:
        await posts.revise_settings(call.db, call.me, wanted)
    return await credentials(call)


def _check_profile(call: Asked) -> None:
    call.only("bot", FALSE, "cannot be set: accounts here are of people")
    call.only("header", (), "cannot be set: profiles here have no picture above them")
    for name in ("avatar_description", "header_description"):
        call.only(name, (), "cannot be set: faces are not described here")
    call.only("attribution_domains", (), "cannot be set: links do not name their authors here")
    fields = call.given.get("fields_attributes")
    fields = list(fields.values()) if isinstance(fields, dict) else fields or []
    if any(one.get("name") or one.get("value") for one in fields if isinstance(one, dict)):
        raise ApiRefused(
            "Validation failed: fields_attributes cannot be set: profiles have no fields"
        )
    both = call.has("discoverable") and call.has("indexable")
    if both and call.flag("discoverable") != call.flag("indexable"):
        raise ApiRefused("Validation failed: indexable is the same as discoverable here")


async def _defaults(source: ApiCall) -> None:
    """What a post is when its client app does not say. Raises `ApiRefused`."""
    source.only("privacy", AUDIENCES, "is not included in the list")
    check_language(source)
    await lock(source.db, "post_defaults", source.me)
    before = await store_preferences.defaults(source.db, source.me)
    wanted = store_preferences.Defaults(
        source.text("privacy") or before.privacy,
        source.flag("sensitive", before.sensitive),
        source.text("language", before.language),
    )
    if wanted != before:
        await store_preferences.put_defaults(source.db, source.me, wanted)


@routes("DELETE", "/api/v1/profile/avatar", "write:accounts")
async def hide_picture(call: ApiCall) -> Any:
    await no_picture(call.db, call.me)
    return await credentials(call)


@routes("DELETE", "/api/v1/profile/header", "write:accounts")
async def hide_header(call: ApiCall) -> Any:
    """There is none."""
    return await credentials(call)


@routes("GET", "/api/v1/accounts/lookup", "read:accounts", public=True)
async def lookup(call: ApiCall) -> Any:
    found = await _by_acct(call, call.text("acct"))
    if found is None:
        raise NotFound
    return await one(call, found)


async def _by_acct(call: ApiCall, acct: str) -> UUID | None:
    """`name`, `name@this.town`, or somebody of elsewhere who is known here."""
    handle, _, domain = acct.strip().removeprefix("@").lower().partition("@")
    return await posts.person_named(call.db, handle, "" if domain == call.at.domain else domain)


@routes("GET", "/api/v1/accounts/search", "read:accounts")
async def find_accounts(call: ApiCall) -> Any:
    call.take(SEARCHING)
    found = await people_like(call, call.text("q"), call.limit(40, 80), call.number("offset"))
    if call.flag("following"):
        seen = await follows.shown(call.db, call.me, found)
        found = [s.person.id for s in seen if s.follow == "follows"]
    return await listed(call, found)


async def people_like(call: ApiCall, words: str, limit: int, offset: int = 0) -> list[UUID]:
    """Whom the words mean, after the first `offset` of them: an address first, then by name."""
    exact = await _by_acct(call, words) if "@" in words.removeprefix("@") else None
    first = max(0, offset)
    found = [exact] if exact else await search(call.db, words[:200], min(first + limit, MOST_FOUND))
    return await known_to(call, found[first : first + limit])


@routes("GET", "/api/v1/accounts/relationships", "read:follows")
async def relations(call: ApiCall) -> Any:
    return await relationships(call, (await call.accounts("id"))[:MOST_AT_ONCE])


@routes("GET", "/api/v1/accounts/familiar_followers", "read:follows")
async def familiar(call: ApiCall) -> Any:
    return [{"id": ids.shown(ident), "accounts": []} for ident in await call.accounts("id")]


@routes("GET", "/api/v1/accounts", "read:accounts", public=True)
async def several(call: ApiCall) -> Any:
    wanted = (await call.accounts("id"))[:MOST_AT_ONCE]
    return await listed(call, await known_to(call, wanted))


@routes("GET", "/api/v1/accounts/{id}", "read:accounts", public=True)
async def account(call: ApiCall) -> Any:
    return await one(call, await call.account())


@routes("GET", "/api/v1/accounts/{id}/statuses", "read:statuses", public=True)
async def statuses_of(call: ApiCall) -> Any:
    person_id = await call.account()
    await one(call, person_id)
    if call.flag("pinned"):
        pinned = await timelines.pinned(call.db, call.viewer, person_id)
        return await statuses(call, pinned, "account")
    fetch = partial(timelines.of_person, call.db, call.viewer, person_id, what="all")
    return await timeline(call, fetch, "account", _wanted(call))


def _wanted(call: ApiCall) -> Callable[[Post], bool]:
    no_reblogs, only_media = call.flag("exclude_reblogs"), call.flag("only_media")
    no_replies = call.flag("exclude_replies")
    tagged = post_text.topic_name(call.text("tagged"))

    def fits(post: Post) -> bool:
        if not there(post) or (no_reblogs and post.form == "repost" and not post.text):
            return False
        if no_replies and post.answers and post.answers.author.id != post.author.id:
            return False
        if not (only_media or tagged):
            return True
        said = posts.content_of(post)
        names = map(post_text.topic_name, said.topics)
        return (bool(said.media) or not only_media) and (not tagged or tagged in names)

    return fits


async def _people(call: ApiCall, page: PeoplePage) -> ApiResponse:
    shown = await listed(call, [someone.person.id for someone in page.people])
    return paged(call, shown, None, page.next)


@routes("GET", "/api/v1/accounts/{id}/followers", "read:accounts")
async def followers(call: ApiCall) -> Any:
    where = (call.text("max_id") or None, call.limit(40, 80))
    return await _people(call, await _listing(call, follows.followers, *where))


@routes("GET", "/api/v1/accounts/{id}/following", "read:accounts")
async def following(call: ApiCall) -> Any:
    where = (call.text("max_id") or None, call.limit(40, 80))
    return await _people(call, await _listing(call, follows.following, *where))


async def _listing(
    call: ApiCall, verb: Callable[..., Awaitable[PeoplePage]], before: str | None, limit: int
) -> PeoplePage:
    """Of who does not show them, nobody."""
    person_id = await call.account()
    await one(call, person_id)
    try:
        return await verb(call.db, call.me, person_id, before, limit)
    except identity.NoPerson:
        return PeoplePage([], None)


@routes("GET", "/api/v1/accounts/{id}/lists", "read:lists")
async def lists_with(call: ApiCall) -> Any:
    mine = await follows.my_lists(call.db, call.me)
    pages = [await follows.list_of(call.db, call.me, each.id) for each in mine]
    person_id = await call.account()
    on = [page for page in pages if person_id in {s.person.id for s in page.people}]
    return [reading_list(page.id, page.name, page.replies) for page in on]


@routes("GET", "/api/v1/accounts/{id}/featured_tags", "read:accounts", public=True)
@routes("GET", "/api/v1/accounts/{id}/endorsements", "read:accounts", public=True)
@routes("GET", "/api/v1/accounts/{id}/identity_proofs", "read:accounts", public=True)
async def nothing_of(call: ApiCall) -> Any:
    await one(call, await call.account())
    return []


async def _relationship(call: ApiCall, person_id: UUID) -> Any:
    found = await relationships(call, [person_id])
    if not found:
        raise NotFound
    return found[0]


@routes("POST", "/api/v1/accounts/{id}/follow", "write:follows")
async def follow(call: ApiCall) -> Any:
    person_id = await call.account()
    call.only("reblogs", TRUE, "cannot be false: who is followed is followed with their reposts")
    call.only("notify", FALSE, "cannot be true: posts of one person are not told here")
    call.only("languages", (), "cannot be chosen: who is followed is followed in all of them")
    call.take(FOLLOWING)
    await posts.follow(call.db, call.me, person_id)
    return await _relationship(call, person_id)


@routes("POST", "/api/v1/accounts/{id}/unfollow", "write:follows")
async def unfollow(call: ApiCall) -> Any:
    person_id = await call.account()
    await posts.end_follow(call.db, call.me, person_id)
    return await _relationship(call, person_id)


@routes("POST", "/api/v1/accounts/{id}/remove_from_followers", "write:follows")
async def remove_follower(call: ApiCall) -> Any:
    person_id = await call.account()
    await posts.end_follow(call.db, person_id, call.me)
    return await _relationship(call, person_id)


@routes("POST", "/api/v1/accounts/{id}/block", "write:blocks")
async def block(call: ApiCall) -> Any:
    person_id = await call.account()
    await contacts.block(call.db, call.me, person_id)
    await posts.parted(call.db, call.me, person_id)
    return await _relationship(call, person_id)


@routes("POST", "/api/v1/accounts/{id}/unblock", "write:blocks")
async def unblock(call: ApiCall) -> Any:
    person_id = await call.account()
    await contacts.unblock(call.db, call.me, person_id)
    return await _relationship(call, person_id)


@routes("POST", "/api/v1/accounts/{id}/mute", "write:mutes")
async def mute(call: ApiCall) -> Any:
    person_id = await call.account()
    call.only("notifications", TRUE, "cannot be false: who is muted is not heard of")
    seconds = call.number("duration")
    until = call.db.now + timedelta(seconds=seconds) if seconds > 0 else None
    await mutes.put(call.db, call.me, "person", str(person_id), until)
    return await _relationship(call, person_id)


@routes("POST", "/api/v1/accounts/{id}/unmute", "write:mutes")
async def unmute(call: ApiCall) -> Any:
    person_id = await call.account()
    await mutes.drop(call.db, call.me, "person", str(person_id))
    return await _relationship(call, person_id)


@routes("POST", "/api/v1/accounts/{id}/note", "write:accounts")
async def note(call: ApiCall) -> Any:
    person_id = await call.account()
    text = plain(call.text("comment"))
    if len(text) > LONGEST_NOTE:
        raise ApiRefused(f"Validation failed: Comment is too long (maximum is {LONGEST_NOTE})")
    if not await named(call.db, [person_id]):
        raise NotFound
    await store_preferences.note(call.db, call.me, person_id, text)
    return await _relationship(call, person_id)

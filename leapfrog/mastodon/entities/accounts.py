"""Account, CredentialAccount, Relationship: people as client apps see them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from leapfrog import contacts, follows, identity, mutes, posts, timelines
from leapfrog.follows import PersonSummary
from leapfrog.identity import Person, me, named
from leapfrog.mastodon import ids, store_preferences
from leapfrog.mastodon.call import ApiCall, moment
from leapfrog.mastodon.entities.emojis import emojis
from leapfrog.mastodon.html import html_of
from leapfrog.timelines import FollowCounts

Entity = dict[str, Any]
NO_PICTURE = "/icons/icon-192.png"
NO_HEADER = "/icons/icon-512.png"


async def accounts(call: ApiCall, people: Iterable[UUID]) -> dict[UUID, Entity]:
    """Those of these that are there, in two statements."""
    return (await accounts_and_numbers(call, people))[0]


async def accounts_and_numbers(
    call: ApiCall, people: Iterable[UUID]
) -> tuple[dict[UUID, Entity], Mapping[UUID, FollowCounts]]:
    """Those of these people who are there, as client apps see them, and how many they follow and
    are followed by.
    """
    wanted = list(dict.fromkeys(people))
    faces = await named(call.db, wanted)
    numbers = await timelines.profile_numbers(call.db, call.viewer, list(faces))
    found = {one: account(call, faces[one], numbers[one]) for one in wanted if one in faces}
    return found, numbers


async def listed(call: ApiCall, people: Sequence[UUID]) -> list[Entity]:
    """Those of these people who are there, as client apps see them, in their order."""
    found = await accounts(call, people)
    return [found[one] for one in people if one in found]


async def known_to(call: ApiCall, people: Sequence[UUID]) -> list[UUID]:
    """Those of these whom the viewer may see. Not who blocked them; but whom they blocked, for
    client apps show a person before they let them go again.
    """
    seen = {s.person.id for s in await follows.shown(call.db, call.viewer, people)}
    if call.viewer and not seen.issuperset(people):
        seen |= {person.id for person in await contacts.blocked(call.db, call.viewer)}
    return [one for one in people if one in seen]


async def one(call: ApiCall, person_id: UUID) -> Entity:
    """Somebody whom the viewer may see. Raises `NoPerson`."""
    if not await known_to(call, [person_id]):
        raise identity.NoPerson
    return (await accounts(call, [person_id]))[person_id]


def account(call: ApiCall, person: Person, numbers: FollowCounts) -> Entity:
    avatar = call.at.here(person.avatar or NO_PICTURE)
    header = call.at.here(NO_HEADER)
    return {
        "id": ids.shown(person.id),
        "username": person.handle,
        "acct": call.at.acct(person),
        "display_name": person.display_name,
        "locked": numbers.approve,
        "bot": person.service,
        "discoverable": numbers.findable,
        "indexable": numbers.findable,
        "group": False,
        "noindex": not numbers.findable,
        "created_at": moment(ids.time_of(person.id).replace(hour=0, minute=0, second=0)),
        "note": html_of(person.about, {}, call.at),
        "url": call.at.person(person),
        "uri": call.at.person(person),
        "avatar": avatar,
        "avatar_static": avatar,
        "avatar_description": "",
        "header": header,
        "header_static": header,
        "header_description": "",
        "followers_count": numbers.followers,
        "following_count": numbers.following,
        "statuses_count": numbers.posts,
        "last_status_at": numbers.last_at.date().isoformat() if numbers.last_at else None,
        "hide_collections": False,
        "emojis": emojis(person.emojis, call.at),
        "roles": [],
        "fields": _fields(person, numbers),
    }


def _fields(person: Person, numbers: FollowCounts) -> list[Entity]:
    """A mark is for a name: not for another one."""
    if not numbers.mark_kind or numbers.mark_name != person.display_name:
        return []
    since = moment(numbers.marked_at) if numbers.marked_at else None
    return [{"name": "✓", "value": numbers.mark_reason or "", "verified_at": since}]


async def credentials(call: ApiCall) -> Entity:
    """Who is signed in, with what only they see."""
    mine = await me(call.db, call.me)
    settings = await posts.settings_of(call.db, call.me)
    asking = await follows.requests(call.db, call.me, None, 80)
    shown = (await accounts(call, [call.me]))[call.me]
    defaults = await store_preferences.defaults(call.db, call.me)
    role = {
        "id": "-99",
        "name": "",
        "color": "",
        "permissions": "0",
        "highlighted": False,
    }
    source = {
        "privacy": defaults.privacy,
        "sensitive": defaults.sensitive,
        "language": defaults.language or LANGUAGES[mine.language],
        "note": mine.about,
        "fields": [],
        "follow_requests_count": len(asking.people),
        "hide_collections": settings.show_follows == "nobody",
        "discoverable": settings.findable,
        "indexable": settings.findable,
        "quote_policy": QUOTES[settings.quotes],
        "attribution_domains": [],
    }
    joined = moment(mine.created_at)
    return {**shown, "created_at": joined, "source": source, "role": role}


LANGUAGES = {"en": "en", "zh-CN": "zh-CN"}
QUOTES = {"everyone": "public", "followers": "followers", "nobody": "nobody"}
QUOTING: Mapping[str, Any] = {shown: ours for ours, shown in QUOTES.items()}


async def relationships(call: ApiCall, people: Sequence[UUID]) -> list[Entity]:
    """What these are to who is signed in. Whether they blocked one, nobody is told."""
    seen = {s.person.id: s for s in await follows.shown(call.db, call.me, people)}
    there = await named(call.db, people)
    blocked = {person.id for person in await contacts.blocked(call.db, call.me)}
    muted = await mutes.mine(call.db, call.me)
    domains = {mute.value for mute in muted if mute.kind == "domain"}
    until = {mute.value: mute.until for mute in muted if mute.kind == "person"}
    asking = await follows.requests(call.db, call.me, None, 80)
    asked = {one.person.id for one in asking.people}
    notes = await store_preferences.notes(call.db, call.me, people)
    found = []
    for one in people:
        if one in there:
            shown = _relationship(one, seen.get(one))
            ends = until.get(str(one))
            shown |= {
                "blocking": one in blocked,
                "muting": str(one) in until,
                "muting_notifications": str(one) in until,
                "muting_expires_at": moment(ends) if ends else None,
                "requested_by": one in asked,
                "domain_blocking": there[one].address.rpartition("@")[2] in domains,
                "note": notes.get(one, ""),
            }
            found.append(shown)
    return found


def _relationship(person_id: UUID, seen: PersonSummary | None) -> Entity:
    return {
        "id": ids.shown(person_id),
        "following": bool(seen and seen.follow == "follows"),
        "showing_reblogs": bool(seen and seen.follow == "follows"),
        "notifying": False,
        "languages": None,
        "followed_by": bool(seen and seen.follows_me),
        "blocked_by": False,
        "requested": bool(seen and seen.follow == "asked"),
        "endorsed": False,
    }


def settings_with(call: ApiCall) -> dict[str, Any]:
    """What a client app wants to be different about what others may see and do."""
    wanted: dict[str, Any] = {}
    if call.has("locked"):
        wanted["approve"] = call.flag("locked")
    if call.has("discoverable") or call.has("indexable"):
        name = "discoverable" if call.has("discoverable") else "indexable"
        wanted["findable"] = call.flag(name)
    if call.has("hide_collections"):
        wanted["show_follows"] = "nobody" if call.flag("hide_collections") else "everyone"
    return wanted

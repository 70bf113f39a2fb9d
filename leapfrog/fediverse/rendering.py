"""This town's people and what they write, as ActivityStreams 2.0 in Mastodon's dialect."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape
from typing import Any
from urllib.parse import quote
from uuid import UUID

from leapfrog import identity, post_archives, posts
from leapfrog.fediverse import html, keys, store, store_post
from leapfrog.fediverse.addresses import PUBLIC, TOWN, TownAddress
from leapfrog.kernel.db import Db
from leapfrog.posts import Audience, Post, PostContent, ShownPost

Activity = dict[str, Any]
CONTEXT: list[Any] = [
    "https://www.w3.org/ns/activitystreams",
    "https://w3id.org/security/v1",
    {
        "toot": "http://joinmastodon.org/ns#",
        "Hashtag": "as:Hashtag",
        "sensitive": "as:sensitive",
        "manuallyApprovesFollowers": "as:manuallyApprovesFollowers",
        "alsoKnownAs": {"@id": "as:alsoKnownAs", "@type": "@id"},
        "movedTo": {"@id": "as:movedTo", "@type": "@id"},
        "votersCount": "toot:votersCount",
        "discoverable": "toot:discoverable",
        "indexable": "toot:indexable",
        "featured": {"@id": "toot:featured", "@type": "@id"},
        "misskey": "https://misskey-hub.net/ns#",
        "_misskey_quote": "misskey:_misskey_quote",
        "quoteUri": "http://fedibird.com/ns#quoteUri",
        "quote": {"@id": "https://w3id.org/fep/044f#quote", "@type": "@id"},
        "quoteAuthorization": {
            "@id": "https://w3id.org/fep/044f#quoteAuthorization",
            "@type": "@id",
        },
        "QuoteAuthorization": "https://w3id.org/fep/044f#QuoteAuthorization",
        "QuoteRequest": "https://w3id.org/fep/044f#QuoteRequest",
        "gts": "https://gotosocial.org/ns#",
        "interactionPolicy": {"@id": "gts:interactionPolicy", "@type": "@id"},
        "canQuote": {"@id": "gts:canQuote", "@type": "@id"},
        "automaticApproval": {"@id": "gts:automaticApproval", "@type": "@id"},
        "interactingObject": {"@id": "gts:interactingObject", "@type": "@id"},
        "interactionTarget": {"@id": "gts:interactionTarget", "@type": "@id"},
        "importedFrom": "https://w3id.org/fep/0c7f#importedFrom",
    },
]
# By which towns like this one know a post for who is named from a private note.
GENERATOR = "Leapfrog"
FOLLOW = re.compile(r"/ap/follows/([0-9a-f-]{36})/([0-9a-f-]{36})/\d+")


def stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def with_context(what: Activity) -> Activity:
    return {"@context": CONTEXT, **what}


def follow_uri(site: TownAddress, follower: UUID, followed: UUID, now: datetime) -> str:
    """Each asking has a name of its own: others forget none."""
    return f"{site.origin}/ap/follows/{follower}/{followed}/{int(now.timestamp() * 1000)}"


def follow_of(site: TownAddress, uri: str) -> tuple[UUID, UUID] | None:
    """(follower, followed) of such a name."""
    found = FOLLOW.fullmatch(uri.removeprefix(site.origin)) if uri.startswith(site.origin) else None
    return (UUID(found[1]), UUID(found[2])) if found else None


def act(kind: str, actor: str, thing: Any, ident: str, **more: Any) -> Activity:
    return with_context({"id": ident, "type": kind, "actor": actor, "object": thing, **more})


async def town(db: Db, site: TownAddress, name: str) -> Activity:
    """The actor by which the town itself asks others for things."""
    _, pem = await keys.own(db, TOWN)
    uri = site.person(TOWN)
    return with_context(
        {
            "id": uri,
            "type": "Application",
            "preferredUsername": site.name,
            "name": name,
            "inbox": f"{site.origin}/ap/inbox",
            "outbox": f"{uri}/outbox",
            "url": site.origin,
            "manuallyApprovesFollowers": True,
            "publicKey": {"id": site.key(TOWN), "owner": uri, "publicKeyPem": pem},
        }
    )


async def person(db: Db, site: TownAddress, one: identity.Person) -> Activity:
    """Somebody of this town."""
    _, pem = await keys.own(db, one.id)
    settings = await posts.settings_of(db, one.id)
    account = await store.account(db, one.id)
    uri = site.person(one.id)
    described: Activity = {
        "id": uri,
        "type": "Person",
        "preferredUsername": one.handle,
        "name": one.display_name,
        "summary": html.to_html(one.about, site.origin, {}),
        "url": f"{site.origin}/@{one.handle}",
        "inbox": f"{uri}/inbox",
        "outbox": f"{uri}/outbox",
        "followers": site.followers(one.id),
        "following": f"{uri}/following",
        "featured": f"{uri}/featured",
        "endpoints": {"sharedInbox": f"{site.origin}/ap/inbox"},
        "manuallyApprovesFollowers": settings.approve,
        "discoverable": settings.findable,
        "indexable": settings.findable,
        "alsoKnownAs": account.also_known_as,
        "publicKey": {"id": site.key(one.id), "owner": uri, "publicKeyPem": pem},
    }
    if one.avatar:
        icon = {"type": "Image", "mediaType": "image/webp", "url": f"{site.origin}{one.avatar}"}
        described["icon"] = icon
    if account.moved_to:
        described["movedTo"] = account.moved_to
    return with_context(described)


def to_and_cc(audience: Audience, followers: str, named: list[str]) -> tuple[list[str], list[str]]:
    match audience:
        case "public":
            return [PUBLIC], [followers, *named]
        case "unlisted":
            return [followers], [PUBLIC, *named]
        case "followers":
            return [followers], named
        case _:
            return named, []


async def uris(db: Db, site: TownAddress, people: list[UUID]) -> dict[UUID, str]:
    """How the net names these."""
    theirs = await store.by_people(db, people)
    return {one: theirs[one].uri if one in theirs else site.person(one) for one in people}


def uri_of(site: TownAddress, post: ShownPost) -> str:
    return post.uri or site.note(post.id, comment=post.under is not None)


async def post(db: Db, site: TownAddress, one: Post) -> Activity:
    """A post or comment as a Note, Question or Article; a bare repost as an Announce."""
    said = posts.content_of(one)
    me = site.person(one.author.id)
    around = _spoken_to(one)
    people = [*(mention.person_id for mention in said.mentions), *around]
    named = await uris(db, site, list(dict.fromkeys(people)))
    to, cc = to_and_cc(one.audience, site.followers(one.author.id), list(named.values()))
    if one.form == "repost" and not one.text:
        return await _announce(db, site, one, to, cc)
    calls = {mention.handle: named[mention.person_id] for mention in said.mentions}
    faces = await identity.named(db, around)
    tags = calls | {faces[ident].address: named[ident] for ident in around if ident in faces}
    made: Activity = {
        "id": site.note(one.id, comment=one.under is not None),
        "type": "Question" if said.poll else "Article" if said.title else "Note",
        "attributedTo": me,
        "published": stamp(one.at),
        "url": site.page(one.id),
        "to": to,
        "cc": cc,
        **_content(html.to_html(one.text, site.origin, calls), said.language),
        "summary": said.warning or None,
        "sensitive": bool(said.warning),
        "tag": [*_mentions(tags, site), *_topics(said, site)],
        "attachment": _attachments(said, site),
    }
    made |= _around(made["id"], one)
    if one.answers:
        made["inReplyTo"] = await _answered(db, site, one.answers)
    if said.title:
        made["name"] = said.title
    if one.audience == "mentioned":
        # What is said to one alone goes over the line: this is a post.
        made["generator"] = {"type": "Application", "name": GENERATOR}
    if one.edited_at:
        made["updated"] = stamp(one.edited_at)
    if one.imported_from:
        made["importedFrom"] = await _origin(db, one.id, one.imported_from)
    made |= _poll(one, said, db.now)
    made |= await _quoting(db, site, one, made)
    made |= await _policy(db, site, one)
    return with_context(made)


def _spoken_to(one: Post) -> list[UUID]:
    """To whom a comment speaks without naming them: whose post it is under, and whom it answers."""
    if one.under is None:
        return []
    people = [one.under.author_id, *([one.answers.author.id] if one.answers else [])]
    return [ident for ident in dict.fromkeys(people) if ident != one.author.id]


async def _answered(db: Db, site: TownAddress, one: posts.Answered) -> str:
    """How the net names what a post answers."""
    found = await posts.place_of(db, one.post_id)
    comment = found is not None and found.under_id is not None
    return (found.uri if found else None) or site.note(one.post_id, comment=comment)


async def _origin(db: Db, post_id: UUID, name: str) -> Activity:
    """Where a post was before (FEP-0c7f)."""
    found = (await post_archives.origins(db, [post_id])).get(post_id)
    return {"type": "Link", "name": name} | ({"href": found.href} if found and found.href else {})


async def _announce(db: Db, site: TownAddress, one: Post, to: list[str], cc: list[str]) -> Activity:
    original = uri_of(site, one.of) if one.of else ""
    authors = await uris(db, site, [one.of.author.id] if one.of else [])
    me = site.person(one.author.id)
    more = {"published": stamp(one.at), "to": to, "cc": [*cc, *authors.values()]}
    return act("Announce", me, original, site.uri("posts", one.id), **more)


def _content(text: str, language: str) -> Activity:
    """Its words, and in which language they are, when that was said."""
    return {"content": text} | ({"contentMap": {language: text}} if language else {})


def _mentions(calls: Mapping[str, str], site: TownAddress) -> list[Activity]:
    return [
        {
            "type": "Mention",
            "href": uri,
            "name": f"@{called}" if "@" in called else f"@{called}@{site.domain}",
        }
        for called, uri in calls.items()
    ]


def _topics(said: PostContent, site: TownAddress) -> list[Activity]:
    return [
        {"type": "Hashtag", "href": f"{site.origin}/topic/{shown}", "name": f"#{shown}"}
        for shown in said.topics
    ]


def _attachments(said: PostContent, site: TownAddress) -> list[Activity]:
    return [
        {
            "type": "Document",
            "mediaType": one.type,
            "url": f"{site.origin}/api/v1/post-files/{one.file}",
            "name": one.alt or None,
            "width": one.width,
            "height": one.height,
        }
        for one in said.media
    ]


def _around(uri: str, one: Post) -> Activity:
    """Where what others did about it can be asked for, and how much that is."""
    return {
        "replies": f"{uri}/replies",
        "likes": {"id": f"{uri}/likes", "type": "Collection", "totalItems": one.likes},
        "shares": {"id": f"{uri}/shares", "type": "Collection", "totalItems": one.reposts},
    }


def _poll(one: Post, said: PostContent, now: datetime) -> Activity:
    if said.poll is None:
        return {}
    ends = stamp(said.poll.ends_at)
    votes = one.results.votes if one.results else [0] * len(said.poll.options)
    options = [
        {"type": "Note", "name": name, "replies": {"type": "Collection", "totalItems": count}}
        for name, count in zip(said.poll.options, votes, strict=False)
    ]
    return {
        "anyOf" if said.poll.multiple else "oneOf": options,
        "endTime": ends,
        **({"closed": ends} if said.poll.ends_at <= now else {}),
        "votersCount": one.results.voters if one.results else 0,
    }


async def _quoting(db: Db, site: TownAddress, one: Post, made: Activity) -> Activity:
    if one.of is None:
        return {}
    uri = uri_of(site, one.of)
    link = f'<p class="quote-inline">RE: <a href="{escape(uri)}">{escape(uri)}</a></p>'
    quoting: Activity = {"quote": uri, "quoteUri": uri, "_misskey_quote": uri}
    consent = await store_post.consent(db, one.id)
    if consent:
        quoting["quoteAuthorization"] = consent
    languages = made.get("contentMap", {})
    text = f"{link}{made['content']}"
    return {**quoting, **_content(text, next(iter(languages), ""))}


async def _policy(db: Db, site: TownAddress, one: Post) -> Activity:
    """Who may quote it (FEP-044f)."""
    quotes = (await posts.settings_of(db, one.author.id)).quotes
    may = {
        "everyone": PUBLIC,
        "followers": site.followers(one.author.id),
        "nobody": site.person(one.author.id),
    }[quotes]
    return {"interactionPolicy": {"canQuote": {"automaticApproval": [may]}}}


def collection(ident: str, total: int, first: str | None = None) -> Activity:
    made: Activity = {"id": ident, "type": "OrderedCollection", "totalItems": total}
    return with_context(made | ({"first": first} if first else {}))


def listed(ident: str, items: list[str]) -> Activity:
    """All of it at once."""
    made = {"id": ident, "type": "OrderedCollection", "totalItems": len(items)}
    return with_context(made | {"orderedItems": items})


def page(part_of: str, mark: str, items: list[Any], following: str | None) -> Activity:
    """A page of a collection. `mark`, `following`: by what it, and the next one, is asked for."""
    made: Activity = {
        "id": f"{part_of}?page={quote(mark)}",
        "type": "OrderedCollectionPage",
        "partOf": part_of,
        "orderedItems": items,
    }
    return with_context(
        made | ({"next": f"{part_of}?page={quote(following)}"} if following else {})
    )

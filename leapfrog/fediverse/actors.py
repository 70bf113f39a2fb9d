"""People of other towns: found by their address or id, kept as remote people of identity, looked at
anew when they change.
"""

import re
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

import msgspec

from leapfrog import identity, post_archives, posts
from leapfrog.fediverse import emoji, fetching, html, keys, reading, rules, sending, store
from leapfrog.fediverse.addresses import TownAddress, host_of, same_host
from leapfrog.fediverse.fetching import NotFetched
from leapfrog.fediverse.reading import Thing
from leapfrog.fediverse.store import Actor
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.jobs import enqueue

KINDS = frozenset(("Person", "Service", "Application", "Group", "Organization"))
USER = re.compile(r"[A-Za-z0-9_.-]{1,64}")
ADDRESS = re.compile(r"@?([A-Za-z0-9_.-]{1,64})@([A-Za-z0-9.-]+(?::\d{1,5})?)")
LONGEST_NAME, LONGEST_ABOUT = 80, 500
FRESH = timedelta(days=1)
FACE = "fediverse:face"


class ActorDocument(msgspec.Struct, frozen=True):
    """An actor's description, as far as it matters to us. `emojis`: where the pictures lie that
    stand for `:words:` in it.
    """

    uri: str
    user: str
    name: str
    about: str
    key_id: str
    public_pem: str
    inbox: str
    shared_inbox: str | None
    url: str
    icon: str | None
    moved_to: str | None
    indexable: bool = True
    emojis: Mapping[str, str] = {}


def described(found: Thing) -> ActorDocument:
    """Raises `NotFetched` for who is nobody to speak with."""
    uri, user = reading.ident(found), reading.text(found, "preferredUsername", 64)
    if not KINDS.intersection(reading.kinds(found)) or not USER.fullmatch(user):
        raise NotFetched("not a person")
    inbox = reading.link(found.get("inbox"))
    shared = reading.link(reading.thing(found.get("endpoints")).get("sharedInbox"))
    key_id, pem = _key(found, uri)
    if not same_host(inbox, uri) or (shared and not same_host(shared, uri)):
        raise NotFetched("has their activities sent elsewhere")
    name = html.to_text(reading.text(found, "name", 1000), {}, LONGEST_NAME) or user
    about = html.to_text(reading.text(found, "summary"), {}, LONGEST_ABOUT)
    return ActorDocument(
        uri=uri,
        user=user.lower(),
        name=name,
        about=about,
        key_id=key_id,
        public_pem=pem,
        inbox=inbox,
        shared_inbox=shared or None,
        url=reading.link(found.get("url")) or uri,
        icon=reading.link(reading.thing(found.get("icon")).get("url") or found.get("icon")) or None,
        moved_to=reading.ident(found.get("movedTo")) or None,
        # Who says nothing about it is of a town that does not ask its people.
        indexable=found.get("indexable") is not False,
        emojis=emoji.used(found.get("tag"), name, about),
    )


def _key(found: Thing, uri: str) -> tuple[str, str]:
    """The first key that is theirs and that we can read; many have more than one."""
    for one in reading.things(found.get("publicKey")):
        pem, key_id = keys.tidy(reading.text(one, "publicKeyPem", 10_000)), reading.ident(one)
        mine = reading.ident(one.get("owner")) == uri and same_host(key_id, uri)
        if mine and keys.public(pem) is not None:
            return key_id, pem
    raise NotFetched("has no key that we can read")


async def fetch(town: Town, site: TownAddress, uri: str) -> Actor:
    """Somebody elsewhere, asked for now and kept. Raises `NotFetched`."""
    async with town.database.glance() as db:
        await rules.check(db, site, host_of(uri))
    found = described(await fetching.thing(town, site, uri))
    address = await _address(town, site, found)
    async with town.database.transaction() as db:
        return await keep(db, found, address)


async def known(town: Town, site: TownAddress, uri: str) -> Actor:
    """Somebody elsewhere, as kept; who is not known is asked for now. Raises `NotFetched`."""
    async with town.database.glance() as db:
        await rules.check(db, site, host_of(uri))
        found = await store.by_uri(db, uri)
    return found or await fetch(town, site, uri)


async def _address(town: Town, site: TownAddress, found: ActorDocument) -> str:
    """`user@domain`; a domain that is not that of the actor must say so itself."""
    host = host_of(found.uri)
    plain = f"{found.user}@{host}"
    try:
        uri, address = await fetching.finger(town, site, found.user, host)
        user, _, domain = address.rpartition("@")
        if uri != found.uri or not user or domain == host:
            return plain
        uri, again = await fetching.finger(town, site, user, domain)
        return address if uri == found.uri and again == address else plain
    except NotFetched:
        return plain


async def keep(db: Db, found: ActorDocument, address: str) -> Actor:
    """Notes somebody, or what is new about them."""
    before = await store.by_uri(db, found.uri)
    if before:
        person_id = before.person_id
    else:
        person_id = (await identity.remote(db, new_id(), address, found.name)).id
    actor = Actor(
        person_id=person_id,
        uri=found.uri,
        host=host_of(found.uri),
        key_id=found.key_id,
        public_pem=found.public_pem,
        inbox=found.inbox,
        shared_inbox=found.shared_inbox,
        url=found.url,
        icon=found.icon,
        moved_to=found.moved_to,
        gone=False,
        fetched_at=db.now,
        indexable=found.indexable,
    )
    await store.keep(db, actor)
    if before is None:
        await post_archives.met(db, person_id)
        await sending.ask_waiting(db, actor)
    elif before.indexable and not actor.indexable:
        await posts.hide_posts(db, person_id)
    person = (await identity.named(db, [person_id]))[person_id]
    if (person.display_name, person.about) != (found.name, found.about):
        await identity.change(db, person_id, identity.ProfileChange(found.name, found.about))
    emojis = emoji.ids(found.emojis)
    if person.emojis != emojis:
        await identity.set_emojis(db, person_id, emojis)
    await emoji.want(db, actor.host, found.emojis)
    if found.icon and (before is None or before.icon != found.icon or person.avatar is None):
        await enqueue(db, FACE, {"person_id": str(person_id)}, key=f"{FACE}:{person_id}")
    return actor


async def find(town: Town, site: TownAddress, words: str) -> UUID | None:
    """Who is at this address (`@name@town`) or web address; None for what is neither, or nobody.
    Of this town only who is named by their id. Raises nothing.
    """
    try:
        if ADDRESS.fullmatch(words.strip()):
            return await at(town, site, words)
        if host_of(words.strip()):
            return (await known(town, site, words.strip())).person_id
    except NotFetched:
        return None
    return None


async def at(town: Town, site: TownAddress, address: str) -> UUID:
    """Who has this address (`name@town`) in another town. Raises `NotFetched`."""
    named = ADDRESS.fullmatch(address.strip())
    if named is None:
        raise NotFetched("not an address")
    user, domain = named[1].lower(), named[2].lower()
    if domain in (site.domain, site.host):
        raise NotFetched("not an address elsewhere")
    async with town.database.glance() as db:
        await rules.check(db, site, domain)
    uri, _ = await fetching.finger(town, site, user, domain)
    return (await known(town, site, uri)).person_id

"""What others write, read into what posts keep: plain words, who is named, for whom it is."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from leapfrog import identity, posts
from leapfrog.fediverse import emoji, html, reading, store
from leapfrog.fediverse.addresses import PUBLICS, TownAddress
from leapfrog.fediverse.reading import Thing
from leapfrog.fediverse.store import Actor
from leapfrog.identity import Person
from leapfrog.kernel.db import Db
from leapfrog.posts import LANGUAGE, Mention, Poll, PostContent, RemotePost

LONGEST, LONGEST_ARTICLE, LONGEST_TITLE, LONGEST_WARNING = 5_000, 50_000, 200, 200
LONGEST_OPTION, MOST_OPTIONS, MOST_MEDIA = 200, 20, 9
NOTES = frozenset(("Note", "Question", "Article", "Page", "Event", "Video", "Audio", "Image"))
LONG = frozenset(("Article", "Page", "Event", "Video", "Audio", "Image"))
FOR_EVER = timedelta(days=365)
# Before pictures that not everybody wants to see, when nobody says why.
UNSAID = "⚠"


class NoteAttachment(msgspec.Struct, frozen=True):
    """A file that a note shows, where it lies."""

    url: str
    alt: str = ""


class NoteTags(msgspec.Struct, frozen=True):
    """Who is named in a note: by the address of their link, and those to whom it is sent."""

    names: Mapping[str, str]
    mentions: list[Mention]


async def people_of(db: Db, site: TownAddress, uris: list[str]) -> dict[str, Person]:
    """Who of these is known here, of this town or of another."""
    ours = {uri: found[1] for uri in uris if (found := site.local(uri)) and found[0] == "people"}
    away = [uri for uri in uris if uri not in ours]
    theirs = {uri: one.person_id for uri, one in (await store.by_uris(db, away)).items()}
    by_uri = ours | theirs
    faces = await identity.named(db, list(set(by_uri.values())))
    return {
        uri: faces[ident]
        for uri, ident in by_uri.items()
        if ident in faces and faces[ident].kind != "erased"
    }


async def said(db: Db, site: TownAddress, actor: Actor, note: Thing) -> RemotePost:
    """A note, with whom it names; what it answers and quotes is for `receiving`."""
    tags = [one for one in reading.things(note.get("tag")) if reading.kind(one) == "Mention"]
    hrefs = [reading.link(one) for one in tags]
    to, cc = reading.addressed(note)
    crowds = PUBLICS.union(one for one in (*to, *cc) if _their_followers(one, actor))
    named = [one for one in dict.fromkeys([*hrefs, *to, *cc]) if one not in crowds]
    people = await people_of(db, site, named)
    tagged = _tagged(site, tags, people)
    is_long = bool(LONG.intersection(reading.kinds(note)))
    title = html.to_text(reading.text(note, "name", 1000), {}, LONGEST_TITLE) if is_long else ""
    longest = LONGEST_ARTICLE if is_long else LONGEST
    text = html.to_text(reading.text(note, "content"), tagged.names, longest)
    if is_long and (url := reading.link(note.get("url"))):
        text = f"{text}\n\n{url}".strip()
    at = reading.moment(note, "published") or db.now
    warning = " ".join(html.to_text(reading.text(note, "summary", 2000), {}, 200).split())
    content = PostContent(
        title=title,
        warning=warning or (UNSAID if note.get("sensitive") is True and files_of(note) else ""),
        poll=poll_of(note, at),
        mentions=tagged.mentions,
        language=language_of(note),
    )
    shown = emoji.ids(emojis_of(note, text, content))
    content = msgspec.structs.replace(content, emojis=shown)
    return RemotePost(
        uri=reading.ident(note),
        author=actor.person_id,
        at=at,
        text=text,
        audience=audience_of(note, actor),
        content=content,
        named=tuple({one.id for uri, one in people.items() if uri in to or uri in cc}),
        findable=actor.indexable,
        with_files=bool(files_of(note)),
    )


def language_of(note: Thing) -> str:
    """In which language it is, when it is in one."""
    tags = note.get("contentMap")
    tag = next(iter(tags)) if isinstance(tags, dict) and len(tags) == 1 else ""
    return tag if LANGUAGE.fullmatch(tag) else ""


def _tagged(site: TownAddress, tags: list[Thing], people: Mapping[str, Person]) -> NoteTags:
    names, mentions = {}, {}
    for tag in tags:
        uri = reading.link(tag)
        person = people.get(uri)
        if person:
            name = person.address if site.local(uri) is None else person.handle
            mention = Mention(person.id, name)
            mentions[person.id] = mention
            names[uri] = mention.handle
            if site.local(uri):
                names[f"{site.origin}/@{person.handle}"] = mention.handle
    return NoteTags(names, list(mentions.values()))


def audience_of(note: Thing, actor: Actor) -> posts.Audience:
    """As Mastodon has it: where the public stands, and whether the followers are meant."""
    to, cc = reading.addressed(note)
    if PUBLICS.intersection(to):
        return "public"
    if PUBLICS.intersection(cc):
        return "unlisted"
    return "followers" if any(_their_followers(one, actor) for one in (*to, *cc)) else "mentioned"


def _their_followers(uri: str, actor: Actor) -> bool:
    """Whether it names those who follow an actor."""
    return uri.startswith(actor.uri) and "follow" in uri.removeprefix(actor.uri)


def poll_of(note: Thing, asked_at: datetime) -> Poll | None:
    """One that never ends is over in a year."""
    one, many = reading.each(note.get("oneOf")), reading.each(note.get("anyOf"))
    options = [
        html.to_text(reading.text(each, "name", 1000), {}, LONGEST_OPTION)
        for each in reading.things(one or many)
    ]
    if reading.kind(note) != "Question" or len(options) < 2:
        return None
    ends = reading.moment(note, "endTime") or reading.moment(note, "closed") or asked_at + FOR_EVER
    return Poll(options[:MOST_OPTIONS], ends, bool(many))


def tally_of(note: Thing) -> tuple[list[int], int]:
    """(votes for each answer, how many people voted)"""
    options = list(reading.things(note.get("oneOf") or note.get("anyOf")))[:MOST_OPTIONS]
    votes = [_number(reading.thing(one.get("replies")).get("totalItems")) for one in options]
    return votes, _number(note.get("votersCount")) or max(votes, default=0)


def _number(value: object) -> int:
    return min(max(value, 0), 2**31 - 1) if isinstance(value, int) else 0


def files_of(note: Thing) -> list[NoteAttachment]:
    """What it shows, at most nine."""
    found = []
    for one in reading.things(note.get("attachment")):
        url = reading.link(one.get("url") or one.get("href"))
        if url and reading.kind(one) in ("Document", "Image", "Video", "Audio"):
            alt = html.to_text(reading.text(one, "name", 5000), {}, 1_500)
            found.append(NoteAttachment(url, alt))
    return found[:MOST_MEDIA]


def emojis_of(note: Thing, text: str, said: PostContent) -> dict[str, str]:
    """Where the pictures lie that stand for words in it."""
    options = said.poll.options if said.poll else []
    return emoji.used(note.get("tag"), text, said.title, said.warning, *options)


def answered(note: Thing) -> str:
    return reading.ident(note.get("inReplyTo"))


def quoted(note: Thing) -> str:
    """What it quotes (FEP-044f), or as others said that before."""
    for name in ("quote", "quoteUri", "quoteUrl", "_misskey_quote"):
        if found := reading.ident(note.get(name)):
            return found
    return ""


def parties(*values: Thing) -> set[str]:
    to, cc = reading.addressed(*values)
    return {*to, *cc}


def local_people(site: TownAddress, uris: set[str]) -> set[UUID]:
    """Who of this town is among these."""
    found = [site.local(uri) for uri in uris]
    return {one[1] for one in found if one and one[0] == "people"}

"""X's (Twitter's) archive: `data/*.js`, each a script that assigns JSON. In parts when it is large:
`tweets.js`, `tweets-part1.js`, …; before 2022 `tweet.js`.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from functools import partial
from html import unescape
from typing import Any

from leapfrog.post_archives.formats.model import (
    ArchiveAccount,
    ArchivedFile,
    ArchivedOriginal,
    ArchivedPost,
    ArchivedTrace,
    PostFormat,
    Source,
    Told,
    TraceKind,
)
from leapfrog.post_archives.formats.reading import (
    DeferredValue,
    Record,
    named,
    of_iso,
    safely,
    tidy,
)
from leapfrog.unpacking import FileFormat, Folder, first_bytes, values

_MARK = re.compile(rb"\s*window\.YTD\.\w+\.part\d+\s*=")
_TWEETS = re.compile(r"(?:^|/)tweets?(-part\d+)?\.js\Z")
_CIRCLE = re.compile(r"(?:^|/)twitter-circle-tweet(-part\d+)?\.js\Z")
_NOTES = re.compile(r"(?:^|/)note-tweet(-part\d+)?\.js\Z")
_MEDIA = re.compile(r"(?:^|/)(?:tweets?|twitter_circle_tweet)_media/(\d+)-([^/]+)\Z")
_RETWEET = re.compile(r"RT @(\w+): (.*)\Z", re.S)
_SHORT = re.compile(r"\s*…?\s*https://t\.co/\w+\Z")
DATE = "%a %b %d %H:%M:%S %z %Y"
# Of a note only so much is in its tweet for sure.
SURE = 200
_TRACES: dict[str, tuple[TraceKind, str, str]] = {
    "following": ("follow", "following", "accountId"),
    "like": ("like", "like", "tweetId"),
    "block": ("block", "blocking", "accountId"),
    "mute": ("mute", "muting", "accountId"),
}


def knows(folder: Folder) -> Source | None:
    found = named(folder, _TWEETS) + named(folder, _NOTES)
    return "x" if any(_MARK.match(first_bytes(folder, name)) for name in found) else None


def read(folder: Folder) -> Iterator[Told]:
    reader = _Reader(folder)
    yield ArchiveAccount(reader.name)
    for pattern, audience in ((_TWEETS, "public"), (_CIRCLE, "mentioned")):
        for place, item in _items(folder, pattern):
            yield from safely(place, partial(reader.told, item, audience))
    for place, item in reader.notes_left():
        yield from safely(place, partial(reader.note, item))
    for name, how in _TRACES.items():
        for place, item in _items(folder, re.compile(rf"(?:^|/){name}(-part\d+)?\.js\Z")):
            yield from safely(place, partial(reader.trace, item, *how))


def _items(folder: Folder, pattern: re.Pattern[str]) -> Iterator[tuple[str, Any]]:
    for name in named(folder, pattern):
        with closing(DeferredValue(folder.open(name))) as content:
            for number, (_, item) in enumerate(values(content, ("item",)), 1):
                yield f"{name}, {number}", item


class _Reader:
    """`notes`: long texts, by the second in which they were shown; of a tweet the archive has only
    the beginning. `names`: what somebody was called, by their number, as far as tweets tell.
    """

    def __init__(self, folder: Folder) -> None:
        accounts: list[Record] = [item["account"] for _, item in _one(folder, "account")]
        account = accounts[0] if accounts else {}
        self.name, self.me = str(account.get("username", "")), str(account.get("accountId", ""))
        self.names: dict[str, str] = {}
        self.notes: dict[datetime, list[Record]] = {}
        self.media: dict[str, list[tuple[str, str]]] = {}
        for _, item in _items(folder, _NOTES):
            note = item["noteTweet"]
            self.notes.setdefault(of_iso(note["createdAt"]).replace(microsecond=0), []).append(note)
        for path in sorted(folder.names):
            if found := _MEDIA.search(path):
                self.media.setdefault(found[1], []).append((found[2], path))

    def told(self, item: Record, audience: Any) -> Iterator[Told]:
        tweet = item.get("tweet", item)
        number = str(tweet.get("id_str") or tweet["id"])
        at = datetime.strptime(tweet["created_at"], DATE)
        for one in tweet.get("entities", {}).get("user_mentions", ()):
            self.names[str(one.get("id_str"))] = str(one["screen_name"])
        text = self._whole(at, tweet)
        passed = _RETWEET.match(text)
        yield ArchivedPost(
            id=number,
            at=at,
            kind=self._kind(tweet, audience, is_repost=passed is not None),
            audience=audience,
            text="" if passed else text,
            of=ArchivedOriginal(passed[1], passed[2]) if passed else None,
            files=tuple(self._files(number, tweet)),
            warning="⚠" if tweet.get("possibly_sensitive") else "",
            url=f"https://x.com/{self.name or 'i'}/status/{number}",
        )

    def _kind(self, tweet: Record, audience: str, *, is_repost: bool) -> Any:
        if audience == "mentioned":
            return "private"
        if is_repost:
            return "repost"
        to = str(tweet.get("in_reply_to_user_id_str") or "")
        return "reply" if to and to != self.me else "post"

    def _whole(self, at: datetime, tweet: Record) -> str:
        text = str(tweet.get("full_text") or tweet["text"])
        start = unescape(_SHORT.sub("", text))[:SURE]
        for note in self.notes.get(at, ()):
            if start and _plain(note["core"]["text"]).startswith(_plain(start)):
                note["used"] = True
                return _expanded(note["core"]["text"], note["core"].get("urls") or ())
        entities = tweet.get("entities", {})
        links = [*entities.get("urls", ())]
        shown = _media(tweet)
        return _expanded(text, [*links, *({"url": one.get("url")} for one in shown)])

    def notes_left(self) -> Iterator[tuple[str, Record]]:
        """Long texts whose tweet is not in the archive."""
        for at, notes in self.notes.items():
            yield from ((f"note-tweet.js, {at}", note) for note in notes if not note.get("used"))

    def note(self, note: Record) -> Iterator[Told]:
        text = _expanded(note["core"]["text"], note["core"].get("urls") or ())
        number = str(note["noteTweetId"])
        yield ArchivedPost(id=f"note {number}", at=of_iso(note["createdAt"]), text=text)

    def _files(self, number: str, tweet: Record) -> Iterator[ArchivedFile]:
        """In the order of the tweet, each by one of the names that it may have."""
        here = list(self.media.get(number, ()))
        for one in _media(tweet):
            urls = [one.get("media_url_https") or one.get("media_url") or ""]
            urls += [str(v.get("url", "")) for v in one.get("video_info", {}).get("variants", ())]
            names = {url.partition("?")[0].rpartition("/")[2] for url in urls}
            # Of a film, the still that stands for it comes after the film itself.
            found = [it for it in here if it[0] in names]
            found.sort(key=lambda it: it[0].endswith((".jpg", ".png")) and len(urls) > 1)
            if found:
                here.remove(found[0])
            yield ArchivedFile(found[0][1] if found else "", tidy(one.get("ext_alt_text") or ""))

    def trace(self, item: Record, kind: TraceKind, key: str, named_by: str) -> Iterator[Told]:
        one = item[key]
        number = str(one[named_by])
        if kind == "like":
            text = unescape(one.get("fullText") or "")[:500]
            yield ArchivedTrace(kind, f"https://x.com/i/status/{number}", text)
            return
        name = self.names.get(number)
        link = f"https://x.com/{name}" if name else f"https://x.com/i/user/{number}"
        yield ArchivedTrace(kind, link, f"@{name}" if name else "")


def _media(tweet: Record) -> list[Record]:
    """What hangs on it; all of it is in the extended entities only."""
    entities: Record = tweet.get("extended_entities") or tweet.get("entities") or {}
    return list(entities.get("media") or ())


def _one(folder: Folder, name: str) -> Iterator[tuple[str, Any]]:
    return _items(folder, re.compile(rf"(?:^|/){name}\.js\Z"))


def _plain(text: str) -> str:
    """To compare the beginning of a note with its tweet."""
    return re.sub(r"https?://\S+|\s+", "", unescape(text))


def _expanded(text: str, links: Any) -> str:
    """With links as they lead, and without those that only stand for pictures."""
    for link in links:
        short = str(link.get("url") or link.get("shortUrl") or "")
        if short:
            text = text.replace(
                short, str(link.get("expanded_url") or link.get("expandedUrl") or "")
            )
    return tidy(unescape(text))


FORMAT: PostFormat = FileFormat("x", knows, read, order=20)

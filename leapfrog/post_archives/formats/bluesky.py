"""Bluesky's repository: a CAR (version 1) of records in DAG-CBOR, under a tree by their names;
alone, or in a zip with its blobs, each called by its CID.

https://ipld.io/specs/transport/car/carv1/ and https://atproto.com/specs/repository
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from leapfrog.post_archives.formats.car import CarFile
from leapfrog.post_archives.formats.model import (
    ArchiveAccount,
    ArchivedFile,
    ArchivedOriginal,
    ArchivedPost,
    ArchivedTrace,
    PostFormat,
    PostSkip,
    Source,
    Told,
    TraceKind,
)
from leapfrog.post_archives.formats.reading import Record, named, of_iso, safely, tidy
from leapfrog.unpacking import FileFormat, Folder, UnreadableFile, first_bytes

_CAR = re.compile(r"\.car\Z", re.I)
_HEAD = re.compile(rb"\A[\x20-\xff][\x00-\x0f]?.{0,4}\xa2eroots", re.S)
LARGEST = 2_000_000_000
MOST_DEEP = 64
_TRACES: dict[str, TraceKind] = {
    "app.bsky.feed.like": "like",
    "app.bsky.graph.follow": "follow",
    "app.bsky.graph.block": "block",
}
# The account itself is no post; how others may answer belongs to a post that is here.
_NO_POSTS = frozenset(("app.bsky.actor.profile", "app.bsky.feed.threadgate"))


def knows(folder: Folder) -> Source | None:
    return "bluesky" if _cars(folder) else None


def _cars(folder: Folder) -> list[str]:
    names = named(folder, _CAR) if folder.is_packed else folder.names
    return [name for name in names if b"eroots" in first_bytes(folder, name)[:64]]


def read(folder: Folder) -> Iterator[Told]:
    blobs = {name.rpartition("/")[2].partition(".")[0]: name for name in folder.names}
    for name in _cars(folder):
        with CarFile(folder, name) as car:
            commit = car.get(car.root)
            did = str(commit["did"])
            yield ArchiveAccount(did)
            reader = _Reader(did, blobs)
            for key, cid in _walk(car, commit["data"]):
                kind, _, record_key = key.partition("/")
                record = car.get(cid)
                yield from safely(key, partial(reader.told, kind, record_key, record))


def _walk(car: CarFile, root: Any) -> Iterator[tuple[str, Any]]:
    """(name, CID) of each record, in the order of their names."""
    seen: set[bytes] = set()
    waiting: list[Any] = [("node", root)]
    while waiting:
        what, value = waiting.pop()
        if what != "node":
            yield value
            continue
        if value.bytes in seen:
            raise UnreadableFile("car_broken", "This archive is damaged: it leads in a circle.")
        seen.add(value.bytes)
        try:
            waiting.extend(reversed(_steps(car.get(value))))
        except (KeyError, TypeError, ValueError, AttributeError) as cause:
            raise UnreadableFile("car_broken", "This archive is damaged.") from cause


def _steps(node: Record) -> list[Any]:
    """What a node holds, in order: the tree on its left, then each entry and its tree."""
    steps: list[Any] = [("node", node["l"])] if node.get("l") else []
    before = b""
    for entry in node["e"]:
        before = before[: entry["p"]] + entry["k"]
        steps.append(("record", (before.decode(), entry["v"])))
        if entry.get("t"):
            steps.append(("node", entry["t"]))
    return steps


class _Reader:
    def __init__(self, did: str, blobs: dict[str, str]) -> None:
        self.did, self.blobs = did, blobs
        # What each list is called, by its address: they come before who is in them.
        self.lists: dict[str, str] = {}

    def told(self, kind: str, key: str, record: Record) -> Iterator[Told]:
        if kind == "app.bsky.feed.post":
            yield self._post(key, record)
        elif kind == "app.bsky.feed.repost":
            at = of_iso(record["createdAt"])
            of = ArchivedOriginal(url=_link(record["subject"]["uri"]))
            yield ArchivedPost(id=f"{self.did}/{kind}/{key}", at=at, kind="repost", of=of)
        elif kind in _TRACES:
            subject = record["subject"]
            uri = subject if isinstance(subject, str) else subject["uri"]
            yield ArchivedTrace(_TRACES[kind], _link(uri), "", of_iso(record["createdAt"]))
        elif kind == "app.bsky.graph.list":
            self.lists[f"at://{self.did}/{kind}/{key}"] = tidy(record["name"]).replace(",", " ")
        elif kind == "app.bsky.graph.listitem":
            name = self.lists.get(record["list"]) or record["list"]
            value = f"{name},{_link(record['subject'])}"
            yield ArchivedTrace("list", value, "", of_iso(record["createdAt"]))
        elif kind not in _NO_POSTS:
            yield PostSkip(f"{kind}/{key}", "record_not_read")

    def _post(self, key: str, record: Record) -> ArchivedPost:
        embed = record.get("embed") or {}
        media = embed.get("media") or embed
        quoted = embed.get("record") or {}
        quoted = quoted.get("record") or quoted
        answers = str((record.get("reply") or {}).get("parent", {}).get("uri", ""))
        text = _whole(record["text"], record.get("facets") or ())
        link = str((media.get("external") or {}).get("uri") or "")
        tags = [f"#{tag}" for tag in record.get("tags") or () if f"#{tag}" not in text]
        return ArchivedPost(
            id=f"{self.did}/app.bsky.feed.post/{key}",
            at=of_iso(record["createdAt"]),
            kind="reply" if answers and self.did not in answers else "post",
            text=tidy("\n\n".join([text] + [" ".join(tags)] * bool(tags))),
            warning="⚠" if record.get("labels", {}).get("values") else "",
            files=tuple(self._files(media)),
            link=link,
            of=ArchivedOriginal(url=_link(quoted["uri"])) if quoted.get("uri") else None,
            url=f"https://bsky.app/profile/{self.did}/post/{key}",
        )

    def _files(self, media: Record) -> Iterator[ArchivedFile]:
        for one in media.get("images") or ():
            yield self._file(one["image"], one.get("alt"))
        if media.get("video"):
            yield self._file(media["video"], media.get("alt"))

    def _file(self, blob: Record, alt: Any) -> ArchivedFile:
        ref = blob.get("ref") or blob.get("cid")
        cid = ref if isinstance(ref, str) else str(ref)
        return ArchivedFile(self.blobs.get(cid, ""), tidy(alt or ""))


def _whole(text: str, facets: Any) -> str:
    """With links as they lead: in the text they are cut short. Places are in bytes of UTF-8."""
    data = text.encode()
    for facet in sorted(facets, key=lambda one: -int(one["index"]["byteStart"])):
        start, end = facet["index"]["byteStart"], facet["index"]["byteEnd"]
        for feature in facet["features"]:
            shown = data[start:end].decode(errors="replace")
            uri = str(feature.get("uri") or "")
            if uri and 0 <= start < end <= len(data):
                data = data[:start] + _linked(shown, uri).encode() + data[end:]
    return data.decode(errors="replace")


def _linked(shown: str, uri: str) -> str:
    """Words that are no address keep standing before theirs."""
    bare = shown.removesuffix("...").removesuffix("…")
    return uri if bare in uri else f"{shown} ({uri})"


def _link(uri: str) -> str:
    """Where a browser finds it."""
    if uri.startswith("did:"):
        return f"https://bsky.app/profile/{uri}"
    did, _, rest = uri.removeprefix("at://").partition("/")
    kind, _, key = rest.partition("/")
    return f"https://bsky.app/profile/{did}/post/{key}" if kind == "app.bsky.feed.post" else uri


FORMAT: PostFormat = FileFormat("bluesky", knows, read, order=30)

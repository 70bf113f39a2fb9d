"""Bluesky's repository."""

import hashlib
from base64 import b32encode
from collections.abc import Mapping

import cbor2

from tests.post_archives.archives.making import Json, zipped
from tests.samples import jpeg


def cid_of(data: bytes, *, raw: bool = False) -> bytes:
    return bytes((1, 0x55 if raw else 0x71, 0x12, 0x20)) + hashlib.sha256(data).digest()


def name_of(cid: bytes) -> str:
    return "b" + b32encode(cid).decode().lower().rstrip("=")


def link(cid: bytes) -> cbor2.CBORTag:
    return cbor2.CBORTag(42, b"\0" + cid)


def varint(number: int) -> bytes:
    made = bytearray()
    while number > 0x7F:
        made.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes((*made, number))


def car(records: Mapping[str, Json], did: str = "did:plc:amina") -> bytes:
    """A repository whose tree is of two nodes, so that one has to walk it."""
    blocks: dict[bytes, bytes] = {}

    def put(value: Json) -> bytes:
        data = cbor2.dumps(value)
        blocks[cid_of(data)] = data
        return cid_of(data)

    entries = [(key.encode(), put(value)) for key, value in sorted(records.items())]
    middle = len(entries) // 2

    def node(part: list[tuple[bytes, bytes]], left: bytes | None) -> bytes:
        before, made = b"", []
        for key, cid in part:
            shared = 0
            while shared < min(len(before), len(key)) and before[shared] == key[shared]:
                shared += 1
            made.append({"p": shared, "k": key[shared:], "v": link(cid), "t": None})
            before = key
        return put({"l": link(left) if left else None, "e": made})

    root = node(entries[middle:], node(entries[:middle], None))
    commit = put(
        {"did": did, "version": 3, "data": link(root), "rev": "3", "prev": None, "sig": b""}
    )
    head = cbor2.dumps({"roots": [link(commit)], "version": 1})
    made = varint(len(head)) + head
    for cid, data in blocks.items():
        made += varint(len(cid) + len(data)) + cid + data
    return made


def bluesky() -> bytes:
    """Three posts, one with a picture, a repost, a like and a follow; with the blob."""
    picture = jpeg((60, 40))
    blob = cid_of(picture, raw=True)
    text = "Seen at example.com/a… 🐸 @bo"
    start = text.encode().index(b"example")
    end = start + len("example.com/a…".encode())
    facet = {
        "index": {"byteStart": start, "byteEnd": end},
        "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://example.com/a/b"}],
    }
    image = {"image": {"$type": "blob", "ref": link(blob), "mimeType": "image/jpeg"}, "alt": "Cups"}
    cleo = "at://did:plc:cleo/app.bsky.feed.post/1"
    at = "2023-07-01T12:00:00.000Z"
    post = "app.bsky.feed.post"
    records = {
        f"{post}/3aaa": {"$type": post, "text": text, "createdAt": at, "facets": [facet]},
        f"{post}/3bbb": {
            "$type": post,
            "text": "Tea",
            "createdAt": at,
            "embed": {"$type": "app.bsky.embed.images", "images": [image]},
        },
        f"{post}/3ccc": {
            "$type": post,
            "text": "yes",
            "createdAt": at,
            "reply": {"parent": {"uri": cleo, "cid": "x"}, "root": {"uri": cleo, "cid": "x"}},
        },
        "app.bsky.feed.repost/3ddd": {"subject": {"uri": cleo, "cid": "x"}, "createdAt": at},
        "app.bsky.feed.like/3eee": {"subject": {"uri": cleo, "cid": "x"}, "createdAt": at},
        "app.bsky.graph.follow/3fff": {"subject": "did:plc:bo", "createdAt": at},
        "app.bsky.actor.profile/self": {"displayName": "Amina"},
    }
    return zipped({"repo.car": car(records), f"blobs/{name_of(blob)}.jpg": picture})

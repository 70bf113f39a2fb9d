"""Private notes with a peer by Fedify, a strict reader of ActivityPub: both ways, with edit, delete
and picture.
"""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.fediverse.conftest import Person, amina, origin
from tests.fediverse.fedify import Fedify, running
from tests.private_notes.page import Chat

__all__ = ["amina", "origin"]


@pytest.fixture
def peer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fedify]:
    with running("cavage", tmp_path_factory.mktemp("fedify") / "log") as made:
        yield made


def test_a_talk_with_edits_deletions_and_pictures_both_ways(peer: Fedify, amina: Person) -> None:
    bob = amina.find(peer.address("bob"))["person"]
    chat = Chat(amina, bob["id"])

    # From here: only to him, named, and escaped.
    chat.says("Is the <boat> free?")
    told = peer.sees("Create", "boat")
    note = told["object"]
    assert (told["to"], note["to"]) == ([peer.actor("bob")], [peer.actor("bob")])
    assert [tag["href"] for tag in note["tag"]] == [peer.actor("bob")]
    assert "&lt;boat&gt;" in note["content"]

    # From there, as an answer.
    alone: dict[str, Any] = {"to": amina.uri, "cc": []}
    mention = {"type": "Mention", "href": amina.uri, "name": f"@{amina.address}"}
    said = peer.note("bob", "It <b>is</b>, Amina", tag=[mention], inReplyTo=note["id"], **alone)
    peer.send("bob", amina.uri, "Create", said, to=amina.uri)
    answer = chat.sees("It is, Amina")
    assert answer["sender_id"] == bob["id"]
    talk = amina.get(f"/conversations/{chat.id}")
    assert (talk["writable"], talk.get("request")) == (True, None)
    assert not any("Amina" in one["text"] for one in amina.home())

    # Edits and deletions.
    mine = chat.says("Saturday?")
    ours = peer.sees("Create", "Saturday")["object"]["id"]
    chat.says("Sunday?", kind="edit", ref=mine["seq"])
    assert peer.sees("Update", "Sunday")["object"]["id"] == ours
    chat.says(kind="recall", ref=mine["seq"])
    assert ours in str(peer.sees("Delete")["object"])
    changed = said | {"content": "<p>It was</p>", "updated": "2026-11-30T10:00:00Z"}
    peer.send("bob", amina.uri, "Update", changed, to=amina.uri)
    assert chat.sees("It was")["seq"] == answer["seq"]
    peer.send("bob", amina.uri, "Delete", {"type": "Tombstone", "id": said["id"]}, to=amina.uri)
    chat.misses("It was", answer["seq"])

    # Pictures.
    shown = chat.shows("The harbour")
    [attached] = peer.sees("Create", "The harbour")["object"]["attachment"]
    picture = httpx.get(attached["url"])
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/webp")
    chat.says(kind="recall", ref=shown["seq"])
    peer.sees("Delete", attached["url"].partition("/ap/")[0])
    assert httpx.get(attached["url"]).status_code == 404
    cat = {"type": "Document", "mediaType": "image/png", "url": f"{peer.origin}/blobcat.png"}
    look = peer.note("bob", "Our cat", attachment=[cat], **alone)
    peer.send("bob", amina.uri, "Create", look, to=amina.uri)
    image = chat.sees_kind("image")
    assert image["meta"]["width"] == 48
    file = amina.http.get(f"/chat/files/{image['meta']['file']}")
    assert file.headers["content-type"] == "image/webp"

"""Private notes with a snac2 server: both ways, with edit, delete and picture."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.fediverse.conftest import Person, amina, origin, until
from tests.fediverse.pictures import png
from tests.fediverse.snac import Snac
from tests.private_notes.page import Chat

__all__ = ["amina", "origin"]


@pytest.fixture
def snac(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snac]:
    with Snac(tmp_path_factory.mktemp("snac"), "sven").running() as made:
        yield made


@pytest.fixture
def sven(snac: Snac) -> Iterator[httpx.Client]:
    with snac.client("sven") as client:
        yield client


def told(answer: httpx.Response) -> Any:
    assert answer.is_success, answer.text
    return answer.json()


def asked_of(sven: httpx.Client, words: str) -> str | None:
    """The status with these words of which he was told."""
    notices = told(sven.get("/v1/notifications"))
    found = (one["status"] for one in notices if one.get("status"))
    return next((str(one["id"]) for one in found if words in one["content"]), None)


def test_a_talk_with_edits_deletions_and_pictures_both_ways(
    snac: Snac, sven: httpx.Client, amina: Person
) -> None:
    person = amina.find(f"@{snac.address('sven')}")["person"]
    # What is deleted there is told to its author's followers, and to nobody else.
    amina.put(f"/follows/{person['id']}")
    until(lambda: amina.follows(person["id"]), "his consent")
    chat = Chat(amina, person["id"])
    mine = chat.says("Is the <boat> free?")
    ours = until(lambda: snac.held("boat"), "our note")
    assert (ours["to"], ours["cc"]) == ([snac.actor("sven")], [])
    assert "&lt;boat&gt;" in ours["content"]

    # His answer, to her alone.
    asked = until(lambda: asked_of(sven, "boat"), "what he is asked")
    reply = {"visibility": "direct", "in_reply_to_id": asked}
    said = told(sven.post("/v1/statuses", json=reply | {"status": "It is, on Sunday"}))
    answer = chat.sees("It is, on Sunday")
    assert (answer["body"], answer["sender_id"]) == ("It is, on Sunday", person["id"])
    assert not any("Sunday" in one["text"] for one in amina.home())

    # Edits and deletions.
    chat.says("Is the sail free?", kind="edit", ref=mine["seq"])
    until(lambda: snac.held("the sail"), "our edit")
    chat.says(kind="recall", ref=mine["seq"])
    until(lambda: snac.held("the sail") is None, "our recall")
    edit = {"status": "It is, on Monday"}
    told(sven.put(f"/v1/statuses/{said['id']}", json=edit))
    assert chat.sees("on Monday")["seq"] == answer["seq"]
    operation = {"action": "Delete", "id": said["uri"], "actor": snac.actor("sven")}
    snac.form("sven", "action", **operation)
    chat.misses("It is, on Monday", answer["seq"])

    # Pictures.
    chat.shows("The harbour")
    [attached] = until(lambda: snac.held("The harbour"), "our picture")["attachment"]
    assert httpx.get(attached["url"]).headers["content-type"] == "image/webp"
    file = {"file": ("cat.png", png(48, 48), "image/png")}
    media = told(sven.post("/v2/media", files=file, data={"description": "Our cat"}))
    asked = until(lambda: asked_of(sven, "harbour"), "our picture")
    look = {"status": "Look", "media_ids": [media["id"]], "in_reply_to_id": asked}
    told(sven.post("/v1/statuses", json=look | {"visibility": "direct"}))
    until(
        lambda: any(
            one["kind"] == "image" and one["sender_id"] == person["id"] for one in chat.messages()
        ),
        "his picture",
    )

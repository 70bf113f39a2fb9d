"""Messenger's and Instagram's exports."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from leapfrog.chat_formats import HistoryEntry, HistoryReaction, HistoryThread, Speaker
from leapfrog.unpacking import repaired
from tests.chat_formats.reading import entries, format_name, skipped, threads, told, zipped

INBOX = "your_facebook_activity/messages/inbox/bjorn_123"
BASE = 1_700_000_000_000


def broken(text: str) -> str:
    """As Facebook writes it: each byte of UTF-8 as a character."""
    return text.encode().decode("latin-1")


def message(number: int, **more: Any) -> dict[str, Any]:
    plain = {
        "sender_name": broken("Björn"),
        "timestamp_ms": BASE + number * 1000,
        "content": broken(f"Grüße {number} 😠"),
        "is_geoblocked_for_viewer": False,
    }
    return {**plain, **more}


def file(*messages: dict[str, Any], **more: Any) -> str:
    """A file of a thread: people first, the newest message first, the title last."""
    return json.dumps(
        {
            "participants": [{"name": broken("Björn")}, {"name": "Anna"}],
            "messages": sorted(messages, key=lambda one: -one["timestamp_ms"]),
            "title": broken("Björn"),
            "is_still_participant": True,
            "thread_path": "inbox/bjorn_123",
            "magic_words": [],
            **more,
        }
    )


def one(**more: Any) -> HistoryEntry:
    (entry,) = entries(file(message(1, **more)), "message_1.json")
    return entry


def test_a_thread_in_several_files_is_told_from_the_oldest_on() -> None:
    data = zipped(
        {
            f"{INBOX}/message_1.json": file(*(message(n) for n in range(20, 30))),
            f"{INBOX}/message_2.json": file(*(message(n) for n in range(10, 20))),
            f"{INBOX}/message_10.json": file(*(message(n) for n in range(10))),
        }
    )
    found = told(data)
    assert found[:3] == [
        HistoryThread(source="messenger", id="inbox/bjorn_123", title="Björn"),
        Speaker("Björn", "Björn"),
        Speaker("Anna", "Anna"),
    ]
    said = [one for one in found if isinstance(one, HistoryEntry)]
    assert [one.body for one in said] == [f"Grüße {n} 😠" for n in range(30)]
    assert said[0].at == datetime.fromtimestamp(BASE / 1000, UTC)


def test_every_thread_of_the_zip_is_told_and_other_files_are_not() -> None:
    data = zipped(
        {
            f"{INBOX}/message_1.json": file(message(1)),
            "your_instagram_activity/messages/inbox/cara_9/message_1.json": file(
                message(2), joinable_mode={"mode": 1}
            ),
            "your_facebook_activity/messages/autofill_information.json": "{}",
            "ads/your_topics.json": json.dumps({"topics": ["x"]}),
        }
    )
    assert [(one.source, one.group) for one in threads(told(data))] == [
        ("messenger", False),
        ("instagram", True),
    ]


def test_a_picture_is_found_whatever_the_zip_calls_its_first_folder() -> None:
    photo = {"uri": "messages/inbox/bjorn_123/photos/1.jpg", "creation_timestamp": 1}
    data = zipped(
        {
            f"{INBOX}/message_1.json": file(message(1, photos=[photo])),
            f"{INBOX}/photos/1.jpg": b"picture",
        }
    )
    (entry,) = entries(data)
    (media,) = entry.media
    assert (entry.kind, media.path, media.size) == ("image", f"{INBOX}/photos/1.jpg", 7)


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        ("photos", "image"),
        ("videos", "video"),
        ("audio_files", "voice"),
        ("gifs", "gif"),
        ("files", "file"),
    ],
)
def test_files_of_every_kind_are_named(field: str, kind: str) -> None:
    entry = one(**{field: [{"uri": "a/b/c/1.bin"}, {"uri": "a/b/c/2.bin"}]})
    assert entry.kind == kind
    assert [media.name for media in entry.media] == ["1.bin", "2.bin"]


def test_stickers_shares_reactions_and_calls_are_kept() -> None:
    assert one(sticker={"uri": "messages/stickers_used/1.png"}).kind == "sticker"
    shared = one(share={"link": "https://x.example/", "share_text": broken("Größe")})
    assert shared.body.endswith("\nGröße\nhttps://x.example/")
    assert shared.extra["share"]["share_text"] == "Größe"
    reacted = one(reactions=[{"reaction": broken("😠"), "actor": broken("Björn")}])
    assert reacted.reactions == (HistoryReaction("😠", "Björn"),)
    call = one(content=None, call_duration=83, type="Call")
    assert (call.kind, call.body) == ("call", "1:23")


def test_what_was_unsent_says_nothing() -> None:
    entry = one(is_unsent=True)
    assert (entry.kind, entry.body, entry.sender) == ("deleted", "", "Björn")


def test_joining_is_nobodys_words() -> None:
    entry = one(type="Subscribe", users=[{"name": "Cara"}])
    assert (entry.kind, entry.sender) == ("system", "")


def test_a_file_alone_is_known_whatever_its_name() -> None:
    assert format_name(file(message(1)), "conversation") == "meta"
    assert format_name(file(message(1)), "message_1.json") == "meta"


@pytest.mark.parametrize(
    "text", ["Grüße", "😠", "日本語", "naïve – “quoted”", "plain", "Ünï\u00a0code", "ß", "¿qué?"]
)
def test_damage_is_repaired_and_what_is_whole_stays(text: str) -> None:
    assert repaired(broken(text), surely=True) == text
    assert repaired(text, surely=False) == text


def test_half_repaired_text_is_repaired_in_its_other_half() -> None:
    assert repaired(f"“{broken('Grüße')}”", surely=True) == "“Grüße”"


def test_correct_french_is_not_taken_for_damage() -> None:
    right = "café\u00a0»"
    assert repaired(right, surely=True) != right
    assert repaired(right, surely=False) == right


def encrypted(*messages: dict[str, Any]) -> str:
    return json.dumps(
        {
            "participants": ["Björn", "Anna"],
            "threadName": "Björn_12",
            "messages": list(messages),
        },
        ensure_ascii=False,
    )


def secret(number: int, **more: Any) -> dict[str, Any]:
    plain = {
        "isUnsent": False,
        "media": [],
        "reactions": [],
        "senderName": "Björn",
        "text": f"café\u00a0» {number} 😠",
        "timestamp": BASE + number,
        "type": "text",
    }
    return {**plain, **more}


@pytest.mark.parametrize("numbers", [[1, 2, 3], [3, 2, 1]])
def test_an_encrypted_chat_is_told_from_the_oldest_on(numbers: list[int]) -> None:
    found = told(encrypted(*(secret(n) for n in numbers)), "Björn_12.json")
    assert threads(found)[0].title == "Björn"
    said = [one for one in found if isinstance(one, HistoryEntry)]
    assert [one.body for one in said] == [f"café\u00a0» {n} 😠" for n in (1, 2, 3)]


def test_files_of_an_encrypted_chat_lie_beside_it() -> None:
    picture = secret(1, type="media", text="", media=[{"uri": "./media/x.jpg"}])
    data = zipped({"messages/Björn_12.json": encrypted(picture), "messages/media/x.jpg": b"123"})
    (entry,) = entries(data)
    assert (entry.kind, entry.media[0].path) == ("image", "messages/media/x.jpg")


@pytest.mark.parametrize(
    "odd", [{"timestamp_ms": None}, {"photos": [{}]}, {"photos": 3}, {"reactions": [{}]}]
)
def test_an_odd_message_is_left_out_and_said(odd: dict[str, Any]) -> None:
    text = json.dumps(json.loads(file(message(2))) | {"messages": [message(2), message(1, **odd)]})
    found = told(text, "message_1.json")
    assert skipped(found) == ["odd_message"]
    assert len([one for one in found if isinstance(one, HistoryEntry)]) == 1

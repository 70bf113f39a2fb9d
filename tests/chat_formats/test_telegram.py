"""Telegram Desktop's result.json."""

import json
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from leapfrog.chat_formats import (
    GeoPoint,
    HistoryEntry,
    HistoryMedia,
    HistoryReaction,
    HistoryThread,
    ReadOptions,
    Speaker,
)
from tests.chat_formats.reading import NOW, entries, format_name, skipped, threads, told, zipped

AT = datetime(2024, 1, 1, 10, 0, tzinfo=UTC)
NOT_THERE = "(File not included. Change data exporting settings to download.)"


def message(number: int = 1, **more: Any) -> dict[str, Any]:
    plain = {
        "id": number,
        "type": "message",
        "date": "2024-01-01T11:00:00",
        "date_unixtime": "1704103200",
        "from": "Anna",
        "from_id": "user11",
        "text": "Hello",
        "text_entities": [{"type": "plain", "text": "Hello"}],
    }
    return {**plain, **more}


def chat(*messages: dict[str, Any], **more: Any) -> dict[str, Any]:
    head = {"name": "Anna", "type": "personal_chat", "id": 4711}
    return {**head, **more, "messages": list(messages)}


def one(**more: Any) -> HistoryEntry:
    (entry,) = entries(json.dumps(chat(message(**more))))
    return entry


def test_one_chat_is_read() -> None:
    found = told(json.dumps(chat(message()), ensure_ascii=False, indent=1))
    assert found == [
        HistoryThread(source="telegram", id="4711", title="Anna"),
        Speaker("user11", "Anna"),
        HistoryEntry(at=AT, kind="text", sender="user11", body="Hello", id="1"),
    ]


def test_a_whole_account_is_read_chat_by_chat() -> None:
    saved = {"type": "saved_messages", "id": 2, "messages": [message(5)]}
    account = {
        "about": "Here is the data you requested.",
        "personal_information": {"user_id": 1, "first_name": "Anna"},
        "contacts": {"list": [{"first_name": "Ben", "messages": [message(99)]}]},
        "chats": {
            "about": "",
            "list": [
                chat(message(1), message(2)),
                chat(name="Empty", id=3),
                saved,
                chat(message(7), name="Trip", type="private_supergroup", id=8),
            ],
        },
        "left_chats": {"list": [chat(message(9), name=None, type="private_group", id=10)]},
    }
    found = told(json.dumps(account))
    assert [(one.title, one.group) for one in threads(found)] == [
        ("Anna", False),
        ("Saved Messages", False),
        ("Trip", True),
        ("", True),
    ]
    assert [one.id for one in found if isinstance(one, HistoryEntry)] == ["1", "2", "5", "7", "9"]
    # Each thread tells its people anew.
    assert sum(isinstance(one, Speaker) for one in found) == 4


def test_text_in_pieces_is_put_together_and_its_form_kept() -> None:
    pieces = [
        "See ",
        {"type": "text_link", "text": "this", "href": "https://x.example/"},
        " and ",
        {"type": "link", "text": "https://y.example/"},
        {"type": "bold", "text": "!"},
    ]
    entry = one(text=pieces)
    assert entry.body == "See this (https://x.example/) and https://y.example/!"
    assert entry.extra == {"text": pieces}


def test_old_exports_have_times_without_zone_and_no_ids_of_people() -> None:
    old = message()
    for field in ("date_unixtime", "from_id", "text_entities"):
        del old[field]
    berlin = ReadOptions(zone=ZoneInfo("Europe/Berlin"), now=NOW)
    (entry,) = entries(json.dumps(chat(old)), options=berlin)
    assert (entry.at, entry.sender) == (AT, "Anna")


def test_edits_replies_and_forwards_are_kept() -> None:
    entry = one(
        edited="2024-01-01T11:05:00",
        edited_unixtime="1704103500",
        reply_to_message_id=7,
        forwarded_from=None,
    )
    assert entry.edited
    assert entry.edited_at == datetime(2024, 1, 1, 10, 5, tzinfo=UTC)
    assert (entry.reply_to, entry.forwarded) == ("7", "")


def test_reactions_are_kept_by_giver_and_by_count() -> None:
    given = {
        "type": "emoji",
        "count": 3,
        "emoji": "👍",
        "recent": [{"from": "Ben", "from_id": "user22", "date": "2024-01-01T11:01:00"}],
    }
    text = json.dumps(chat(message(reactions=[given])))
    assert Speaker("user22", "Ben") in told(text)
    assert entries(text)[0].reactions == (
        HistoryReaction("👍", "user22"),
        HistoryReaction("👍", count=2),
    )


@pytest.mark.parametrize(
    ("media_type", "kind"),
    [
        ("voice_message", "voice"),
        ("video_message", "video"),
        ("video_file", "video"),
        ("audio_file", "audio"),
        ("animation", "gif"),
        ("sticker", "sticker"),
        (None, "file"),
    ],
)
def test_files_of_every_kind_are_found_in_the_zip(media_type: str | None, kind: str) -> None:
    about: dict[str, Any] = {"file": "files/a.bin", "file_name": "b.bin", "duration_seconds": 3}
    about |= {"media_type": media_type, "mime_type": "x/y"} if media_type else {}
    data = zipped(
        {
            "ChatExport/result.json": json.dumps(chat(message(text="", **about))),
            "ChatExport/files/a.bin": b"12345",
        }
    )
    (entry,) = entries(data)
    assert entry.kind == kind
    (media,) = entry.media
    assert (media.path, media.name, media.size) == ("ChatExport/files/a.bin", "b.bin", 5)
    assert media.duration_ms == 3000


def test_a_photo_left_out_is_still_a_photo() -> None:
    entry = one(photo=NOT_THERE, photo_file_size=99, width=640, height=480, text="the caption")
    assert (entry.kind, entry.body) == ("image", "the caption")
    assert entry.media == (
        HistoryMedia(kind="image", type="image/jpeg", size=99, width=640, height=480),
    )


def test_places_contacts_and_polls_say_what_they_hold() -> None:
    place = one(
        text="",
        location_information={"latitude": 52.52, "longitude": 13.405},
        place_name="Dom",
        address="Am Lustgarten",
    )
    assert place.place == GeoPoint(52.52, 13.405, "Dom", "Am Lustgarten")
    card = one(text="", contact_information={"first_name": "Ben", "phone_number": "+49 1"})
    assert (card.kind, card.body) == ("contact", "Ben\n+49 1")
    answers = [{"text": "Today", "voters": 2, "chosen": True}, {"text": "Never", "voters": 0}]
    poll = one(text="", poll={"question": "When?", "closed": False, "answers": answers})
    assert (poll.kind, poll.body) == ("poll", "When?\n• Today (2)\n• Never (0)")
    assert poll.extra["poll"]["answers"] == answers


def test_what_happened_is_told_without_a_sender() -> None:
    entry = one(
        type="service",
        actor="Anna",
        actor_id="user11",
        action="invite_members",
        members=["Ben", None, "Cara"],
        text="",
    )
    assert (entry.kind, entry.sender) == ("system", "")
    assert entry.body == "Anna: invite members Ben, Cara"
    assert entry.extra["action"] == "invite_members"


def test_a_call_is_a_call_of_who_called() -> None:
    entry = one(
        type="service",
        actor="Anna",
        actor_id="user11",
        action="phone_call",
        discard_reason="missed",
        text="",
    )
    assert (entry.kind, entry.sender) == ("call", "user11")
    assert entry.extra["discard_reason"] == "missed"


def test_what_we_do_not_know_is_kept_as_it_is() -> None:
    assert one(via_bot="@bot", self_destruct_period_seconds=3).extra == {
        "via_bot": "@bot",
        "self_destruct_period_seconds": 3,
    }


def test_somebody_deleted_has_the_name_that_telegram_gives_them() -> None:
    found = told(json.dumps(chat(message(**{"from": None}))))
    assert Speaker("user11", "Deleted Account") in found


@pytest.mark.parametrize(
    "odd",
    [
        {"date": "yesterday", "date_unixtime": "x"},
        {"date": None, "date_unixtime": None},
        {"date_unixtime": "99999999999999999"},
        {"reactions": [7]},
        {"location_information": {"latitude": "north"}},
        {"poll": {"answers": [None]}},
    ],
)
def test_an_odd_message_is_left_out_and_said_and_the_next_is_read(odd: dict[str, Any]) -> None:
    found = told(json.dumps(chat(message(1, **odd), message(2))))
    assert skipped(found) == ["odd_message"]
    assert [one.id for one in found if isinstance(one, HistoryEntry)] == ["2"]


def test_messages_that_are_no_messages_are_said() -> None:
    text = json.dumps(chat(message(1))).replace('"messages": [', '"messages": [7, "x", null, ')
    assert skipped(told(text)) == ["odd_message"] * 3


def test_it_is_known_by_its_content() -> None:
    assert format_name(json.dumps(chat(message())), "anything.txt") == "telegram"


def test_one_chat_that_does_not_say_of_what_kind_it_is_is_read() -> None:
    alone = {"name": "Anna", "id": 4711, "messages": [message()]}
    for indent in (None, 1):
        data = json.dumps(alone, indent=indent)
        assert format_name(data) == "telegram"
        assert told(data) == told(json.dumps(chat(message())))

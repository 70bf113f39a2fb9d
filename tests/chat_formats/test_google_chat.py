"""Google Chat in a takeout."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from leapfrog.chat_formats import (
    HistoryEntry,
    HistoryMedia,
    HistoryReaction,
    HistorySkip,
    HistoryThread,
    Speaker,
)
from leapfrog.chat_formats.formats.google_chat import at_of
from tests.chat_formats.reading import format_name, threads, told, zipped

ANNA = {"name": "Anna Lake", "email": "anna@x.test", "user_type": "Human"}
BEN = {"name": "Ben Okafor", "email": "ben@x.test", "user_type": "Human"}
CARA = {"name": "Cara", "email": "cara@x.test", "user_type": "Human"}
ROOT = "Takeout/Google Chat"
DM = f"{ROOT}/Groups/DM abc"


def message(number: int, **more: Any) -> dict[str, Any]:
    """At 13:23:0n UTC on the day of the tests; `more` replaces what is in it."""
    plain = {
        "creator": ANNA,
        "created_date": f"Tuesday, December 14, 2021 at 1:23:0{number}\u202fPM UTC",
        "text": f"Hello {number}",
        "topic_id": "t1",
        "message_id": f"abc/t1/{number}",
    }
    return plain | more


SAID = [
    message(0),
    message(
        1,
        creator=BEN,
        quoted_message_metadata={"creator": ANNA, "text": "Hello 0", "message_id": "abc/t1/0"},
        reactions=[{"emoji": {"unicode": "👍"}, "reactor_emails": ["anna@x.test"]}],
        updated_date="Tuesday, December 14, 2021 at 1:24:00 PM UTC",
    ),
    message(
        2, text="", attached_files=[{"original_name": "lake.jpg", "export_name": "File-1.jpg"}]
    ),
    message(
        3, text="gone", message_state="DELETED", deletion_metadata={"deletion_type": "CREATOR"}
    ),
]


def export(*said: dict[str, Any]) -> bytes:
    return zipped(
        {
            f"{ROOT}/Users/User 1/user_info.json": json.dumps({"user": ANNA}),
            f"{DM}/group_info.json": json.dumps({"members": [ANNA, BEN]}),
            f"{DM}/messages.json": json.dumps({"messages": list(said or SAID)}),
            f"{DM}/File-1.jpg": b"picture",
            f"{ROOT}/Groups/Space s/group_info.json": json.dumps(
                {"name": "Rowing", "members": [ANNA, BEN, CARA]}
            ),
            f"{ROOT}/Groups/Space s/messages.json": json.dumps({"messages": [message(5)]}),
        }
    )


def at(second: int) -> datetime:
    return datetime(2021, 12, 14, 13, 23, second, tzinfo=UTC)


PICTURE = HistoryMedia(
    kind="image", path=f"{DM}/File-1.jpg", name="lake.jpg", type="image/jpeg", size=7
)
READ = [
    HistoryThread(source="googlechat", id="DM abc", title="Ben Okafor"),
    Speaker("anna@x.test", "Anna Lake"),
    HistoryEntry(at=at(0), kind="text", sender="anna@x.test", body="Hello 0", id="abc/t1/0"),
    Speaker("ben@x.test", "Ben Okafor"),
    HistoryEntry(
        at=at(1),
        kind="text",
        sender="ben@x.test",
        body="Hello 1",
        id="abc/t1/1",
        reply_to="abc/t1/0",
        reactions=(HistoryReaction("👍", "anna@x.test"),),
        edited=True,
        edited_at=datetime(2021, 12, 14, 13, 24, tzinfo=UTC),
    ),
    HistoryEntry(at=at(2), kind="image", sender="anna@x.test", id="abc/t1/2", media=(PICTURE,)),
    HistoryEntry(
        at=at(3),
        kind="deleted",
        sender="anna@x.test",
        id="abc/t1/3",
        extra={"deletion_metadata": {"deletion_type": "CREATOR"}},
    ),
]


def test_a_takeout_is_read_to_the_last_field() -> None:
    assert format_name(export()) == "googlechat"
    assert told(export())[: len(READ)] == READ


def test_a_space_is_a_group_with_its_name() -> None:
    found = [(one.id, one.title, one.group) for one in threads(told(export()))]
    assert found == [("DM abc", "Ben Okafor", False), ("Space s", "Rowing", True)]


@pytest.mark.parametrize(
    "text",
    [
        "Tuesday, December 14, 2021 at 1:23:04 PM UTC",
        "Tuesday, December 14, 2021 at 1:23:04\u202fPM UTC",
        "Tuesday, 14 December 2021 at 13:23:04 UTC",
        "Tuesday, 14 December 2021, 13:23:04 UTC",
    ],
)
def test_days_are_read_as_both_kinds_of_english_have_them(text: str) -> None:
    assert at_of(text) == at(4)


def test_a_day_of_another_language_is_told_with_its_place() -> None:
    found = told(export(message(0, created_date="martes, 14 de diciembre de 2021, 13:23:00 UTC")))
    assert HistorySkip(f"{DM}/messages.json, message 1", "odd_message") in found

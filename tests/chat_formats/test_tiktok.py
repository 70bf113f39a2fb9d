"""TikTok's direct messages."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from leapfrog.chat_formats import HistoryEntry, HistorySkip, HistoryThread, Speaker
from tests.chat_formats.reading import format_name, told, zipped

ACTIVITY = {
    "Favorite Videos": {"FavoriteVideoList": [{"Date": "2023-01-01 00:00:00", "Link": "x"}]}
}


def message(second: int, sender: str, content: str, **more: Any) -> dict[str, Any]:
    return {"Date": f"2023-01-05 10:11:{second:02}", "From": sender, "Content": content, **more}


CHATS = {
    # The newest first, as TikTok has them.
    "Chat History with ben.o:": [
        message(3, "anna", "https://www.tiktok.com/@x/video/1"),
        message(2, "ben.o", "Hello"),
    ],
    "Chat History with cara:": [message(9, "cara", "Psst", Kept="x")],
}


def export(old: bool = True) -> str:
    if old:
        messages: Any = {"Direct Messages": {"Chat History": {"ChatHistory": CHATS}}}
        return json.dumps({"Activity": ACTIVITY, **messages})
    messages = {"Direct Message": {"Direct Messages": {"ChatHistory": CHATS}}}
    return json.dumps({"Your Activity": ACTIVITY, **messages})


def at(second: int) -> datetime:
    return datetime(2023, 1, 5, 10, 11, second, tzinfo=UTC)


READ = [
    HistoryThread(source="tiktok", id="ben.o", title="ben.o"),
    Speaker("ben.o", "ben.o"),
    HistoryEntry(at=at(2), kind="text", sender="ben.o", body="Hello"),
    Speaker("anna", "anna"),
    HistoryEntry(at=at(3), kind="text", sender="anna", body="https://www.tiktok.com/@x/video/1"),
    HistoryThread(source="tiktok", id="cara", title="cara"),
    Speaker("cara", "cara"),
    HistoryEntry(at=at(9), kind="text", sender="cara", body="Psst", extra={"Kept": "x"}),
]


@pytest.mark.parametrize("old", [True, False])
def test_messages_are_read_to_the_last_field(old: bool) -> None:
    assert format_name(export(old), "user_data.json") == "tiktok"
    assert told(export(old), "user_data.json") == READ
    assert told(zipped({"TikTok/user_data_tiktok.json": export(old)})) == READ


def test_a_message_without_a_time_is_told_with_its_place() -> None:
    chats = {"Chat History with ben:": [{"From": "ben", "Content": "?"}, message(1, "ben", "Yes")]}
    data = json.dumps({"Direct Messages": {"Chat History": {"ChatHistory": chats}}})
    found = told(data, "user_data.json")
    assert [one for one in found if isinstance(one, HistorySkip)] == [
        HistorySkip("user_data.json, message 1", "odd_message")
    ]
    assert len([one for one in found if isinstance(one, HistoryEntry)]) == 1

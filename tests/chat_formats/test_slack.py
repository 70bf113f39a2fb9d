"""Slack's export of a workspace."""

import json
from datetime import UTC, datetime
from typing import Any

from leapfrog.chat_formats import (
    HistoryEntry,
    HistoryMedia,
    HistoryReaction,
    HistorySkip,
    HistoryThread,
    Speaker,
)
from tests.chat_formats.reading import format_name, threads, told, zipped

USERS = [
    {"id": "U1", "name": "anna", "real_name": "Anna Lake", "profile": {"display_name": "Anna"}},
    {"id": "U2", "name": "ben", "profile": {"display_name": "", "real_name": "Ben Okafor"}},
]
CHANNELS = [{"id": "C1", "name": "general", "members": ["U1", "U2"], "is_archived": False}]
DMS = [{"id": "D1", "members": ["U1", "U2"]}]
MPIMS = [{"id": "G1", "name": "mpdm-anna--ben--cara-1", "members": ["U1", "U2", "U3"]}]


def message(number: int, text: str, **more: Any) -> dict[str, Any]:
    plain = {"type": "message", "user": "U1", "text": text, "ts": f"{1703001600 + number}.000200"}
    return {**plain, "team": "T1", **more}


FILE = {
    "id": "F1",
    "name": "a.jpg",
    "mimetype": "image/jpeg",
    "size": 9,
    "url_private": "https://files.slack.test/a.jpg",
    "original_w": 4,
    "original_h": 3,
}
FIRST = [
    message(0, "<@U2> has joined", subtype="channel_join"),
    message(1, "Hi <@U2>, see <https://e.test/a|the page> &amp; <https://e.test> <!here>"),
    message(
        2,
        "Yes",
        user="U2",
        thread_ts="1703001601.000200",
        reactions=[{"name": "+1", "users": ["U1"], "count": 2}],
        edited={"user": "U2", "ts": "1703001700.000000"},
    ),
]
SECOND = [
    message(3, "Look", files=[FILE], subtype="file_share"),
    message(4, "Built", user=None, bot_id="B1", username="CI", subtype="bot_message"),
    message(5, "This message was deleted.", subtype="tombstone"),
    message(6, "Page", attachments=[{"title": "The page"}]),
]


def export(root: str = "") -> bytes:
    files: dict[str, Any] = {
        "users.json": USERS,
        "channels.json": CHANNELS,
        "dms.json": DMS,
        "mpims.json": MPIMS,
        "integration_logs.json": [],
        "general/2023-12-20.json": SECOND,
        "general/2023-12-19.json": FIRST,
        "D1/2023-12-19.json": [message(7, "Psst", user="U2")],
        "mpdm-anna--ben--cara-1/2023-12-19.json": [message(8, "All?")],
    }
    return zipped({root + name: json.dumps(value) for name, value in files.items()})


def at(number: int) -> datetime:
    return datetime(2023, 12, 19, 16, 0, number, 200, tzinfo=UTC)


def ident(number: int) -> str:
    return f"{1703001600 + number}.000200"


PICTURE = HistoryMedia(kind="image", name="a.jpg", type="image/jpeg", size=9, width=4, height=3)
READ = [
    HistoryThread(source="slack", id="C1", title="#general", group=True),
    HistoryEntry(
        at=at(0),
        kind="system",
        body="@Ben Okafor has joined",
        id=ident(0),
        extra={"subtype": "channel_join"},
    ),
    Speaker("U1", "Anna"),
    HistoryEntry(
        at=at(1),
        kind="text",
        sender="U1",
        body="Hi @Ben Okafor, see the page (https://e.test/a) & https://e.test @here",
        id=ident(1),
    ),
    Speaker("U2", "Ben Okafor"),
    HistoryEntry(
        at=at(2),
        kind="text",
        sender="U2",
        body="Yes",
        id=ident(2),
        reply_to=ident(1),
        reactions=(HistoryReaction(":+1:", "U1"), HistoryReaction(":+1:", count=1)),
        edited=True,
        edited_at=datetime(2023, 12, 19, 16, 1, 40, tzinfo=UTC),
    ),
    HistoryEntry(at=at(3), kind="image", sender="U1", body="Look", id=ident(3), media=(PICTURE,)),
    Speaker("B1", "CI"),
    HistoryEntry(
        at=at(4),
        kind="text",
        sender="B1",
        body="Built",
        id=ident(4),
        extra={"subtype": "bot_message"},
    ),
    HistoryEntry(
        at=at(5),
        kind="deleted",
        sender="U1",
        id=ident(5),
        extra={"subtype": "tombstone"},
    ),
    HistoryEntry(
        at=at(6),
        kind="text",
        sender="U1",
        body="Page",
        id=ident(6),
        extra={"attachments": [{"title": "The page"}]},
    ),
]


def test_a_workspace_is_read_to_the_last_field() -> None:
    assert format_name(export()) == "slack"
    found = told(export())
    general = READ
    start = found.index(general[0])
    assert found[start : start + len(general)] == general


def test_conversations_are_called_after_their_people_and_a_folder_around_changes_nothing() -> None:
    found = [(one.id, one.title, one.group) for one in threads(told(export("work/")))]
    assert found == [
        ("D1", "Anna, Ben Okafor", False),
        ("C1", "#general", True),
        ("G1", "Anna, Ben Okafor, U3", True),
    ]
    assert told(export("work/")) == told(export())


def test_a_message_that_is_none_is_told_with_its_place() -> None:
    files = {"users.json": "[]", "x/2023-12-19.json": json.dumps([{"text": "?"}, FIRST[1]])}
    found = told(zipped(files))
    assert [one for one in found if isinstance(one, HistorySkip)] == [
        HistorySkip("x/2023-12-19.json, 1", "odd_message")
    ]
    assert len([one for one in found if isinstance(one, HistoryEntry)]) == 1

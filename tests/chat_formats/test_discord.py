"""Discord's channels as DiscordChatExporter writes them."""

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
from tests.chat_formats.reading import entries, format_name, threads, told, zipped

ANNA = {"id": "11", "name": "anna", "discriminator": "0000", "nickname": "Anna", "isBot": False}
BEN = {"id": "12", "name": "ben", "discriminator": "0000", "nickname": "Ben", "isBot": False}


def message(number: int, content: str, **more: Any) -> dict[str, Any]:
    plain = {
        "id": str(number),
        "type": "Default",
        "timestamp": f"2023-12-19T16:{number:02}:00.5+00:00",
        "timestampEdited": None,
        "callEndedTimestamp": None,
        "isPinned": False,
        "content": content,
        "author": {**ANNA, "color": None, "roles": [], "avatarUrl": "x_Files/a.png"},
        "attachments": [],
        "embeds": [],
        "stickers": [],
        "reactions": [],
        "mentions": [],
        "inlineEmojis": [],
    }
    return {**plain, **more}


def attached(url: str, name: str) -> dict[str, Any]:
    return {"id": "9", "url": url, "fileName": name, "fileSizeBytes": 7}


EMBED = {"title": "A page", "url": "https://e.test", "description": "About it", "fields": []}
WAVE = {"emoji": {"id": "", "name": "👋", "code": "wave"}, "count": 3, "users": [BEN]}
SAID = [
    message(1, "Hello", reactions=[WAVE], timestampEdited="2023-12-19T17:00:00+01:00"),
    message(
        2,
        "Hi",
        type="Reply",
        author=BEN,
        reference={"type": "Default", "messageId": "1", "channelId": "7", "guildId": "5"},
    ),
    message(3, "Look", attachments=[attached("trip_Files/a%20b-1F.png", "a b.png")]),
    message(
        4, "", attachments=[attached("https://cdn.test/voice-message.ogg", "voice-message.ogg")]
    ),
    message(5, "", stickers=[{"id": "3", "name": "Cat", "format": "Png", "sourceUrl": "s.png"}]),
    message(6, "", embeds=[EMBED], isPinned=True),
    message(7, "Started a call.", type="Call", callEndedTimestamp="2023-12-19T16:09:00+00:00"),
    message(8, "Pinned a message.", type="ChannelPinnedMessage"),
    message(
        9,
        "",
        reference={"type": "Forward", "messageId": "77", "channelId": "8", "guildId": None},
        forwardedMessage={"timestamp": "2020-01-01T00:00:00Z", "content": "Old news"},
    ),
]
HEAD = {
    "guild": {"id": "5", "name": "Lake", "iconUrl": "x"},
    "channel": {"id": "7", "type": "GuildTextChat", "category": "Text", "name": "trip"},
    "dateRange": {"after": None, "before": None},
    "exportedAt": "2024-01-01T00:00:00+00:00",
}


def channel(*said: dict[str, Any], **head: Any) -> str:
    whole = {**HEAD, **head, "messages": list(said), "messageCount": len(said)}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def at(minute: int) -> datetime:
    return datetime(2023, 12, 19, 16, minute, 0, 500_000, tzinfo=UTC)


def test_a_channel_is_read_to_the_last_field() -> None:
    data = zipped({"trip.json": channel(*SAID), "trip_Files/a b-1F.png": b"12"})
    assert format_name(data) == "discord"
    picture = HistoryMedia(
        kind="image", path="trip_Files/a b-1F.png", name="a b.png", type="image/png", size=2
    )
    voice = HistoryMedia(kind="voice", name="voice-message.ogg", type="audio/ogg", size=7)
    sticker = HistoryMedia(kind="sticker", name="Cat", type="application/octet-stream")
    assert told(data) == [
        HistoryThread(source="discord", id="7", title="Lake #trip", group=True),
        Speaker("11", "Anna"),
        Speaker("12", "Ben"),
        HistoryEntry(
            at=at(1),
            kind="text",
            sender="11",
            body="Hello",
            id="1",
            reactions=(HistoryReaction("👋", "12"), HistoryReaction("👋", count=2)),
            edited=True,
            edited_at=datetime(2023, 12, 19, 16, tzinfo=UTC),
        ),
        HistoryEntry(at=at(2), kind="text", sender="12", body="Hi", id="2", reply_to="1"),
        HistoryEntry(at=at(3), kind="image", sender="11", body="Look", id="3", media=(picture,)),
        HistoryEntry(at=at(4), kind="voice", sender="11", id="4", media=(voice,)),
        HistoryEntry(at=at(5), kind="sticker", sender="11", id="5", media=(sticker,)),
        HistoryEntry(
            at=at(6),
            kind="text",
            sender="11",
            body="A page\nAbout it\nhttps://e.test",
            id="6",
            extra={"isPinned": True, "embeds": [EMBED]},
        ),
        HistoryEntry(
            at=at(7),
            kind="call",
            sender="11",
            body="Started a call.",
            id="7",
            extra={"callEndedTimestamp": "2023-12-19T16:09:00+00:00", "type": "Call"},
        ),
        HistoryEntry(
            at=at(8),
            kind="system",
            body="Pinned a message.",
            id="8",
            extra={"type": "ChannelPinnedMessage"},
        ),
        HistoryEntry(at=at(9), kind="text", sender="11", body="Old news", id="9", forwarded=""),
    ]


def test_direct_messages_and_groups_are_called_as_they_are() -> None:
    direct = {"guild": {"id": "0", "name": "Direct Messages"}}
    of_two = {"id": "7", "type": "DirectTextChat", "name": "Ben"}
    of_three = {"id": "8", "type": "DirectGroupTextChat", "name": "Ben, Cara"}
    data = {
        "a.json": channel(SAID[0], **direct, channel=of_two),
        "b.json": channel(SAID[0], **direct, channel=of_three),
    }
    found = threads(told(zipped(data)))
    assert [(one.title, one.group) for one in found] == [("Ben", False), ("Ben, Cara", True)]


def test_a_message_that_is_none_is_told_with_its_place() -> None:
    data = channel(SAID[0], {"id": "2"}, SAID[1])
    assert [one for one in told(data, "t.json") if isinstance(one, HistorySkip)] == [
        HistorySkip("t.json, message 2", "odd_message")
    ]
    assert len(entries(data)) == 2

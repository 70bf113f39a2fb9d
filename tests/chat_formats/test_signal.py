"""Signal's plaintext export: the frames of its backup as JSON lines."""

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
from tests.chat_formats.reading import entries, format_name, told, zipped

STAMP = 1703001600000
HEAD: list[dict[str, Any]] = [
    {"version": "1", "backupTimeMs": "1715636551000", "mediaRootBackupKey": "q6s="},
    {"account": {"profileKey": "YQ==", "givenName": "Boba", "familyName": "Fett"}},
    {"recipient": {"id": "1", "self": {}}},
    {"recipient": {"id": "2", "releaseNotes": {}}},
    {"recipient": {"id": "3", "distributionList": {"distributionId": "AA=="}}},
    {"recipient": {"id": "4", "contact": {"profileGivenName": "Han", "profileFamilyName": "Solo"}}},
    {"recipient": {"id": "5", "contact": {"e164": "16105550101", "nickname": {"given": "Chewie"}}}},
    {"recipient": {"id": "6", "group": {"snapshot": {"title": {"title": "Mechanics"}}}}},
    {"chat": {"id": "1", "recipientId": "4"}},
    {"chat": {"id": "2", "recipientId": "6"}},
]


def item(chat: int, author: int, minute: int, **what: Any) -> dict[str, Any]:
    plain = {"chatId": str(chat), "authorId": str(author), "dateSent": str(STAMP + minute * 60000)}
    return {"chatItem": {**plain, "incoming": {"dateReceived": "1"}, **what}}


def text(body: str, **more: Any) -> dict[str, Any]:
    return {"text": {"body": body}, **more}


FILE = {"contentType": "image/jpeg", "fileName": "a.jpg", "width": 4, "height": 3}
CARD = {"contact": {"name": {"givenName": "Lando"}, "number": [{"value": "+1"}]}}
CALL = {"individualCall": {"type": "AUDIO_CALL", "direction": "INCOMING", "state": "ACCEPTED"}}
POLL = {
    "question": "Where?",
    "options": [{"option": "Hoth", "votes": [{"voterId": "4"}]}, {"option": "Endor"}],
}
SAID = [
    item(1, 4, 0, standardMessage=text("Hello")),
    item(2, 5, 1, standardMessage=text("Grr", reactions=[{"emoji": "🥂", "authorId": "1"}])),
    item(
        1,
        1,
        2,
        standardMessage=text(
            "Hi", quote={"targetSentTimestamp": str(STAMP), "authorId": "4", "type": "NORMAL"}
        ),
    ),
    item(
        1,
        4,
        3,
        standardMessage={
            "attachments": [{"pointer": {**FILE, "locatorInfo": {"size": 9}}, "flag": "NONE"}]
        },
    ),
    item(
        1,
        4,
        4,
        standardMessage={
            "attachments": [{"pointer": {"contentType": "audio/aac"}, "flag": "VOICE_MESSAGE"}]
        },
    ),
    item(1, 4, 5, stickerMessage={"sticker": {"packId": "AA==", "stickerId": 2, "emoji": "😺"}}),
    item(1, 4, 6, remoteDeletedMessage={}),
    item(1, 4, 7, contactMessage=CARD),
    item(1, 4, 8, updateMessage=CALL),
    item(1, 4, 9, updateMessage={"simpleUpdate": {"type": "IDENTITY_UPDATE"}}),
    item(1, 4, 10, updateMessage={"expirationTimerChange": {"expiresInMs": "0"}}),
    item(2, 4, 11, poll=POLL),
    item(
        1,
        4,
        13,
        standardMessage={"text": {"body": "Now", "bodyRanges": [{"length": 3}]}},
        revisions=[item(1, 4, 12, standardMessage=text("Then"))["chatItem"]],
    ),
]


def export(*said: dict[str, Any]) -> str:
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in [*HEAD, *said]) + "\n"


def at(minute: int) -> datetime:
    return datetime(2023, 12, 19, 16, minute, tzinfo=UTC)


def ident(author: int, minute: int) -> str:
    return f"{author}/{STAMP + minute * 60000}"


PICTURE = HistoryMedia(kind="image", name="a.jpg", type="image/jpeg", size=9, width=4, height=3)
STICKER = SAID[5]["chatItem"]["stickerMessage"]
READ = [
    HistoryThread(source="signal", id="1", title="Han Solo"),
    Speaker("4", "Han Solo"),
    HistoryEntry(at=at(0), kind="text", sender="4", body="Hello", id=ident(4, 0)),
    Speaker("1", "Boba Fett"),
    HistoryEntry(
        at=at(2), kind="text", sender="1", body="Hi", id=ident(1, 2), reply_to=ident(4, 0)
    ),
    HistoryEntry(at=at(3), kind="image", sender="4", id=ident(4, 3), media=(PICTURE,)),
    HistoryEntry(
        at=at(4),
        kind="voice",
        sender="4",
        id=ident(4, 4),
        media=(HistoryMedia(kind="voice", type="audio/aac"),),
    ),
    HistoryEntry(
        at=at(5),
        kind="sticker",
        sender="4",
        body="😺",
        id=ident(4, 5),
        media=(HistoryMedia(kind="sticker"),),
        extra={"stickerMessage": STICKER},
    ),
    HistoryEntry(at=at(6), kind="deleted", sender="4", id=ident(4, 6)),
    HistoryEntry(
        at=at(7),
        kind="contact",
        sender="4",
        body="Lando\n+1",
        id=ident(4, 7),
        extra={"contactMessage": CARD},
    ),
    HistoryEntry(
        at=at(8),
        kind="call",
        sender="4",
        body="audio call",
        id=ident(4, 8),
        extra={"updateMessage": CALL},
    ),
    HistoryEntry(
        at=at(9),
        kind="system",
        body="identity update",
        id=ident(4, 9),
        extra={"updateMessage": {"simpleUpdate": {"type": "IDENTITY_UPDATE"}}},
    ),
    HistoryEntry(
        at=at(10),
        kind="system",
        body="expiration timer change",
        id=ident(4, 10),
        extra={"updateMessage": {"expirationTimerChange": {"expiresInMs": "0"}}},
    ),
    HistoryEntry(
        at=at(12),
        kind="text",
        sender="4",
        body="Now",
        id=ident(4, 12),
        edited=True,
        edited_at=at(13),
        extra={"text": {"body": "Now", "bodyRanges": [{"length": 3}]}},
    ),
    HistoryThread(source="signal", id="2", title="Mechanics", group=True),
    Speaker("5", "Chewie"),
    Speaker("1", "Boba Fett"),
    HistoryEntry(
        at=at(1),
        kind="text",
        sender="5",
        body="Grr",
        id=ident(5, 1),
        reactions=(HistoryReaction("🥂", "1"),),
    ),
    Speaker("4", "Han Solo"),
    HistoryEntry(
        at=at(11),
        kind="poll",
        sender="4",
        body="Where?\n• Hoth (1)\n• Endor (0)",
        id=ident(4, 11),
        extra={"poll": POLL},
    ),
]


def test_every_chat_is_read_to_the_last_field() -> None:
    data = zipped({"signal-export/main.jsonl": export(*SAID)})
    assert format_name(data) == "signal"
    assert told(data) == READ


def test_frames_that_are_none_are_told_with_their_line() -> None:
    data = export(SAID[0], {"chatItem": {"chatId": "1"}}) + "{broken\n" + json.dumps(SAID[2])
    found = told(data, "main.jsonl")
    assert {one for one in found if isinstance(one, HistorySkip)} == {
        HistorySkip("main.jsonl, line 12", "odd_message"),
        HistorySkip("main.jsonl, line 13", "odd_message"),
    }
    assert [one.body for one in entries(data)] == ["Hello", "Hi"]

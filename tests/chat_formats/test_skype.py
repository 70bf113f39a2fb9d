"""Skype's export of chats."""

import json
from datetime import UTC, datetime
from typing import Any

from leapfrog.chat_formats import (
    GeoPoint,
    HistoryEntry,
    HistoryMedia,
    HistorySkip,
    HistoryThread,
    Speaker,
)
from tests.chat_formats.reading import format_name, skipped, told, zipped

ANNA, BEN = "8:live:anna", "8:live:ben"
BASE = 1_582_900_000


def message(number: int, content: str, kind: str = "RichText", **more: Any) -> dict[str, Any]:
    plain = {
        "id": str(BASE + number),
        "displayName": None,
        "originalarrivaltime": f"2020-03-01T12:00:{number:02}.250Z",
        "messagetype": kind,
        "version": 1,
        "content": content,
        "conversationid": BEN,
        "from": BEN,
        "properties": None,
        "amsreferences": None,
    }
    return plain | more


FILE = (
    '<URIObject uri="https://api.asm.skype.test/v1/objects/0-weu-d1" type="Picture.1"'
    ' doc_id="0-weu-d1">To view this shared photo, go to: <a href="https://x.test">here</a>'
    '<OriginalName v="lake.jpg"></OriginalName><FileSize v="12"></FileSize></URIObject>'
)
CALL = (
    f'<partlist type="ended" alt=""><part identity="{ANNA}"><name>Anna</name>'
    "<duration>84.8</duration></part></partlist>"
)
QUOTE = (
    f'<quote author="{BEN}" authorname="Ben" messageid="{BASE}"><legacyquote>[12:00] Ben: '
    "</legacyquote>Hi Anna<legacyquote>\n\n&lt;&lt;&lt; </legacyquote></quote>Of course"
)
SAID = [
    message(0, 'Hi <b raw_pre="*" raw_post="*">Anna</b> <ss type="smile">:)</ss> &amp; co'),
    message(
        1,
        QUOTE,
        "RichText",
        **{
            "from": f"https://client-s.gateway.test/v1/users/ME/contacts/{ANNA}",
            "displayName": "Anna",
            "properties": {"edittime": "1583064001500"},
        },
    ),
    message(2, FILE, "RichText/UriObject", amsreferences=["0-weu-d1"]),
    message(3, CALL, "Event/Call"),
    message(4, "", properties={"deletetime": "1583064010000"}),
    message(
        5,
        '<location latitude="48208173" longitude="16373819" address="Graben 1">x</location>',
        "RichText/Location",
    ),
    message(
        6, '<contacts alt="x"><c t="s" s="live:cara" f="Cara"/></contacts>', "RichText/Contacts"
    ),
    message(7, "<addmember></addmember>", "ThreadActivity/AddMember"),
]


def export(*said: dict[str, Any]) -> str:
    found = list(said or SAID)
    head = {"displayName": "Ben", "version": 1, "properties": {}, "threadProperties": None}
    group = {"id": "19:abc@thread.skype", "displayName": None, "threadProperties": {"topic": "Row"}}
    return json.dumps(
        {
            "userId": ANNA,
            "exportDate": "2020-04-01T00:00",
            "conversations": [
                {"id": BEN, **head, "MessageList": found[::-1]},
                {**group, "MessageList": [message(9, "Hello all")]},
            ],
        }
    )


def at(second: int) -> datetime:
    return datetime(2020, 3, 1, 12, 0, second, 250_000, tzinfo=UTC)


def ident(number: int) -> str:
    return str(BASE + number)


PICTURE = HistoryMedia(
    kind="image", path="media/0-weu-d1.1.jpg", name="lake.jpg", type="image/jpeg", size=7
)
READ = [
    HistoryThread(source="skype", id=BEN, title="Ben"),
    Speaker(BEN, BEN),
    HistoryEntry(at=at(0), kind="text", sender=BEN, body="Hi Anna :) & co", id=ident(0)),
    Speaker(ANNA, "Anna"),
    HistoryEntry(
        at=at(1),
        kind="text",
        sender=ANNA,
        body="Of course",
        id=ident(1),
        reply_to=ident(0),
        edited=True,
        edited_at=datetime(2020, 3, 1, 12, 0, 1, 500_000, tzinfo=UTC),
    ),
    HistoryEntry(at=at(2), kind="image", sender=BEN, id=ident(2), media=(PICTURE,)),
    HistoryEntry(at=at(3), kind="call", sender=BEN, body="1:24", id=ident(3)),
    HistoryEntry(at=at(4), kind="deleted", sender=BEN, id=ident(4)),
    HistoryEntry(
        at=at(5),
        kind="location",
        sender=BEN,
        body="x",
        id=ident(5),
        place=GeoPoint(48.208173, 16.373819, "", "Graben 1"),
    ),
    HistoryEntry(at=at(6), kind="contact", sender=BEN, body="Cara", id=ident(6)),
    HistoryEntry(
        at=at(7), kind="system", id=ident(7), extra={"messagetype": "ThreadActivity/AddMember"}
    ),
    HistoryThread(source="skype", id="19:abc@thread.skype", title="Row", group=True),
    Speaker(BEN, BEN),
    HistoryEntry(at=at(9), kind="text", sender=BEN, body="Hello all", id=ident(9)),
]


def archive() -> bytes:
    return zipped(
        {
            "messages.json": export(),
            "media/0-weu-d1.1.jpg": b"picture",
            "media/0-weu-d1.json": "{}",
        }
    )


def test_an_export_is_read_to_the_last_field() -> None:
    assert format_name(archive()) == "skype"
    assert told(archive()) == READ


def test_a_file_alone_is_known_whatever_its_name() -> None:
    assert format_name(export(), "skype.json") == "skype"


def test_an_odd_message_is_told_with_its_place() -> None:
    odd = message(1, "x")
    del odd["messagetype"]
    found = told(export(message(0, "Hi"), odd), "messages.json")
    assert skipped(found) == ["odd_message"]
    assert [one.place for one in found if isinstance(one, HistorySkip)] == [
        "messages.json, message 1"
    ]

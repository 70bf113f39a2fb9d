"""iPhones' messages as imessage-exporter writes them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec

from leapfrog.chat_formats import (
    HistoryEntry,
    HistoryMedia,
    HistoryReaction,
    HistorySkip,
    HistoryThread,
    Speaker,
)
from tests.chat_formats.reading import (
    OPTIONS,
    entries,
    format_name,
    skipped,
    threads,
    told,
    zipped,
)

CHAT = """May 17, 2022  5:29:42 PM (Read by them after 1 hour, 49 seconds)
Me
Hello world

with a gap
Sent with Confetti
Tapbacks:
    Loved by Sample Contact
    🎉 by Me
    May 17, 2022  5:40:00 PM
    Sample Contact
    An answer

May 17, 2022  5:40:00 PM
Sample Contact
An answer
This message responded to an earlier message.

May 17, 2022  5:41:00 PM
Sample Contact
attachments/12/34.heic
Look

May 17, 2022  5:42:00 PM
Me
~/Library/Messages/Attachments/aa/10/lost.png

May 17, 2022  5:43:00 PM
Me
May 17, 2022  5:43:00 PM Helo
Edited 10 seconds later: Hello

May 17, 2022  5:44:00 PM
Me
You unsent a message.

May 17, 2022  5:45:00 PM
Sample Contact
Outline Sticker from Sample Contact: attachments/1.png (App: Free People)

May 18, 2022 12:00:01 AM You named the conversation Hello world

"""


def at(hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(2022, 5, 17, hour, minute, second, tzinfo=UTC)


PICTURE = HistoryMedia(
    kind="image",
    path="out/attachments/12/34.heic",
    name="34.heic",
    type="image/heic",
    size=2,
)
OTHER = "Sample Contact"
READ = [
    HistoryThread(source="imessage", title=OTHER),
    Speaker("Me", "Me"),
    Speaker(OTHER, OTHER),
    HistoryEntry(
        at=at(17, 29, 42),
        kind="text",
        sender="Me",
        body="Hello world\n\nwith a gap",
        reactions=(HistoryReaction("❤️", OTHER), HistoryReaction("🎉", "Me")),
        extra={"remarks": ["Sent with Confetti"]},
    ),
    HistoryEntry(
        at=at(17, 40),
        kind="text",
        sender=OTHER,
        body="An answer",
        extra={"remarks": ["This message responded to an earlier message."]},
    ),
    HistoryEntry(at=at(17, 41), kind="image", sender=OTHER, body="Look", media=(PICTURE,)),
    HistoryEntry(
        at=at(17, 42),
        kind="image",
        sender="Me",
        media=(HistoryMedia(kind="image", name="lost.png", type="image/png"),),
    ),
    HistoryEntry(
        at=at(17, 43),
        kind="text",
        sender="Me",
        body="Hello",
        edited=True,
        extra={"before": ["Helo"]},
    ),
    HistoryEntry(
        at=at(17, 44),
        kind="deleted",
        sender="Me",
        extra={"remarks": ["You unsent a message."]},
    ),
    HistoryEntry(
        at=at(17, 45),
        kind="sticker",
        sender=OTHER,
        media=(HistoryMedia(kind="sticker", name="1.png", type="image/png"),),
    ),
    HistoryEntry(
        at=datetime(2022, 5, 18, 0, 0, 1, tzinfo=UTC),
        kind="system",
        body="You named the conversation Hello world",
    ),
]


def test_a_chat_is_read_to_the_last_field() -> None:
    assert format_name(CHAT, "+15550101.txt") == "imessage"
    data = zipped({"out/Sample Contact.txt": CHAT, "out/attachments/12/34.heic": b"12"})
    assert told(data) == READ


def test_three_who_speak_are_a_group_and_each_file_is_a_chat() -> None:
    third = CHAT + "May 18, 2022  1:00:00 AM\nCara\nHi\n\n"
    data = zipped({"a.txt": CHAT, "b.txt": third, "notes.txt": "May 17, 2022\n"})
    found = threads(told(data))
    assert [(one.title, one.group) for one in found] == [("a", False), ("b", True)]


def test_times_are_of_the_zone_that_is_given() -> None:
    york = msgspec.structs.replace(OPTIONS, zone=ZoneInfo("America/New_York"))
    assert entries(CHAT, options=york)[0].at == at(21, 29, 42)


def test_a_day_that_is_none_is_told_and_the_rest_is_read() -> None:
    text = CHAT.replace("May 17, 2022  5:42:00 PM", "Feb 30, 2022  5:42:00 PM")
    assert [one for one in told(text, "a.txt") if isinstance(one, HistorySkip)] == [
        HistorySkip("a.txt, message 4", "odd_message")
    ]
    assert len(entries(text)) == len(entries(CHAT)) - 1


def test_a_message_without_end_is_cut_and_said() -> None:
    text = "May 17, 2022  5:29:42 PM\nMe\n" + "x\n" * 30_000
    assert skipped(told(text)) == ["message_too_long"]

"""LINE's "Export chat history", as phones in English, Japanese and Chinese write it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec
import pytest

from leapfrog.chat_formats import (
    HistoryEntry,
    HistoryMedia,
    HistorySkip,
    HistoryThread,
    ReadOptions,
    Speaker,
)
from tests.chat_formats.reading import OPTIONS, entries, format_name, skipped, told, zipped

ENGLISH = (
    "[LINE] Chat history with Ben Okafor\r\n"
    "Saved on: 2023/01/06 10:15\r\n"
    "\r\n"
    "2023/01/05(Thu)\r\n"
    "10:01\tAnna\tHello\r\n"
    '10:02\tBen Okafor\t"Hi ""Anna""\r\n'
    "\r\n"
    'how are you?"\r\n'
    "10:03\tAnna\t[Sticker]\r\n"
    "10:04\tBen Okafor\t[Photo]\r\n"
    "10:05\tBen Okafor\t☎ Call time 1:23\r\n"
    "10:06\tBen Okafor unsent a message.\r\n"
    '10:07\tAnna\t"quoted"\r\n'
    "\r\n"
    "2023/01/06(Fri)\r\n"
    "09:00\tAnna\tbye\tnow\r\n"
)


def at(day: int, hour: int, minute: int) -> datetime:
    return datetime(2023, 1, day, hour, minute, tzinfo=UTC)


def test_a_chat_is_read_as_it_was_spoken() -> None:
    assert format_name(ENGLISH, "[LINE] Chat with Ben.txt") == "line"
    assert told(ENGLISH) == [
        HistoryThread(source="line", title="Ben Okafor"),
        Speaker("Anna", "Anna"),
        HistoryEntry(at=at(5, 10, 1), kind="text", sender="Anna", body="Hello"),
        Speaker("Ben Okafor", "Ben Okafor"),
        HistoryEntry(
            at=at(5, 10, 2),
            kind="text",
            sender="Ben Okafor",
            body='Hi "Anna"\n\nhow are you?',
        ),
        HistoryEntry(
            at=at(5, 10, 3),
            kind="sticker",
            sender="Anna",
            media=(HistoryMedia(kind="sticker"),),
        ),
        HistoryEntry(
            at=at(5, 10, 4),
            kind="image",
            sender="Ben Okafor",
            media=(HistoryMedia(kind="image"),),
        ),
        HistoryEntry(at=at(5, 10, 5), kind="call", sender="Ben Okafor", body="Call time 1:23"),
        HistoryEntry(at=at(5, 10, 6), kind="system", body="Ben Okafor unsent a message."),
        HistoryEntry(at=at(5, 10, 7), kind="text", sender="Anna", body='"quoted"'),
        HistoryEntry(at=at(6, 9, 0), kind="text", sender="Anna", body="bye\tnow"),
    ]


JAPANESE = (
    "\ufeff[LINE] 花子とのトーク履歴\n保存日時：2023/01/06 11:59\n\n2023/01/05(木)\n"
    "午前9:05\t太郎\t振り込み完了しました\n"
    '午後3:10\t花子\t"お疲れ様です！\nよろしくお願いします！"\n'
    "15:11\t花子\t[スタンプ]\n15:12\t花子\t[写真]\n21:38\t花子\t☎ 不在着信\n"
    "22:10\t花子がメッセージの送信を取り消しました\n22:11\t\t花子が参加しました。\n"
)
CHINESE = (
    "[LINE] 與小明的聊天記錄\n儲存日期：2023/01/06 10:15\n\n2023/01/05（四）\n"
    "上午12:30\t小明\t早安\n下午03:05\t小紅\t[貼圖]\n下午12:06\t小紅\t[照片]\n"
)


def test_other_languages_are_read_the_same() -> None:
    thread, *_ = told(JAPANESE)
    assert thread == HistoryThread(source="line", title="花子")
    found = [(one.at, one.kind, one.sender, one.body) for one in entries(JAPANESE)]
    assert found == [
        (at(5, 9, 5), "text", "太郎", "振り込み完了しました"),
        (at(5, 15, 10), "text", "花子", "お疲れ様です！\nよろしくお願いします！"),
        (at(5, 15, 11), "sticker", "花子", ""),
        (at(5, 15, 12), "image", "花子", ""),
        (at(5, 21, 38), "call", "花子", "不在着信"),
        (at(5, 22, 10), "system", "", "花子がメッセージの送信を取り消しました"),
        (at(5, 22, 11), "system", "", "花子が参加しました。"),
    ]
    thread, *_ = told(CHINESE)
    assert thread == HistoryThread(source="line", title="小明")
    assert [(one.at, one.kind) for one in entries(CHINESE)] == [
        (at(5, 0, 30), "text"),
        (at(5, 15, 5), "sticker"),
        (at(5, 12, 6), "image"),
    ]


@pytest.mark.parametrize(
    "day",
    ["2023/01/05(Thu)", "2023/01/05 Thu", "2023.01.05 Thursday", "2023/1/5（木）", "Thu, 1/5/2023"],
)
@pytest.mark.parametrize("time", ["15:04", "3:04PM", "03:04 PM", "下午3:04", "午後03:04"])
def test_days_and_times_are_written_in_many_ways(day: str, time: str) -> None:
    text = f"[LINE] Chat history in Rowing\nSaved on: 1/6/2023, 08:00\n\n{day}\n{time}\tAnna\tx\n"
    (found,) = entries(text)
    assert found.at == at(5, 15, 4)
    assert skipped(told(text)) == []


def test_a_weekday_tells_the_day_from_the_month() -> None:
    head = "[LINE] Chat history with Ben\nSaved on: 1/6/2023, 08:00\n\n"
    (found,) = entries(f"{head}Thu, 12/01/2023\n08:00\tBen\tx\n")
    assert found.at == datetime(2023, 1, 12, 8, tzinfo=UTC)
    (found,) = entries(f"{head}Sun, 26/04/2026\n04:35PM\tBen\tx\n")
    assert found.at == datetime(2026, 4, 26, 16, 35, tzinfo=UTC)


def test_times_are_of_the_zone_that_is_given() -> None:
    tokyo = msgspec.structs.replace(OPTIONS, zone=ZoneInfo("Asia/Tokyo"))
    assert entries(ENGLISH, options=tokyo)[0].at == at(5, 1, 1)


def test_what_stands_where_nothing_should_is_told() -> None:
    text = ENGLISH.replace("2023/01/05(Thu)", "from my phone\r\n2023/01/05(Thu)")
    assert [one for one in told(text) if isinstance(one, HistorySkip)] == [
        HistorySkip("line 4", "before_first_message")
    ]
    assert len(entries(text)) == len(entries(ENGLISH))


def test_it_is_known_in_a_zip_too_and_not_by_its_name() -> None:
    assert format_name(zipped({"talk.txt": ENGLISH, "a.jpg": b"x"})) == "line"
    whatsapp = "27/12/2020, 18:51 - Anna: [LINE] Chat history with Ben\n"
    assert format_name(whatsapp, "[LINE] Chat with Ben.txt") == "whatsapp"


def test_an_ambiguous_day_is_read_as_it_is_asked() -> None:
    # The first day of these years whose weekday is the same either way.
    head = "[LINE] Chat history with Ben\n\n"
    day = next(
        (first, second, year)
        for year in range(2015, 2030)
        for first in range(1, 13)
        for second in range(first + 1, 13)
        if datetime(year, first, second, tzinfo=UTC).weekday()
        == datetime(year, second, first, tzinfo=UTC).weekday()
    )
    first, second, year = day
    weekday = datetime(year, first, second, tzinfo=UTC).strftime("%a")
    text = f"{head}{weekday}, {first}/{second}/{year}\n08:00\tBen\tx\n"
    assert skipped(told(text)) == ["day_or_month_first"]
    for day_first in (False, True):
        options = ReadOptions(now=OPTIONS.now, day_first=day_first)
        (found,) = entries(text, options=options)
        assert found.at.month == (second if day_first else first)
        assert skipped(told(text, options=options)) == []

"""KakaoTalk's exports, as phones, Windows and Macs write them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec
import pytest

from leapfrog.chat_formats import (
    HistoryEntry,
    HistoryMedia,
    HistorySkip,
    HistoryThread,
    Speaker,
)
from tests.chat_formats.reading import (
    OPTIONS,
    entries,
    format_name,
    names,
    skipped,
    threads,
    told,
    zipped,
)

ANDROID = (
    "\ufeff독서 모임 3 카카오톡 대화\r\n"
    "저장한 날짜 : 2024년 12월 10일 오후 9:30\r\n\r\n"
    "2024년 12월 9일 오전 9:05\r\n"
    "2024년 12월 9일 오전 9:05, 홍길동 : 안녕\r\n하세요\r\n\r\n여러분\r\n"
    "2024년 12월 9일 오전 9:06, 김영희님이 들어왔습니다.\r\n"
    "2024년 12월 9일 오후 12:30, 김영희 : 사진\r\n"
    "2024년 12월 9일 오후 12:31, 김영희 : 사진 2장\r\n"
    "2024년 12월 9일 오후 12:32, 홍길동 : 파일: 읽기 목록.pdf\r\n"
    "2024년 12월 9일 오후 12:33, 홍길동 : 삭제된 메시지입니다.\r\n"
    "2024년 12월 9일 오후 12:34, 홍길동 : 보이스톡 1:23\r\n"
    "2024년 12월 9일 오후 12:35, 홍길동 : 이모티콘\r\n"
    "2024년 12월 10일 오전 12:00\r\n"
    "2024년 12월 10일 오전 12:01, 홍길동 : 링크 : https://e.test\r\n"
)


def at(day: int, hour: int, minute: int) -> datetime:
    return datetime(2024, 12, day, hour, minute, tzinfo=UTC)


def test_a_chat_of_an_android_phone_is_read_to_the_last_field() -> None:
    assert format_name(ANDROID, "KakaoTalk_Chat.txt") == "kakaotalk"
    image = HistoryMedia(kind="image")
    assert told(ANDROID) == [
        HistoryThread(source="kakaotalk", title="독서 모임", group=True),
        Speaker("홍길동", "홍길동"),
        HistoryEntry(at=at(9, 9, 5), kind="text", sender="홍길동", body="안녕\n하세요\n\n여러분"),
        HistoryEntry(at=at(9, 9, 6), kind="system", body="김영희님이 들어왔습니다."),
        Speaker("김영희", "김영희"),
        HistoryEntry(at=at(9, 12, 30), kind="image", sender="김영희", media=(image,)),
        HistoryEntry(at=at(9, 12, 31), kind="image", sender="김영희", media=(image, image)),
        HistoryEntry(
            at=at(9, 12, 32),
            kind="file",
            sender="홍길동",
            media=(HistoryMedia(kind="file", name="읽기 목록.pdf"),),
        ),
        HistoryEntry(at=at(9, 12, 33), kind="deleted", sender="홍길동"),
        HistoryEntry(at=at(9, 12, 34), kind="call", sender="홍길동", body="보이스톡 1:23"),
        HistoryEntry(
            at=at(9, 12, 35),
            kind="sticker",
            sender="홍길동",
            media=(HistoryMedia(kind="sticker"),),
        ),
        HistoryEntry(at=at(10, 0, 1), kind="text", sender="홍길동", body="링크 : https://e.test"),
    ]


IPHONE = (
    "Talk_2024.12.10 21:30-1.txt\n저장한 날짜 : 2024. 12. 10. 오후 9:30\n\n\n\n"
    "2024년 12월 9일 월요일\n"
    "2024. 12. 9. 오전 9:05, 홍길동 : 안녕\n"
    "2024. 12. 9. 21:37: 김영희님이 나갔습니다.\n"
)
WINDOWS = (
    "김영희 님과 카카오톡 대화\n저장한 날짜 : 2024-12-10 21:30:00\n\n"
    "--------------- 2024년 12월 9일 월요일 ---------------\n"
    "[홍길동] [오전 9:05] 안녕\n2024. 12. 9. 오전 9:05, 붙여 : 넣기\n"
    "김영희님이 나갔습니다.\n"
)
ENGLISH = (
    "KakaoTalk Chats with Anna\nDate Saved : Dec 10, 2024 at 9:30 PM\n\n"
    "December 9, 2024 at 9:05 AM, Ben : Hello\n"
    "Dec 9, 2024 1:05 PM, Anna : Photo\n"
)
WINDOWS_ENGLISH = (
    "Anna with KakaoTalk Chats\nDate Saved : 2024-12-10 21:30:00\n\n"
    "--------------- Monday, December 9, 2024 ---------------\n"
    "[Ben] [9:05 AM] Hello\n[Anna] [1:05 PM] Photo\nBen left this chatroom.\n"
)


def told_as(text: str) -> list[tuple[datetime, str, str, str]]:
    assert skipped(told(text)) == []
    return [(one.at, one.kind, one.sender, one.body) for one in entries(text)]


def test_other_devices_tell_the_same() -> None:
    assert told_as(IPHONE) == [
        (at(9, 9, 5), "text", "홍길동", "안녕"),
        (at(9, 21, 37), "system", "", "김영희님이 나갔습니다."),
    ]
    # What is pasted of another device stays in the message.
    assert told_as(WINDOWS) == [
        (at(9, 9, 5), "text", "홍길동", "안녕\n2024. 12. 9. 오전 9:05, 붙여 : 넣기"),
        (at(9, 9, 5), "system", "", "김영희님이 나갔습니다."),
    ]
    english = [(at(9, 9, 5), "text", "Ben", "Hello"), (at(9, 13, 5), "image", "Anna", "")]
    assert told_as(ENGLISH) == english
    left = (at(9, 13, 5), "system", "", "Ben left this chatroom.")
    assert told_as(WINDOWS_ENGLISH) == [*english, left]
    titles = [threads(told(one))[0].title for one in (WINDOWS, ENGLISH, WINDOWS_ENGLISH)]
    assert titles == ["김영희", "Anna", "Anna"]


@pytest.mark.parametrize("charset", ["cp949", "utf-16", "utf-8-sig"])
def test_other_charsets_change_nothing(charset: str) -> None:
    assert told(WINDOWS.encode(charset)) == told(WINDOWS)


CSV = (
    "Date,User,Message\n"
    '2024-12-09 09:05:07,"홍길동","안녕\n""여러분"""\n'
    '2024-12-09 09:05:08,"김영희","사진"\n'
    '2024-12-32 09:05:08,"김영희","?"\n'
)


def test_a_mac_s_table_is_read_with_its_seconds() -> None:
    assert format_name(CSV, "a.csv") == "kakaotalk"
    found = told(CSV, "KakaoTalk_Chat_독서.csv")
    assert found[0] == HistoryThread(source="kakaotalk", title="독서")
    said = [one for one in found if isinstance(one, HistoryEntry)]
    assert said[0].at == datetime(2024, 12, 9, 9, 5, 7, tzinfo=UTC)
    assert (said[0].body, said[1].kind, names(found)) == (
        '안녕\n"여러분"',
        "image",
        ["홍길동", "김영희"],
    )
    assert [one for one in found if isinstance(one, HistorySkip)] == [
        HistorySkip("KakaoTalk_Chat_독서.csv, 4", "odd_message")
    ]


def test_times_are_of_the_zone_that_is_given() -> None:
    seoul = msgspec.structs.replace(OPTIONS, zone=ZoneInfo("Asia/Seoul"))
    assert entries(ANDROID, options=seoul)[0].at == at(9, 0, 5)


def test_a_day_that_is_none_is_told_and_the_rest_is_read() -> None:
    text = ANDROID.replace("12월 9일 오후 12:30,", "2월 30일 오후 12:30,")
    assert [one for one in told(text, "k.txt") if isinstance(one, HistorySkip)] == [
        HistorySkip("k.txt, line 10", "odd_message")
    ]
    assert len(entries(text)) == len(entries(ANDROID)) - 1


def test_several_chats_in_a_zip_are_read_and_others_texts_are_not() -> None:
    data = zipped({"a.txt": ANDROID, "b.txt": WINDOWS, "c.txt": "안녕\n"})
    assert [one.title for one in threads(told(data))] == ["독서 모임", "김영희"]
    whatsapp = "27/12/2020, 18:51 - Anna: 저장한 날짜 : x\n"
    assert format_name(whatsapp) == "whatsapp"

"""QQ's text of one chat and of all, and QQChatExporter's JSON."""

import json
from datetime import UTC, datetime
from typing import Any
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
    told,
    zipped,
)

RULE = "=" * 64
TEXT = f"""\ufeff消息记录（此消息记录为文本格式，不支持重新导入）\r
\r
{RULE}\r
消息分组:我的好友\r
{RULE}\r
消息对象:张三\r
{RULE}\r
\r
2019-07-16 9:15:05 张三\r
你好\r
\r
第二段\r
\r
2019-07-16 18:15:11 李四\r
[图片]\r
\r
2019-07-16 18:15:12 系统消息(10000)\r
张三撤回了一条消息\r
\r
{RULE}\r
消息分组:我的QQ群\r
{RULE}\r
消息对象:湖边读书\r
{RULE}\r
\r
2019-07-17 08:00:00 【管理员】地瓜(23333233)\r
看 [图片] 这个 [表情]\r
\r
2019-07-17 08:00:01 土豆<potato@example.com>\r
2019-13-01 不是时间\r
\r
2019-02-30 08:00:02 地瓜(23333233)\r
没有这一天\r
\r
2019-07-17 08:00:03 番茄(23333234)\r
[语音]\r
"""


def at(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2019, 7, day, hour, minute, second, tzinfo=UTC)


def test_the_text_of_all_chats_is_read_chat_by_chat() -> None:
    assert format_name(TEXT, "全部消息记录.txt") == "qq"
    assert told(TEXT, "qq.txt") == [
        HistoryThread(source="qq", title="张三"),
        Speaker("张三", "张三"),
        HistoryEntry(at=at(16, 9, 15, 5), kind="text", sender="张三", body="你好\n\n第二段"),
        Speaker("李四", "李四"),
        HistoryEntry(
            at=at(16, 18, 15, 11),
            kind="image",
            sender="李四",
            media=(HistoryMedia(kind="image"),),
        ),
        HistoryEntry(at=at(16, 18, 15, 12), kind="system", body="张三撤回了一条消息"),
        HistoryThread(source="qq", title="湖边读书", group=True),
        Speaker("23333233", "地瓜"),
        HistoryEntry(at=at(17, 8), kind="text", sender="23333233", body="看 [图片] 这个 [表情]"),
        Speaker("potato@example.com", "土豆"),
        HistoryEntry(
            at=at(17, 8, 0, 1),
            kind="text",
            sender="potato@example.com",
            body="2019-13-01 不是时间",
        ),
        HistorySkip("qq.txt, 2019-02-30 08:00:02", "odd_message"),
        Speaker("23333234", "番茄"),
        HistoryEntry(
            at=at(17, 8, 0, 3),
            kind="voice",
            sender="23333234",
            media=(HistoryMedia(kind="voice"),),
        ),
    ]


@pytest.mark.parametrize("charset", ["gb18030", "utf-16", "utf-8"])
def test_every_charset_that_qq_wrote_is_read(charset: str) -> None:
    data = TEXT.removeprefix("\ufeff").encode(charset)
    assert told(data, "qq.txt") == told(TEXT, "qq.txt")


def test_times_are_of_the_zone_that_is_given() -> None:
    shanghai = msgspec.structs.replace(OPTIONS, zone=ZoneInfo("Asia/Shanghai"))
    assert entries(TEXT, options=shanghai)[0].at == at(16, 1, 15, 5)


def test_several_texts_in_a_zip_are_several_chats() -> None:
    data = zipped({"a.txt": TEXT, "b/c.txt": TEXT, "notes.txt": "Milk"})
    assert format_name(data) == "qq"
    assert len(entries(data)) == 2 * len(entries(TEXT))


def message(number: int, text: str, **more: Any) -> dict[str, Any]:
    plain = {
        "id": f"70{number}",
        "seq": str(number),
        "timestamp": 1703001600000 + number,
        "time": "2023-12-19T16:00:00.000Z",
        "sender": {"uid": "u_a", "uin": "10001", "name": "地瓜"},
        "type": "text",
        "content": {"text": text, "html": "", "elements": [], "resources": []},
        "recalled": False,
        "system": False,
    }
    return {**plain, **more}


def content(text: str, elements: list[Any], resources: list[Any]) -> dict[str, Any]:
    return {"text": text, "html": "", "elements": elements, "resources": resources}


PICTURE = {"type": "image", "filename": "A1.jpg", "size": 2, "width": 4, "height": 3}
REPLY = {"type": "reply", "data": {"messageId": "701", "senderName": "地瓜", "content": "你好"}}
FACE = {"type": "market_face", "data": {"name": "[开心]", "url": "https://e.test/f.gif"}}
SAID = [
    message(1, "你好"),
    message(
        2,
        "",
        content=content(
            "[图片: A1.jpg]看", [], [{**PICTURE, "localPath": "resources/images/A1.jpg"}]
        ),
    ),
    message(
        3,
        "",
        sender={"uid": "u_b", "uin": "10002", "name": "土豆"},
        content=content("好", [REPLY], []),
    ),
    message(4, "", recalled=True, content=content("[图片: B.jpg]", [], [PICTURE])),
    message(5, "土豆加入了群聊", system=True),
    message(6, "", content=content("[开心]", [FACE], [])),
]
INFO = {"name": "湖边读书", "type": "group", "selfUid": "u_a", "selfUin": "10001"}


def exported(*said: dict[str, Any]) -> str:
    head = {"name": "QQChatExporter / NapCat", "version": "5.0.0"}
    whole = {"metadata": head, "chatInfo": INFO, "statistics": {}, "messages": list(said)}
    return json.dumps(whole, ensure_ascii=False)


def test_the_exporter_s_json_is_read_to_the_last_field() -> None:
    data = zipped({"group.json": exported(*SAID), "resources/images/A1.jpg": b"12"})
    assert format_name(data) == "qq"

    def at(number: int) -> datetime:
        return datetime(2023, 12, 19, 16, 0, 0, number * 1000, tzinfo=UTC)

    picture = HistoryMedia(
        kind="image",
        path="resources/images/A1.jpg",
        name="A1.jpg",
        type="image/jpeg",
        size=2,
        width=4,
        height=3,
    )
    face = HistoryMedia(kind="sticker", name="[开心]", type="application/octet-stream")
    assert told(data) == [
        HistoryThread(source="qq", title="湖边读书", group=True),
        Speaker("10001", "地瓜"),
        HistoryEntry(at=at(1), kind="text", sender="10001", body="你好", id="701"),
        HistoryEntry(at=at(2), kind="image", sender="10001", body="看", id="702", media=(picture,)),
        Speaker("10002", "土豆"),
        HistoryEntry(
            at=at(3),
            kind="text",
            sender="10002",
            body="好",
            id="703",
            reply_to="701",
            extra={"elements": [REPLY]},
        ),
        HistoryEntry(at=at(4), kind="deleted", sender="10001", id="704"),
        HistoryEntry(at=at(5), kind="system", body="土豆加入了群聊", id="705"),
        HistoryEntry(
            at=at(6), kind="sticker", sender="10001", body="[开心]", id="706", media=(face,)
        ),
    ]


def test_version_four_and_chunks_tell_the_same() -> None:
    four = {
        "messageId": "9",
        "timestamp": "2023-12-19T16:00:00.001Z",
        "sender": {"uin": "10001", "name": "x"},
        "rawMessage": {"sendMemberName": "地瓜"},
        "messageType": 2,
        "isSystemMessage": False,
        "isRecalled": False,
        "content": {"text": "你好"},
    }
    assert [(one.at, one.body) for one in entries(exported(four))] == [
        (one.at, one.body) for one in entries(exported(SAID[0]))
    ]
    assert names(told(exported(four))) == ["地瓜"]
    manifest = json.dumps({"metadata": {"name": "QQChatExporter"}, "chatInfo": INFO})
    lines = [json.dumps(one, ensure_ascii=False) for one in SAID]
    chunks = {"out/chunks/c_1.jsonl": "\n".join(lines[:4]), "out/chunks/c_2.jsonl": lines[4]}
    data = zipped({"out/manifest.json": manifest, **chunks})
    assert told(data) == told(exported(*SAID[:5]))


def test_a_message_that_is_none_is_told_with_its_place() -> None:
    found = told(exported(SAID[0], {"id": "1"}, SAID[2]))
    assert skipped(found) == ["odd_message"]
    assert len([one for one in found if isinstance(one, HistoryEntry)]) == 2

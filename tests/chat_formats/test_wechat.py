"""WeChat's chats as WeFlow, EchoTrace and WeChatMsg (MemoTrace) write them."""

import json
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from leapfrog.chat_formats import (
    GeoPoint,
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

STAMP = 1703001600
AT = datetime(2023, 12, 19, 16, 0, tzinfo=UTC)


def message(kind: str, content: Any, **more: Any) -> dict[str, Any]:
    plain = {
        "localId": 1,
        "createTime": STAMP,
        "formattedTime": "2023-12-20 00:00:00",
        "type": kind,
        "localType": 1,
        "content": content,
        "isSend": 0,
        "senderUsername": "wxid_red",
        "senderDisplayName": "小红",
        "source": "",
        "senderAvatarKey": "wxid_red",
    }
    return {**plain, **more}


MINE = {"isSend": 1, "senderUsername": "wxid_me", "senderDisplayName": "小明"}
SAID = [
    message("文本消息", "你好"),
    message("图片消息", "media/小红/images/1.jpg", **MINE),
    message("语音消息", "[语音消息]"),
    message("动画表情", "[动画表情]"),
    message("位置消息", "湖边面馆"),
    message("通话消息", "通话时长 01:23"),
    message("转账卡片", "转账 ￥20.00", source="<msgsource/>"),
    message("引用消息", "好的\n> 小红: 你好", **MINE),
    message("系统消息", "你撤回了一条消息", isSend=None),
]


def weflow(*said: dict[str, Any], **session: Any) -> str:
    plain = {
        "wxid": "wxid_red",
        "nickname": "红",
        "remark": "小红",
        "displayName": "小红",
        "type": "私聊",
        "lastTimestamp": STAMP,
        "messageCount": len(said),
    }
    weflow = {"version": "1.0.3", "exportedAt": STAMP, "generator": "WeFlow"}
    whole = {"weflow": weflow, "session": {**plain, **session}, "messages": list(said)}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def test_a_chat_of_weflow_is_read_to_the_last_field() -> None:
    data = zipped({"texts/小红.json": weflow(*SAID), "out/media/小红/images/1.jpg": b"12"})
    assert format_name(data) == "wechat"
    picture = HistoryMedia(
        kind="image",
        path="out/media/小红/images/1.jpg",
        name="1.jpg",
        type="image/jpeg",
        size=2,
    )
    assert told(data) == [
        HistoryThread(source="wechat", id="wxid_red", title="小红"),
        Speaker("wxid_red", "小红"),
        HistoryEntry(at=AT, kind="text", sender="wxid_red", body="你好"),
        Speaker("wxid_me", "小明"),
        HistoryEntry(at=AT, kind="image", sender="wxid_me", media=(picture,)),
        HistoryEntry(at=AT, kind="voice", sender="wxid_red", media=(HistoryMedia(kind="voice"),)),
        HistoryEntry(
            at=AT, kind="sticker", sender="wxid_red", media=(HistoryMedia(kind="sticker"),)
        ),
        HistoryEntry(at=AT, kind="location", sender="wxid_red", body="湖边面馆"),
        HistoryEntry(at=AT, kind="call", sender="wxid_red", body="通话时长 01:23"),
        HistoryEntry(
            at=AT,
            kind="text",
            sender="wxid_red",
            body="转账 ￥20.00",
            extra={"type": "转账卡片", "source": "<msgsource/>"},
        ),
        HistoryEntry(
            at=AT,
            kind="text",
            sender="wxid_me",
            body="好的\n> 小红: 你好",
            extra={"type": "引用消息"},
        ),
        HistoryEntry(at=AT, kind="system", body="你撤回了一条消息"),
    ]


def test_a_picture_that_is_not_in_the_zip_is_named() -> None:
    (_, picture, *_) = entries(weflow(*SAID))
    assert picture.media == (HistoryMedia(kind="image", name="1.jpg", type="image/jpeg"),)


def test_echotrace_s_group_is_a_group_and_nobody_s_words_are_nobody_s() -> None:
    said = [message("文本消息", "大家好"), message("系统消息", "欢迎", senderUsername="7@chatroom")]
    session = {"wxid": "7@chatroom", "nickname": "湖友", "type": "群聊"}
    found = told(json.dumps({"session": session, "messages": said}, ensure_ascii=False))
    assert found[0] == HistoryThread(source="wechat", id="7@chatroom", title="湖友", group=True)
    assert names(found) == ["小红"]


def test_a_message_that_is_none_is_told_with_its_place() -> None:
    found = told(weflow(message("文本消息", "a"), {"type": "文本消息"}, message("文本消息", "b")))
    assert [one for one in found if isinstance(one, HistorySkip)] == [
        HistorySkip("upload, message 2", "odd_message")
    ]


ONE_CHAT = (
    "\ufeff消息ID,类型,发送人,时间,内容,备注,昵称,更多信息\r\n"
    "007,文本,小红,2024-02-01 10:00:00,在吗,小红,红,more\r\n"
    '8,文本,小明,2024-02-01 10:01:00,"在，\r\n请说",小明,明,more\r\n'
    "9,图片,小红,2024-02-01 10:02:00,[图片],小红,红,more\r\n"
    "10,转账,小红,2024-02-01 10:03:00,收到20元,小红,红,备用\r\n"
    "11,系统消息,系统,2024-02-01 10:04:00,以上是打招呼的内容,小红,红,more\r\n"
)


def test_a_csv_of_one_chat_is_read() -> None:
    data = zipped({"聊天记录/小红(wxid_red)/小红.csv": ONE_CHAT.encode()})
    shanghai = msgspec.structs.replace(OPTIONS, zone=ZoneInfo("Asia/Shanghai"))

    def at(minute: int) -> datetime:
        return datetime(2024, 2, 1, 2, minute, tzinfo=UTC)

    assert told(data, options=shanghai) == [
        HistoryThread(source="wechat", id="wxid_red", title="小红"),
        Speaker("小红", "小红"),
        HistoryEntry(at=at(0), kind="text", sender="小红", body="在吗", id="7"),
        Speaker("小明", "小明"),
        HistoryEntry(at=at(1), kind="text", sender="小明", body="在，\n请说", id="8"),
        HistoryEntry(
            at=at(2), kind="image", sender="小红", id="9", media=(HistoryMedia(kind="image"),)
        ),
        HistoryEntry(
            at=at(3),
            kind="text",
            sender="小红",
            body="收到20元",
            id="10",
            extra={"类型": "转账", "更多信息": "备用"},
        ),
        HistoryEntry(at=at(4), kind="system", body="以上是打招呼的内容", id="11"),
    ]


def test_a_csv_that_excel_saved_in_chinas_old_charset_is_read() -> None:
    data = ONE_CHAT.removeprefix("\ufeff").encode("gb18030")
    assert format_name(data, "小红.csv") == "wechat"
    assert [one.body for one in entries(data, "小红.csv")][:2] == ["在吗", "在，\n请说"]


HEADS = "localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime"
PLACE = (
    '"<msg><location x=""47.1"" y=""8.5"" scale=""15"" label=""湖路 1"" poiname=""面馆""/></msg>"'
)
ALL = (
    f"{HEADS},Remark,NickName,Sender\n"
    f"1,3,1,0,0,{STAMP},,在吗,x,小红,红,wxid_red\n"
    f"2,5,1,0,0,{STAMP},,大家好,x,阿强,强,wxid_q\n"
    f"3,3,1,0,1,{STAMP},,在,x,,小明,wxid_me\n"
    f"4,5,3,0,0,{STAMP},,<msg><img/></msg>,x,小红,红,wxid_red\n"
    f"5,3,48,0,0,{STAMP},,{PLACE},x,小红,红,wxid_red\n"
    f'6,3,42,0,0,{STAMP},,"<msg nickname=""阿强&amp;Co"" />",x,小红,红,wxid_red\n'
    f"7,3,49,2000,0,{STAMP},,,x,小红,红,wxid_red\n"
    f"8,3,10000,0,0,{STAMP},,小红撤回了一条消息,x,,,\n"
)


def test_a_csv_of_all_chats_is_read_chat_by_chat() -> None:
    xml = PLACE[1:-1].replace('""', '"')
    assert told(ALL, "messages.csv") == [
        HistoryThread(source="wechat", title="小红"),
        Speaker("0 wxid_red", "小红"),
        HistoryEntry(at=AT, kind="text", sender="0 wxid_red", body="在吗"),
        Speaker("1 wxid_me", "小明"),
        HistoryEntry(at=AT, kind="text", sender="1 wxid_me", body="在"),
        HistoryEntry(
            at=AT,
            kind="location",
            sender="0 wxid_red",
            place=GeoPoint(47.1, 8.5, "面馆", "湖路 1"),
            extra={"StrContent": xml},
        ),
        HistoryEntry(
            at=AT,
            kind="contact",
            sender="0 wxid_red",
            body="阿强&Co",
            extra={"StrContent": '<msg nickname="阿强&amp;Co" />'},
        ),
        HistoryEntry(
            at=AT, kind="text", sender="0 wxid_red", extra={"Type": 49, "SubType": "2000"}
        ),
        HistoryEntry(at=AT, kind="system", body="小红撤回了一条消息"),
        HistoryThread(source="wechat", title="", group=True),
        Speaker("0 wxid_q", "阿强"),
        HistoryEntry(at=AT, kind="text", sender="0 wxid_q", body="大家好"),
        Speaker("0 wxid_red", "小红"),
        HistoryEntry(
            at=AT,
            kind="image",
            sender="0 wxid_red",
            media=(HistoryMedia(kind="image"),),
            extra={"StrContent": "<msg><img/></msg>"},
        ),
    ]


def test_the_early_csv_without_names_tells_the_owner_from_the_other() -> None:
    early = f"{HEADS}\n1,3,1,0,1,{STAMP},,给个Star,x,1234567\n2,3,1,0,0,{STAMP},,好,x,1234568\n"
    found = told(early, "messages.csv")
    assert names(found) == ["我", "对方"]
    assert [one.group for one in threads(found)] == [False]


def test_a_row_that_is_none_is_told_with_its_line() -> None:
    found = told(f"{HEADS}\n1,3,x,0,0,{STAMP},,a,x\n2,3,1,0,0,{STAMP},,b,x\n", "m.csv")
    assert skipped(found) == ["odd_message"]
    assert [one.place for one in found if isinstance(one, HistorySkip)] == ["m.csv, 2"]

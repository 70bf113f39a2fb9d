"""ChatLab's common format, and Element Web's JSON."""

import json
from datetime import UTC, datetime
from typing import Any

from leapfrog.chat_formats import (
    GeoPoint,
    HistoryEntry,
    HistoryReaction,
    HistorySkip,
    HistoryThread,
    Speaker,
)
from tests.chat_formats.reading import entries, names, skipped, told, zipped

AT = datetime(2023, 12, 19, 16, 0, tzinfo=UTC)
STAMP = 1703001600

HEADER = {
    "chatlab": {"version": "0.0.1", "exportedAt": STAMP},
    "meta": {"name": "我的群聊", "platform": "wechat", "type": "group", "groupId": "77"},
}
ZHANG = {"platformId": "123456", "accountName": "张三", "groupNickname": "群主"}
HELLO = {
    "sender": "123456",
    "accountName": "张三",
    "timestamp": STAMP,
    "type": 0,
    "content": "大家好！",
}
REPLY = {
    "platformMessageId": "m2",
    "sender": "7",
    "accountName": "李四",
    "timestamp": STAMP,
    "type": 25,
    "content": "收到！",
    "replyToMessageId": "m1",
}
PACKET = {**HELLO, "type": 20, "content": "恭喜发财"}
RECALL = {**HELLO, "type": 81, "content": None}
JOINED = {**HELLO, "type": 80, "content": "王五加入了群聊"}
TOLD = [
    HistoryThread(source="chatlab", id="77", title="我的群聊", group=True, app="wechat"),
    Speaker("123456", "群主"),
    HistoryEntry(at=AT, kind="text", sender="123456", body="大家好！"),
    Speaker("7", "李四"),
    HistoryEntry(
        at=AT, kind="text", sender="7", body="收到！", id="m2", reply_to="m1", extra={"type": 25}
    ),
    HistoryEntry(at=AT, kind="text", sender="123456", body="恭喜发财", extra={"type": 20}),
    HistoryEntry(at=AT, kind="deleted", sender="123456"),
    HistoryEntry(at=AT, kind="system", body="王五加入了群聊"),
]
SAID = [HELLO, REPLY, PACKET, RECALL, JOINED]


def test_chatlab_json_is_read() -> None:
    assert told(json.dumps({**HEADER, "members": [ZHANG], "messages": SAID})) == TOLD


def test_chatlab_lines_are_read_and_comments_are_not() -> None:
    rows = [{"_type": "header", **HEADER}, {"_type": "member", **ZHANG}]
    rows += [{"_type": "message", **one} for one in SAID]
    text = "# made by hand\n" + "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    assert told(text, "chat.jsonl") == TOLD


def test_a_broken_line_is_left_out_and_said() -> None:
    rows = [{"_type": "header", **HEADER}, {"_type": "message", **HELLO}]
    text = "\n".join(json.dumps(row) for row in rows)
    found = told(f"{text}\n{{broken\n{json.dumps(rows[1])}\n[1]\n", "chat.jsonl")
    assert skipped(found) == ["odd_message"] * 2
    assert len([one for one in found if isinstance(one, HistoryEntry)]) == 2


def event(number: int, content: dict[str, Any], **more: Any) -> dict[str, Any]:
    plain = {
        "type": "m.room.message",
        "sender": "@anna:town.example",
        "event_id": f"${number}",
        "origin_server_ts": STAMP * 1000 + number,
        "content": content,
    }
    return {**plain, **more}


def text(body: str, **more: Any) -> dict[str, Any]:
    return {"msgtype": "m.text", "body": body, **more}


def room(*events: dict[str, Any]) -> str:
    head = {"room_name": "Trip", "room_creator": "@anna:town.example", "topic": ""}
    return json.dumps({**head, "export_date": "today", "messages": list(events)})


def test_an_elements_room_is_read_with_its_edits_and_reactions() -> None:
    edit = text("* Hello!", **{"m.new_content": text("Hello!")})
    edit["m.relates_to"] = {"rel_type": "m.replace", "event_id": "$1"}
    liked = {"m.relates_to": {"rel_type": "m.annotation", "event_id": "$1", "key": "👍"}}
    answer = text("Yes", **{"m.relates_to": {"m.in_reply_to": {"event_id": "$1"}}})
    found = told(
        room(
            event(1, text("Helo")),
            event(2, answer, sender="@ben:town.example"),
            event(3, edit),
            event(4, liked, type="m.reaction", sender="@ben:town.example"),
        )
    )
    assert found[0] == HistoryThread(source="element", title="Trip", group=True)
    assert names(found) == ["anna", "ben"]
    hello, yes = (one for one in found if isinstance(one, HistoryEntry))
    assert (hello.body, hello.edited, hello.reactions) == (
        "Hello!",
        True,
        (HistoryReaction("👍", "@ben:town.example"),),
    )
    assert hello.edited_at == datetime(2023, 12, 19, 16, 0, 0, 3000, UTC)
    assert (yes.body, yes.reply_to) == ("Yes", "$1")


def test_files_voices_places_and_what_was_redacted() -> None:
    picture = {"msgtype": "m.image", "body": "a.jpg", "info": {"w": 4, "h": 3, "size": 9}}
    voice = {"msgtype": "m.audio", "body": "v.ogg", "org.matrix.msc3245.voice": {}}
    place = {"msgtype": "m.location", "body": "Here", "geo_uri": "geo:52.5,13.4;u=9"}
    gone = event(4, {}, unsigned={"redacted_because": {}})
    member = event(5, {"membership": "join"}, type="m.room.member", state_key="@ben:town.example")
    unseen = event(6, {}, type="m.call.candidates")
    data = room(event(1, picture), event(2, voice), event(3, place), gone, member, unseen)
    said = entries(zipped({"matrix-export/export.json": data, "matrix-export/a.jpg": b"12"}))
    assert [one.kind for one in said] == ["image", "voice", "location", "deleted", "system"]
    assert (said[0].media[0].path, said[0].media[0].size) == ("matrix-export/a.jpg", 2)
    assert (said[0].media[0].width, said[0].body) == (4, "")
    assert said[2].place == GeoPoint(52.5, 13.4)
    assert said[4].body == "@anna:town.example member join"


def test_an_event_that_is_none_is_left_out_and_said() -> None:
    found = told(room(event(1, text("a")), {"type": "m.room.message"}, event(2, text("b"))))
    assert [one for one in found if isinstance(one, HistorySkip)] == [
        HistorySkip("upload, event 2", "odd_message")
    ]
    assert len([one for one in found if isinstance(one, HistoryEntry)]) == 2

"""WeChat's chats as WeChatMsg (MemoTrace) writes them as pages."""

from datetime import UTC, datetime

import pytest

from leapfrog.chat_formats import HistoryEntry, HistoryMedia, HistorySkip, HistoryThread, Speaker
from leapfrog.unpacking import UnreadableFile
from tests.chat_formats.reading import entries, format_name, names, skipped, told, zipped

STAMP = 1703001600
HEAD = (
    "<!DOCTYPE html><html><head><title>小红 &amp; 我</title><style>.page { width: 1px }</style>"
    '</head><body><div id="chat-container"></div><script>\nconst chatMessages = [\n'
)
FOOT = (
    "\n];\n</script><script>\nfunction render(page) { const a = {}; return a[0] }\n</script></html>"
)


def said(second: int, rest: str, own: int = 0, name: str = "小红") -> str:
    """As the program writes one; `rest`: type, text and what else it has."""
    return (
        f"{{ {rest},is_send:{own},avatar_path:'./avatar/x.png',timestamp:{STAMP + second}\n"
        f"                    ,is_chatroom:0,displayname:'{name}'}},"
    )


SAID = [
    "{ type:0, text: '2023-12-20 00:00:00',is_send:0,avatar_path:'',timestamp:1703001600},",
    said(0, r"type:1, text: 'It\'s {type: 1} \"ok\" &lt;b&gt;\n好'"),
    said(1, "type:3, text: './image/1.jpg'", 1, "小明"),
    said(2, "type:34, text:'./voice/2.mp3',voice_to_text:'到了'"),
    said(3, "type:49, text: '好的',sub_type:57,refer_text: '小红：你好'"),
    said(4, "type:49, text: './file/a.pdf',sub_type:6,file_name: 'a.pdf',file_size: '3KB'"),
    said(5, "type:49,sub_type:5, text:'',url:'https://x.test',title:'文章'"),
    "{ type:0, text: '你撤回了一条消息',is_send:1,avatar_path:'',timestamp:1703001606,"
    "is_chatroom:0,displayname:''},",
]


def page(*messages: str) -> str:
    return HEAD + "".join(messages or SAID) + FOOT


def at(second: int) -> datetime:
    return datetime(2023, 12, 19, 16, 0, second, tzinfo=UTC)


DATA = zipped({"小红/小红.html": page(), "小红/image/1.jpg": b"picture", "小红/file/a.pdf": b"pdf"})
READ = [
    HistoryThread(source="wechat", title="小红 & 我"),
    Speaker("0 小红", "小红"),
    HistoryEntry(at=at(0), kind="text", sender="0 小红", body='It\'s {type: 1} "ok" <b>\n好'),
    Speaker("1 小明", "小明"),
    HistoryEntry(
        at=at(1),
        kind="image",
        sender="1 小明",
        media=(
            HistoryMedia(
                kind="image", path="小红/image/1.jpg", name="1.jpg", type="image/jpeg", size=7
            ),
        ),
    ),
    HistoryEntry(
        at=at(2),
        kind="voice",
        sender="0 小红",
        media=(HistoryMedia(kind="voice", name="2.mp3", type="audio/mpeg"),),
        extra={"voice_to_text": "到了"},
    ),
    HistoryEntry(
        at=at(3),
        kind="text",
        sender="0 小红",
        body="好的",
        extra={"refer_text": "小红：你好", "sub_type": 57},
    ),
    HistoryEntry(
        at=at(4),
        kind="file",
        sender="0 小红",
        media=(
            HistoryMedia(
                kind="file", path="小红/file/a.pdf", name="a.pdf", type="application/pdf", size=3
            ),
        ),
        extra={"file_size": "3KB"},
    ),
    HistoryEntry(
        at=at(5),
        kind="text",
        sender="0 小红",
        body="文章",
        extra={"url": "https://x.test", "title": "文章", "sub_type": 5},
    ),
    HistoryEntry(at=at(6), kind="system", body="你撤回了一条消息"),
]


def test_a_page_is_read_to_the_last_field() -> None:
    assert format_name(DATA) == "wechat"
    assert told(DATA) == READ


def test_a_page_larger_than_a_block_says_the_same() -> None:
    many = [said(n % 60, f"type:1, text: '{n} {'好' * 500}'") for n in range(300)]
    found = entries(page(*many), "a.html")
    assert [one.body.split()[0] for one in found] == [str(n) for n in range(300)]


def test_a_name_with_a_quote_loses_one_message_and_says_so() -> None:
    odd = said(1, "type:1, text: 'lost'", name="O'Hara")
    found = told(page(said(0, "type:1, text: 'a'"), odd, said(2, "type:1, text: 'b'")), "a.html")
    assert [one.body for one in found if isinstance(one, HistoryEntry)] == ["a", "b"]
    assert [one for one in found if isinstance(one, HistorySkip)] == [
        HistorySkip("a.html, message 2", "odd_message")
    ]
    assert names(found) == ["小红"]
    assert skipped(told(page(odd), "a.html")) == ["odd_message"]


def test_what_never_ends_is_refused() -> None:
    endless = HEAD + "{ type:1, text: '" + "x" * 3_000_000
    with pytest.raises(UnreadableFile):
        told(endless, "a.html")

"""The pages of an export: readable anywhere, and harmless whatever was said."""

import io
import re
import zipfile
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import msgspec

from leapfrog.chat_formats import (
    GeoPoint,
    HistoryEntry,
    HistoryMedia,
    HistoryReaction,
    HistoryThread,
    Speaker,
)
from leapfrog.chat_formats.writing import PageOptions, bundle
from leapfrog.chat_formats.writing.bundle import PAGE
from tests.chat_formats.test_round_trip import AT, LOOK, conversation, written

PEOPLE = [Speaker("a", "Anna & <Co>"), Speaker("b", "Ben")]
EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)> javascript:alert(1) \"'"
THREAD = HistoryThread(source="leapfrog", title="<b>Lake</b>")


def said(number: int, body: str = "hi", **more: object) -> HistoryEntry:
    plain = HistoryEntry(
        at=AT + timedelta(minutes=number), kind="text", sender="a", body=body, id=f"{number}"
    )
    return msgspec.structs.replace(plain, **more)


async def pages(*entries: HistoryEntry, look: PageOptions = LOOK) -> dict[str, str]:
    one = conversation((THREAD, PEOPLE, list(entries)))
    data = b"".join([block async for block in bundle([one], look, AT)])
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        names = [name for name in made.namelist() if name.endswith(".html")]
        return {name: made.read(name).decode() for name in names}


class Tags(HTMLParser):
    """All elements with their attributes, and all text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def links(self) -> list[str]:
        return [
            value
            for _, attributes in self.found
            for key, value in attributes.items()
            if key in ("href", "src") and value
        ]


async def test_whatever_was_said_is_only_text() -> None:
    evil = HistoryMedia(kind="image", path="media/a.jpg", name=EVIL, type="image/x")
    left = HistoryMedia(kind="file", name=EVIL)
    made = await pages(
        said(
            1, EVIL, sender=EVIL, id=EVIL, forwarded=EVIL, reactions=(HistoryReaction(EVIL, EVIL),)
        ),
        said(2, EVIL, reply_to=EVIL, media=(evil, left), place=GeoPoint(1, 2, EVIL)),
        said(3, EVIL, kind="system"),
    )
    tags = Tags(made["chat.html"])
    names = {tag for tag, _ in tags.found}
    assert not names & {"script", "b", "iframe", "object", "form"}
    assert [tag for tag, _ in tags.found].count("img") == 1
    assert not any(key.startswith("on") for _, attributes in tags.found for key in attributes)
    assert not any(re.match(r"\s*javascript:", link) for link in tags.links())
    assert tags.text.count("<script>alert(1)</script>") >= 6


async def test_pages_ask_nothing_of_any_network() -> None:
    picture = HistoryMedia(kind="image", path="media/a.jpg", name="a", type="image/jpeg")
    made = await pages(said(1, "see https://x.example/a?b&c.", media=(picture,)))
    tags = Tags(made["chat.html"])
    loaded = [
        attributes["src"] for tag, attributes in tags.found if tag in ("img", "audio", "video")
    ]
    assert loaded == ["media/a.jpg"]
    assert not [tag for tag, _ in tags.found if tag in ("link", "script")]
    assert "https://x.example/a?b&c." in tags.links()


async def test_a_long_conversation_has_several_pages_that_lead_to_each_other() -> None:
    answer = said(PAGE + 5, "yes", reply_to="3", sender="b")
    made = await pages(*(said(n, f"number {n}") for n in range(PAGE + 5)), answer)
    assert sorted(made) == ["chat-2.html", "chat.html"]
    first, second = Tags(made["chat.html"]), Tags(made["chat-2.html"])
    assert "number 999" in first.text
    assert "number 1000" in second.text
    assert first.links() == ["chat-2.html"]
    assert second.links() == ["chat.html#3", "chat.html"]
    assert "Anna & <Co>: number 3" in second.text


async def test_times_and_days_are_of_the_readers_zone() -> None:
    night = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    look = msgspec.structs.replace(LOOK, zone=ZoneInfo("Asia/Shanghai"))
    made = await pages(said(1, at=night), look=look)
    text = Tags(made["chat.html"]).text
    assert "2026-03-02" in text
    assert "07:30" in text


async def test_both_themes_are_there() -> None:
    (page,) = (await pages(said(1))).values()
    assert "prefers-color-scheme:dark" in page


async def test_several_conversations_have_an_index() -> None:
    stories = [
        (msgspec.structs.replace(THREAD, title=title), PEOPLE, [said(1)])
        for title in ("A/../b", "")
    ]
    data = await written(*stories)
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        names = made.namelist()
        index = Tags(made.read("index.html").decode())
    assert names[:3] == ["1 A_.._b/chat.json", "1 A_.._b/chat.txt", "1 A_.._b/chat.html"]
    assert index.links() == ["1%20A_.._b/chat.html", "2%20Anna%20%26%20_Co_%2C%20Ben/chat.html"]

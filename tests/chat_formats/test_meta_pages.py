"""Messenger's and Instagram's pages."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from leapfrog.chat_formats import (
    HistoryEntry,
    HistoryMedia,
    HistoryReaction,
    HistoryThread,
    ReadOptions,
    Speaker,
)
from leapfrog.chat_formats.formats.meta.page import at_of
from tests.chat_formats.reading import (
    NOW,
    OPTIONS,
    entries,
    format_name,
    skipped,
    threads,
    told,
    zipped,
)

INBOX = "your_facebook_activity/messages/inbox/bjorn_123"
HEAD = "<html><head><meta charset='utf-8'/><base href='../../'/><title>{}</title><style>{}</style>"
STYLE = "._a6-h{color:red}" * 100
NEW = (
    '<div class="pam _3-95 _2ph- _a6-g uiBoxWhite noborder"><div class="_2ph_ _a6-h _a6-i">{}</div>'
    '<div class="_2ph_ _a6-p"><div><div></div><div>{}</div><div></div><div>{}</div></div></div>'
    '<div class="_3-94 _a6-o"><div class="_a72d">{}</div></div></div>'
)
OLD = (
    '<div class="pam _3-95 _2pi0 _2lej uiBoxWhite noborder"><div class="_3-96 _2pio _2lek _2lel">'
    '{}</div><div class="_3-96 _2let"><div><div></div><div>{}</div><div>{}</div></div></div>'
    '<div class="_3-94 _2lem">{}</div></div>'
)
SECTION = (
    '<section class="_a6-g" aria-labelledby="u_0"><h2 class="_2ph_ _a6-h _a6-i">{}</h2>'
    '<div class="_2ph_ _a6-p"><div>{}</div>{}</div>'
    '<footer class="_3-94 _a6-o"><div class="_a72d">{}</div></footer></section>'
)
PEOPLE = (
    '<div class="pam _3-95 _2ph- _a6-g uiBoxWhite noborder"><div class="_2ph_ _a6-p"><div>'
    "<div>Participants: Björn and Anna</div></div></div></div>"
)
PHOTO = f'<a href="{INBOX}/photos/1.jpg"><img src="{INBOX}/photos/1.jpg" class="_a6_o"/></a>'
LIKED = '<ul class="_a6-q"><li>😠Anna</li></ul>'


def page(*messages: str, title: str = "Björn") -> str:
    """The newest message first."""
    body = "".join(messages[::-1])
    return f"{HEAD.format(title, STYLE)}</head><body><main>{PEOPLE}{body}</main></body></html>"


def said(number: int, form: str = NEW) -> str:
    return form.format("Björn", f"Grüße &amp; {number}", "", f"Jan 05, 2023 10:11:{number:02} am")


DATA = zipped(
    {
        f"{INBOX}/message_1.html": page(
            NEW.format("Anna", "See", PHOTO + LIKED, "Jan 05, 2023 1:00:03 pm"),
            NEW.format(
                "Björn", 'A<br/>b <a href="https://x.test/">link</a>', "", "Jan 06, 2023 1:00 pm"
            ),
        ),
        f"{INBOX}/message_2.html": page(said(1), said(2)),
        f"{INBOX}/photos/1.jpg": b"picture",
    }
)
PICTURE = HistoryMedia(
    kind="image", path=f"{INBOX}/photos/1.jpg", name="1.jpg", type="image/jpeg", size=7
)
READ = [
    HistoryThread(source="messenger", id="bjorn_123", title="Björn"),
    Speaker("Björn", "Björn"),
    HistoryEntry(
        at=datetime(2023, 1, 5, 10, 11, 1, tzinfo=UTC),
        kind="text",
        sender="Björn",
        body="Grüße & 1",
    ),
    HistoryEntry(
        at=datetime(2023, 1, 5, 10, 11, 2, tzinfo=UTC),
        kind="text",
        sender="Björn",
        body="Grüße & 2",
    ),
    Speaker("Anna", "Anna"),
    HistoryEntry(
        at=datetime(2023, 1, 5, 13, 0, 3, tzinfo=UTC),
        kind="image",
        sender="Anna",
        body="See",
        media=(PICTURE,),
        reactions=(HistoryReaction("😠", "Anna"),),
    ),
    HistoryEntry(
        at=datetime(2023, 1, 6, 13, 0, tzinfo=UTC),
        kind="text",
        sender="Björn",
        body="A\nb link",
    ),
]


def test_pages_are_read_to_the_last_field_from_the_oldest_on() -> None:
    assert format_name(DATA) == "meta"
    assert told(DATA) == READ


@pytest.mark.parametrize("form", [NEW, OLD, SECTION])
def test_pages_of_any_year_say_the_same(form: str) -> None:
    found = entries(page(said(1, form), said(2, form)), "message_1.html")
    assert [(one.sender, one.body) for one in found] == [
        ("Björn", "Grüße & 1"),
        ("Björn", "Grüße & 2"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jan 05, 2023 10:11:12 am", (2023, 1, 5, 10, 11, 12)),
        ("Jan 5, 2018, 10:11 PM", (2018, 1, 5, 22, 11, 0)),
        ("01 Jan 2020, 09:59", (2020, 1, 1, 9, 59, 0)),
        ("12. März 2021, 09:59", (2021, 3, 12, 9, 59, 0)),
        ("5 juil. 2021, 09:59", (2021, 7, 5, 9, 59, 0)),
        ("5 juin 2021, 09:59", (2021, 6, 5, 9, 59, 0)),
        ("5 de ago. de 2021, 09:59", (2021, 8, 5, 9, 59, 0)),
        ("2021年3月12日 下午1:05", (2021, 3, 12, 13, 5, 0)),
    ],
)
def test_times_are_read_as_accounts_have_them(text: str, expected: tuple[int, ...]) -> None:
    at = at_of(text, OPTIONS)
    assert (at.year, at.month, at.day, at.hour, at.minute, at.second) == expected


def test_times_are_of_the_zone_that_is_given() -> None:
    zone = ReadOptions(zone=ZoneInfo("Europe/Berlin"), now=NOW)
    assert at_of("Jan 05, 2023 10:11:12 am", zone).hour == 9


def test_a_month_that_is_not_known_is_told_and_the_next_one_is_read() -> None:
    odd = NEW.format("Anna", "Hei", "", "5 tammi 2023 10:11")
    found = told(page(odd, said(1)), "message_1.html")
    assert skipped(found) == ["odd_message"]
    assert len([one for one in found if isinstance(one, HistoryEntry)]) == 1


def test_instagram_is_told_from_messenger_and_three_are_a_group() -> None:
    root = "your_instagram_activity/messages/inbox/rowing_9"
    people = (NEW.format(name, "Hi", "", "Jan 05, 2023 1:00 pm") for name in ("Al", "Bo", "Cy"))
    found = threads(told(zipped({f"{root}/message_1.html": page(*people, title="Rowing")})))
    assert [(one.source, one.title, one.group) for one in found] == [("instagram", "Rowing", True)]

"""Viber's message history by e-mail."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from leapfrog.chat_formats import HistoryEntry, HistoryThread, ReadOptions, Speaker
from tests.chat_formats.reading import NOW, entries, format_name, skipped, threads, told, zipped

COMMAS = (
    "17/08/2014,12:52:56,Me,+49170000001,Hi\n"
    "17/08/2014,12:58:34,Ben,+49170000002,Hello, how are you?\n"
    "18/08/2014,09:00:00,Me,+49170000001,Photo message\n"
)
TABS = (
    '="17/08/2014"\t12:52:56\t="Me"\t="+49170000001"\t"Hi"\n'
    '="17/08/2014"\t12:58:34\t="Ben"\t="+49170000002"\t"Hello, how are you?"\n'
    '="18/08/2014"\t09:00:00\t="Me"\t="+49170000001"\t"Photo message"\n'
)
ME, BEN = "+49170000001", "+49170000002"
READ = [
    HistoryThread(source="viber", title="Ben"),
    Speaker(ME, "Me"),
    HistoryEntry(
        at=datetime(2014, 8, 17, 12, 52, 56, tzinfo=UTC), kind="text", sender=ME, body="Hi"
    ),
    Speaker(BEN, "Ben"),
    HistoryEntry(
        at=datetime(2014, 8, 17, 12, 58, 34, tzinfo=UTC),
        kind="text",
        sender=BEN,
        body="Hello, how are you?",
    ),
    HistoryEntry(
        at=datetime(2014, 8, 18, 9, tzinfo=UTC), kind="text", sender=ME, body="Photo message"
    ),
]


@pytest.mark.parametrize("text", [COMMAS, TABS])
def test_both_forms_are_read_to_the_last_field(text: str) -> None:
    assert format_name(text, "Ben.csv") == "viber"
    assert told(text, "Ben.csv") == READ
    assert told(zipped({"Viber/Ben.csv": text})) == READ


def test_times_are_of_the_zone_that_is_given() -> None:
    options = ReadOptions(zone=ZoneInfo("Europe/Berlin"), now=NOW)
    first = entries(COMMAS, "Ben.csv", options)[0]
    assert first.at == datetime(2014, 8, 17, 10, 52, 56, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "asked", "month", "doubt"),
    [
        ("03/04/2014", None, 4, ["day_or_month_first"]),
        ("03/04/2014", False, 3, []),
        ("03/04/2014", True, 4, []),
        ("2014-03-04", None, 3, []),
        ("03/14/2014", None, 3, []),
    ],
)
def test_which_number_is_the_day_is_told_by_the_file_or_asked(
    day: str, asked: bool | None, month: int, doubt: list[str]
) -> None:
    found = told(f"{day},12:00:00,Me,{ME},Hi\n", "Ben.csv", ReadOptions(day_first=asked, now=NOW))
    assert skipped(found) == doubt
    [entry] = [one for one in found if isinstance(one, HistoryEntry)]
    assert entry.at.month == month


def test_three_people_are_a_group_and_an_odd_row_is_told() -> None:
    more = COMMAS + f"19/08/2014,08:00:00,Cara,+49170000003,Me too\n19/08/2014,later,Ben,{BEN},x\n"
    found = told(more, "Rowing.csv")
    assert [(one.title, one.group) for one in threads(found)] == [("Rowing", True)]
    assert skipped(found) == ["odd_message"]

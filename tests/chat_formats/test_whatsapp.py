"""What stands in a WhatsApp export besides words, and what a file alone cannot tell."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from leapfrog.chat_formats import GeoPoint, HistoryEntry, HistoryMedia, HistorySkip, ReadOptions
from leapfrog.chat_formats.formats.whatsapp.words import WORDS
from leapfrog.unpacking import UnreadableFile
from tests.chat_formats.reading import (
    NOW,
    OPTIONS,
    entries,
    names,
    skipped,
    threads,
    told,
    zipped,
)

L = "\u200e"
LANGUAGES = {"en", "de", "es", "zh", "pt", "ar", "fr", "sv", "it", "ja", "ko"}
MEANINGS = [
    *("left_out", "image", "video", "audio", "gif", "sticker", "file", "contact"),
    *("attached", "deleted", "edited", "call", "live_location", "poll"),
]


def android(*said: str) -> list[HistoryEntry]:
    """What messages of Anna's become."""
    text = "\n".join(f"27/12/2020, 18:5{n} - Anna: {one}" for n, one in enumerate(said))
    return entries(text)


def iphone(*said: str) -> list[HistoryEntry]:
    text = "\n".join(f"[27/12/2020, 18:5{n}:00] Anna: {one}" for n, one in enumerate(said))
    return entries(text)


@pytest.mark.parametrize("meaning", MEANINGS)
def test_every_meaning_has_words_in_each_language(meaning: str) -> None:
    assert set(WORDS[meaning]) >= LANGUAGES


def words(meaning: str) -> list[str]:
    return [word for of_language in WORDS[meaning].values() for word in of_language]


@pytest.mark.parametrize("word", words("left_out"))
def test_media_left_out_on_android_is_known_in_every_language(word: str) -> None:
    (entry,) = android(f"<{word}>\nthe caption")
    assert (entry.kind, entry.body, len(entry.media)) == ("file", "the caption", 1)


@pytest.mark.parametrize("kind", ["image", "video", "audio", "gif", "sticker", "file"])
def test_media_left_out_on_iphones_is_known_in_every_language(kind: str) -> None:
    for word in words(kind):
        (entry,) = iphone(f"{L}{word}")
        assert (entry.kind, entry.body) == (kind, ""), word
        assert entry.media[0].path == ""


@pytest.mark.parametrize("word", words("deleted"))
def test_deleted_messages_are_known_in_every_language(word: str) -> None:
    assert [one.kind for one in [*android(word), *iphone(f"{L}{word}.")]] == ["deleted"] * 2


@pytest.mark.parametrize("word", words("edited"))
def test_edited_messages_are_known_in_every_language(word: str) -> None:
    for entry in [*android(f"Hello <{word}>"), *iphone(f"Hello {L}<{word}.>")]:
        assert (entry.body, entry.edited) == ("Hello", True)


@pytest.mark.parametrize("word", words("call"))
def test_calls_are_known_in_every_language(word: str) -> None:
    assert [one.kind for one in [*android(word), *iphone(f"{L}{word}. {L}3 min")]] == ["call"] * 2


def test_a_renamed_document_is_a_file_when_the_words_say_so() -> None:
    for word in words("attached"):
        (entry,) = android(f"Our plan 2.pdf ({word})\nHave a look")
        assert (entry.kind, entry.body, entry.media[0].name) == (
            "file",
            "Have a look",
            "Our plan 2.pdf",
        )


def test_words_in_brackets_behind_a_name_are_only_words() -> None:
    assert [one.kind for one in android("see notes.txt (it is long)", "<html>")] == ["text"] * 2


def test_a_document_left_out_keeps_its_name() -> None:
    (entry,) = iphone(f"Plan.pdf • {L}3 pages {L}document omitted")
    assert (entry.kind, entry.media[0].name, entry.body) == ("file", "Plan.pdf", "")


def test_a_voice_message_is_told_from_music() -> None:
    said = android("PTT-20201227-WA0002.opus (file attached)", "AUD-20201227-WA0003.mp3 (attached)")
    assert [one.kind for one in said] == ["voice", "audio"]
    (entry,) = iphone(f"{L}<attached: 00000007-AUDIO-2020-12-27-18-50-00.opus>")
    assert (entry.kind, entry.media[0].type) == ("voice", "audio/ogg")


def test_contacts_polls_and_places_are_what_they_are() -> None:
    card, poll, place = android(
        "Ben.vcf (file attached)",
        "POLL:\nWhen?\nOPTION: Today (2 votes)",
        "Location: https://maps.google.com/?q=52.52,13.405",
    )
    assert (card.kind, card.media[0].type) == ("contact", "text/vcard")
    assert (poll.kind, poll.body) == ("poll", "When?\nOPTION: Today (2 votes)")
    assert (place.kind, place.place) == ("location", GeoPoint(52.52, 13.405))


def test_lines_of_whatsapp_itself_have_no_sender() -> None:
    found = told(
        "27/12/2020, 18:50 - Messages and calls are end-to-end encrypted.\n"
        '27/12/2020, 18:51 - Anna changed the subject to "Trip: Rome"\n'
        "27/12/2020, 18:52 - Anna: Ok: let us go\n"
        "27/12/2020, 18:53 - Anna left\n"
        "27/12/2020, 18:54 - Anna: back: https://x.example/a: b\n"
    )
    said = [one for one in found if isinstance(one, HistoryEntry)]
    assert [(one.kind, one.sender) for one in said] == [
        ("system", ""),
        ("system", ""),
        ("text", "Anna"),
        ("system", ""),
        ("text", "Anna"),
    ]
    assert said[1].body == 'Anna changed the subject to "Trip: Rome"'
    assert names(found) == ["Anna"]


def test_the_group_is_nobody_who_speaks_on_an_iphone() -> None:
    found = told(
        f"[27/12/2020, 18:50:00] Family: {L}Messages and calls are end-to-end encrypted.\n"
        f"[27/12/2020, 18:51:00] Family: {L}You created this group\n"
        "[27/12/2020, 18:52:00] ~\u202fBen: Hello\n"
    )
    assert names(found) == ["Ben"]
    assert [one.kind for one in found if isinstance(one, HistoryEntry)] == [
        "system",
        "system",
        "text",
    ]


def test_a_pasted_message_of_another_phone_stays_in_the_message() -> None:
    (entry,) = android("look what she wrote:\n[27.12.20, 18:51:00] Ben: Hello")
    assert entry.body == "look what she wrote:\n[27.12.20, 18:51:00] Ben: Hello"


def test_a_line_that_only_looks_like_a_date_stays_in_the_message() -> None:
    text = "Dates:\n1.2.2020 meeting 10:30 - Rome\n99/99/2020, 10:00 - Ben: no day"
    (entry,) = android(text)
    assert entry.body == text


def test_the_order_of_dates_is_told_by_time_when_no_day_is_above_twelve() -> None:
    days = [(month, day) for month in range(1, 8) for day in (2, 11)]
    american = "".join(f"{month}/{day}/20, 10:00 - Anna: hi\n" for month, day in days)
    british = "".join(f"{day}/{month}/20, 10:00 - Anna: hi\n" for month, day in days)
    for text in (american, british):
        assert [(one.at.month, one.at.day) for one in entries(text)] == days
        assert skipped(told(text)) == []


def test_where_nothing_tells_the_order_it_is_asked() -> None:
    text = "3/4/20, 10:00 - Anna: hi\n"
    assert skipped(told(text)) == ["day_or_month_first"]
    for day_first, month in ((None, 4), (True, 4), (False, 3)):
        (entry,) = entries(text, options=ReadOptions(day_first=day_first, now=NOW))
        assert entry.at.month == month
    assert skipped(told(text, options=ReadOptions(day_first=True, now=NOW))) == []


def test_capital_pm_with_slashes_is_american() -> None:
    (entry,) = entries("3/4/20, 5:06 PM - Anna: hi")
    assert entry.at == datetime(2020, 3, 4, 17, 6, tzinfo=UTC)


def test_nothing_was_written_in_the_future() -> None:
    (entry,) = entries("20. 12. 27. 오후 6:51 - Anna: hi")
    assert entry.at == datetime(2020, 12, 27, 18, 51, tzinfo=UTC)


def test_times_are_of_the_zone_that_one_says() -> None:
    text = "27/06/2020, 18:51 - Anna: hi"
    (entry,) = entries(text, options=ReadOptions(zone=ZoneInfo("Europe/Berlin"), now=NOW))
    assert entry.at == datetime(2020, 6, 27, 16, 51, tzinfo=UTC)


def test_messages_a_little_out_of_order_stay_in_the_order_of_the_file() -> None:
    said = entries(
        "13/12/2020, 18:52 - Anna: b\n13/12/2020, 18:51 - Anna: a\n13/12/2020, 18:52 - Anna: c"
    )
    assert [one.body for one in said] == ["b", "a", "c"]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("WhatsApp Chat with Anna Smith.txt", "Anna Smith"),
        ("WhatsApp Chat - Family.zip", "Family"),
        ("WhatsApp-Chat mit Anna.txt", "Anna"),
        ("Discussion WhatsApp avec Anna.txt", "Anna"),
        ("与Anna的WhatsApp聊天.txt", "Anna"),
        ("_chat.txt", ""),
    ],
)
def test_the_title_is_in_the_name_of_the_file(name: str, title: str) -> None:
    (thread,) = threads(told("27/12/2020, 18:51 - Anna: hi", name))
    assert thread.title == title


def test_the_title_is_in_the_name_of_the_zip() -> None:
    data = zipped({"_chat.txt": "[27/12/2020, 18:51:00] Anna: hi"})
    (thread,) = threads(told(data, "WhatsApp Chat - Anna.zip"))
    assert (thread.title, thread.group) == ("Anna", False)


@pytest.mark.parametrize(
    ("charset", "said"),
    [("gb18030", "你好，今天晚上一起吃饭吗"), ("cp1252", "Schöne Grüße aus Köln")],
)
def test_a_text_that_a_program_saved_in_another_charset_is_read(charset: str, said: str) -> None:
    text = f"27/12/2020, 18:51 - Anna: {said}\n" * 3
    assert [one.body for one in entries(text.encode(charset))] == [said] * 3


def test_a_text_before_the_first_message_is_named() -> None:
    found = told("Exported by hand\n27/12/2020, 18:51 - Anna: hi")
    assert [one for one in found if isinstance(one, HistorySkip)] == [
        HistorySkip("line 1", "before_first_message")
    ]


def test_an_empty_message_and_one_of_spaces_are_kept() -> None:
    assert [one.body for one in android("", "null", "  ")] == ["", "null", ""]


def test_options_say_utc_by_default() -> None:
    assert OPTIONS.zone is UTC


OLD = "2015-08-24-PHOTO-00004762.jpg"


@pytest.mark.parametrize(
    "said", [f"{OLD} <attached>", f"{L}{OLD} <{L}angehängt>", f"< attached: {OLD} >"]
)
def test_pictures_of_old_iphones_are_found(said: str) -> None:
    data = zipped({"_chat.txt": f"[24/08/2015, 10:01:11] Anna: {said}\nLook\n", OLD: b"12"})
    found = told(data)
    (entry,) = (one for one in found if isinstance(one, HistoryEntry))
    assert (entry.kind, entry.body) == ("image", "Look")
    assert entry.media == (
        HistoryMedia(kind="image", path=OLD, name=OLD, type="image/jpeg", size=2),
    )
    assert skipped(found) == []
    (entry,) = iphone(said)
    assert (entry.kind, entry.media[0].path, entry.media[0].name) == ("image", "", OLD)


def test_words_in_sharp_brackets_behind_a_name_are_only_words() -> None:
    (entry,) = iphone("See notes.txt <or not>")
    assert (entry.kind, entry.body, entry.media) == ("text", "See notes.txt <or not>", ())


def test_a_file_that_no_message_names_is_told() -> None:
    said = "27/12/2020, 18:51 - Anna: IMG-20201227-WA0001.jpg (file attached)\n"
    files = {"IMG-20201227-WA0001.jpg": b"1", "IMG-20201227-WA0002.jpg": b"2"}
    found = told(zipped({"WhatsApp Chat with Anna.txt": said, **files}))
    assert [one for one in found if isinstance(one, HistorySkip)] == [
        HistorySkip("IMG-20201227-WA0002.jpg", "file_of_no_message")
    ]


def test_several_chats_in_one_zip_are_conversations_with_files_of_their_own() -> None:
    picture = "27/12/2020, 18:51 - {0}: IMG-1.jpg (file attached)\n27/12/2020, 18:52 - {0}: x\n"
    found = told(
        zipped(
            {
                "a/WhatsApp Chat with Anna.txt": picture.format("Anna"),
                "a/IMG-1.jpg": b"1",
                # Somebody sent a chat: a file, and no conversation of one's own.
                "a/other.txt": picture.format("Cara"),
                "WhatsApp Chat - Ben/_chat.txt": picture.format("Ben"),
                "WhatsApp Chat - Ben/IMG-1.jpg": b"12",
                "loose.txt": picture.format("Dan"),
                "notes.txt": "Milk\nBread\n",
            }
        )
    )
    assert [one.title for one in threads(found)] == ["Anna", "Ben", ""]
    said = [one for one in found if isinstance(one, HistoryEntry)]
    assert [one.media[0].path for one in said if one.media][:2] == [
        "a/IMG-1.jpg",
        "WhatsApp Chat - Ben/IMG-1.jpg",
    ]
    assert [one.place for one in found if isinstance(one, HistorySkip)] == [
        "a/other.txt",
        "notes.txt",
    ]


@pytest.mark.parametrize(
    "line", ["12.5.2020 18:30 meeting: x", "2020-05-12 18:30:00 INFO: x", "12.5.2020 18:30:00x: y"]
)
def test_notes_with_dates_are_no_chat(line: str) -> None:
    with pytest.raises(UnreadableFile):
        told(f"{line}\n{line}\n")

"""Histories that Hypothesis makes up."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from leapfrog.chat_formats import (
    GeoPoint,
    HistoryEntry,
    HistoryMedia,
    HistoryReaction,
    HistoryThread,
    Speaker,
)

# What JSON and UTF-8 can hold: no halves of surrogate pairs.
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
NUMBERS = st.integers(0, 2**53)
TIMES = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(-1e300, 1e300) | WORDS,
    lambda part: st.lists(part, max_size=3) | st.dictionaries(WORDS, part, max_size=3),
    max_leaves=8,
)
MEDIA_KINDS = ("image", "video", "audio", "voice", "gif", "sticker", "file")
KINDS = (*MEDIA_KINDS, "text", "location", "contact", "poll", "call", "system", "deleted")


def media(paths: st.SearchStrategy[str]) -> st.SearchStrategy[HistoryMedia]:
    return st.builds(
        HistoryMedia,
        kind=st.sampled_from(MEDIA_KINDS),
        path=paths,
        name=WORDS,
        type=WORDS,
        size=st.none() | NUMBERS,
        width=st.none() | NUMBERS,
        height=st.none() | NUMBERS,
        duration_ms=st.none() | NUMBERS,
    )


PLACES = st.builds(GeoPoint, st.floats(-90, 90), st.floats(-180, 180), WORDS, WORDS)


def entries(keys: list[str]) -> st.SearchStrategy[HistoryEntry]:
    who = st.sampled_from([*keys, ""])
    return st.builds(
        HistoryEntry,
        at=TIMES,
        kind=st.sampled_from(KINDS),
        sender=who,
        body=WORDS,
        id=WORDS,
        media=st.lists(media(st.sampled_from(["", "media/a.jpg", "media/b.ogg"])), max_size=2).map(
            tuple
        ),
        place=st.none() | PLACES,
        reply_to=WORDS,
        reactions=st.lists(st.builds(HistoryReaction, WORDS, who, NUMBERS), max_size=2).map(tuple),
        edited=st.booleans(),
        edited_at=st.none() | TIMES,
        forwarded=st.none() | WORDS,
        extra=st.dictionaries(WORDS, JSON, max_size=2),
    )


@st.composite
def histories(draw: st.DrawFn) -> tuple[HistoryThread, list[Speaker], list[HistoryEntry]]:
    keys = draw(st.lists(WORDS.filter(bool), max_size=4, unique=True))
    thread = draw(
        st.builds(
            HistoryThread,
            source=st.sampled_from(["leapfrog", "whatsapp", "telegram", "chatlab"]),
            id=WORDS,
            title=WORDS,
            group=st.booleans(),
            app=WORDS,
        )
    )
    people = [Speaker(key, draw(WORDS)) for key in keys]
    return thread, people, draw(st.lists(entries(keys), max_size=6))

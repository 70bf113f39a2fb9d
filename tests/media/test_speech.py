"""Voice messages: whatever a browser records plays everywhere, sounds the same, and is measured."""

import pytest

from leapfrog.media.sniffing import sniff
from leapfrog.media.speech import LOUDEST, PLAYS, LongVoice, NotASound, record
from tests.media.conftest import Given
from tests.samples import SYLLABLES, film, jpeg, likeness, loudness, m4a, recorded, wav, webm

RECORDINGS = {
    "webm without a duration": webm,
    "mp4 in fragments": m4a,
    "ogg": lambda s: recorded(s, "-c:a", "libopus", "-f", "ogg"),
    "wav": wav,
    "mp3": lambda s: recorded(s, "-f", "mp3"),
}


@pytest.mark.parametrize("name", RECORDINGS)
async def test_what_was_recorded_is_what_is_heard(given: Given, name: str) -> None:
    sound = RECORDINGS[name](3)
    folder = given(sound)
    voice = await record(folder, sniff(folder / "source"))
    assert abs(voice.duration_ms - 3000) < 120
    for made, media_type in PLAYS.items():
        assert sniff(folder / made) == media_type
        assert likeness(loudness(wav(3)), loudness((folder / made).read_bytes())) > 0.9


async def test_the_waveform_is_loud_where_the_voice_is(given: Given) -> None:
    folder = given(wav(3.2))
    voice = await record(folder, "audio/wav")
    assert len(voice.peaks) == 64
    assert max(voice.peaks) <= LOUDEST
    said = [SYLLABLES[int((n + 0.5) * 0.5) % len(SYLLABLES)] for n in range(64)]
    assert likeness(said, [float(peak) for peak in voice.peaks]) > 0.8
    assert min(voice.peaks) == 0


async def test_a_minute_is_the_longest(given: Given) -> None:
    folder = given(recorded(61, "-c:a", "libopus", "-b:a", "8k", "-f", "ogg"))
    assert (await record(folder, "audio/ogg")).duration_ms > 60_000
    with pytest.raises(LongVoice):
        await record(given(recorded(65, "-c:a", "libopus", "-b:a", "8k", "-f", "ogg")), "audio/ogg")


async def test_what_says_nothing_about_itself_stays_behind(given: Given) -> None:
    note = ("-metadata", "comment=my secret garden", "-metadata", "location=+52.5+13.4/")
    sound = recorded(1, *note, "-c:a", "aac", "-f", "adts")
    folder = given(recorded(1, *note, "-c:a", "libopus", "-f", "ogg") or sound)
    assert b"secret" in (folder / "source").read_bytes()
    await record(folder, "audio/ogg")
    assert all(b"secret" not in (folder / made).read_bytes() for made in PLAYS)


async def test_a_film_gives_its_sound_only(given: Given) -> None:
    folder = given(b"")
    content = film(folder, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", "-f", "mp4")
    voice = await record(given(content), "video/mp4")
    assert abs(voice.duration_ms - 2000) < 150


NO_SOUND = {
    "noise": bytes(range(256)) * 100,
    "nothing but a head": webm(1)[:200],
    "a picture": jpeg(),
    "a playlist": b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
    "a list of files": b"ffconcat version 1.0\nfile '/etc/passwd'\n",
}


@pytest.mark.parametrize("name", NO_SOUND)
@pytest.mark.parametrize("media_type", [None, "audio/ogg", "video/webm", "audio/mpeg"])
async def test_what_is_no_recording_is_refused(
    given: Given, name: str, media_type: str | None
) -> None:
    folder = given(NO_SOUND[name])
    with pytest.raises(NotASound):
        await record(folder, media_type or sniff(folder / "source"))

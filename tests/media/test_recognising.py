"""Speech written down by what runs on any processor."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from leapfrog.kernel.settings import Settings
from leapfrog.media.contained import ConversionFailed
from leapfrog.media.recognising import PocketSphinx, recogniser_of, transcribe
from tests.media.conftest import Given

SPEECH = Path(__file__).with_name("speech") / "go-forward-ten-meters.ogg"


async def test_what_is_said_is_what_is_written(given: Given) -> None:
    folder = given(SPEECH.read_bytes())
    assert await transcribe(PocketSphinx(None), folder, "audio/ogg") == "go forward ten meters"


async def test_a_model_that_is_not_there_fails_and_does_no_more(
    given: Given, tmp_path: Path
) -> None:
    folder = given(SPEECH.read_bytes())
    with pytest.raises(ConversionFailed):
        await transcribe(PocketSphinx(tmp_path / "none"), folder, "audio/ogg")


async def test_any_recogniser_will_do(given: Given) -> None:
    @dataclass
    class Measures:
        seconds: float = 0.0

        async def write_down(self, folder: Path) -> str:
            self.seconds = (folder / "samples").stat().st_size / 32_000
            return "…"

    other = Measures()
    assert await transcribe(other, given(SPEECH.read_bytes()), "audio/ogg") == "…"
    assert 2 < other.seconds < 4


def test_it_is_off_until_the_town_wants_it(tmp_path: Path) -> None:
    assert recogniser_of(Settings(home=tmp_path)) is None
    wanted = recogniser_of(Settings(home=tmp_path, transcripts="pocketsphinx"))
    assert isinstance(wanted, PocketSphinx)

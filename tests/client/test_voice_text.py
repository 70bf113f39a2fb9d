"""Held, slid up to the right and let go, a voice becomes a text, where the town writes down."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser, Playwright, expect

from leapfrog.kernel.settings import Settings
from leapfrog.media.ffmpeg import program
from tests.client.browser import PATIENCE, Join
from tests.client.eyes import overflow, small_targets, violations
from tests.client.media_steps import hold, log, recording, talker, uploads, voices

SPEECH = Path(__file__).parents[1] / "media/speech/go-forward-ten-meters.ogg"
SECONDS = 3.5


@pytest.fixture(scope="module")
def speaking(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser in which somebody wants to go forward ten meters."""
    path = tmp_path_factory.mktemp("speech") / "speech.wav"
    subprocess.run([program(), "-loglevel", "error", "-i", SPEECH, path], check=True)
    with talker(playwright, path) as browser:
        yield browser


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return msgspec.structs.replace(settings, transcripts="pocketsphinx")


def test_what_is_said_is_looked_over_and_sent_as_a_text_or_as_it_was(
    join: Join, speaking: Browser
) -> None:
    amina, kofi = join("amina", "Amina Diallo", browser=speaking), join("kofi", "Kofi Mensah")
    amina.connect(kofi)
    talk = amina.talk(kofi)
    page = amina.open(f"/chat/{talk}")
    sent = uploads(page)
    sheet = page.get_by_role("dialog", name="What you said")
    words = sheet.get_by_role("textbox", name="What you said")
    finger = hold(page, SECONDS)
    finger.slide(110, -200)
    expect(recording(page)).to_contain_text("Release to write it down")
    finger.up()
    # A busy machine loses some of what its microphone hears.
    expect(words).to_have_value(re.compile("^go "))
    assert [*violations(page), *small_targets(page)] == []
    assert overflow(page) == 0
    words.fill("Go forward ten metres.")
    sheet.get_by_role("button", name="Send text").tap()
    expect(sheet).to_have_count(0)
    expect(page.get_by_text("Sent", exact=True)).to_be_visible()
    assert kofi.heard(talk) == ["Go forward ten metres."]
    assert sent == []
    finger = hold(page, 1.5)
    finger.slide(110, -200)
    finger.up()
    expect(words).not_to_have_value("")
    sheet.get_by_role("button", name="Send voice").tap()
    expect(sheet).to_have_count(0)
    expect(voices(page)).to_have_count(1)
    for _ in range(PATIENCE * 10):
        if len(heard := log(kofi, talk)) == 2:
            break
        page.wait_for_timeout(100)
    assert [message["kind"] for message in heard] == ["text", "voice"]

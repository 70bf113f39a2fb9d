"""Voice messages between two phones: with a microphone that hears a file, and ears that are
FFmpeg's.
"""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.client.browser import Join, Person
from tests.client.media_steps import (
    Finger,
    got,
    hold,
    log,
    mic,
    recording,
    sends,
    talker,
    uploads,
    voices,
)
from tests.client.screens import row, seconds
from tests.samples import likeness, loudness, m4a, wav, webm

SPEECH = 12
# Slow enough for what a browser does to a voice to make it clearer.
SYLLABLE = 0.4
# The page's time goes ten times as slowly, and on by as much as a test says: a stalled page is
# neither early nor late.
SLOWLY = """const real = performance.now.bind(performance); let more = 0;
globalThis.passes = (ms) => void (more += ms); performance.now = () => real() / 10 + more;"""
REFUSES = """if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = () =>
    Promise.reject(new DOMException("", "NotAllowedError"))"""


@pytest.fixture(scope="module")
def speaking(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser in which one hears the same words whenever one listens."""
    path = tmp_path_factory.mktemp("speech") / "speech.wav"
    path.write_bytes(wav(SPEECH, SYLLABLE))
    with talker(playwright, path) as browser:
        yield browser


def two(join: Join, speaking: Browser) -> tuple[Person, Person, str]:
    """Amina, who can talk, Kofi, who listens, and their conversation."""
    amina, kofi = join("amina", "Amina Diallo", browser=speaking), join("kofi", "Kofi Mensah")
    amina.connect(kofi)
    return amina, kofi, amina.talk(kofi)


def best(one: list[float], other: list[float]) -> float:
    """How alike they are where they fit best: the phone began to listen a little later."""
    return max(likeness(one[shift:], other) for shift in range(20))


def plays(page: Page, number: int) -> None:
    expect(voices(page).nth(number).get_by_role("button", name="Pause")).to_be_visible()


def test_what_is_said_while_one_holds_is_what_the_other_hears(
    join: Join, speaking: Browser
) -> None:
    amina, kofi, talk = two(join, speaking)
    hers, his = amina.open(f"/chat/{talk}"), kofi.open(f"/chat/{talk}")
    began = time.monotonic()
    finger = hold(hers, 4)
    expect(recording(hers)).to_contain_text("Release to send")
    expect(recording(hers).get_by_role("timer")).to_have_text(seconds(4))
    finger.up()
    held = (time.monotonic() - began) * 1000
    expect(recording(hers)).to_have_count(0)
    expect(voices(hers)).to_have_count(1)
    expect(voices(his)).to_have_count(1)
    [message] = log(kofi, talk)
    assert message["kind"] == "voice"
    assert 3500 < message["meta"]["duration_ms"] < held + 500
    said = loudness(wav(SPEECH, SYLLABLE))
    for media_type in ("audio/ogg", "audio/mp4"):
        heard = loudness(got(kofi, message, "play", media_type))
        assert best(said, heard[5:-2]) > 0.7, media_type
    peaks = message["meta"]["peaks"]
    assert max(peaks) > 2 * min(peaks)


def test_what_is_slid_away_never_leaves_the_phone(join: Join, speaking: Browser) -> None:
    amina, _, talk = two(join, speaking)
    page = amina.open(f"/chat/{talk}")
    sent = uploads(page)
    finger = hold(page, 1.5)
    finger.slide(0, -200)
    expect(recording(page)).to_contain_text("Release to cancel")
    finger.up()
    expect(recording(page)).to_have_count(0)
    finger = hold(page, 1.5)
    finger.slide(0, -200)
    finger.slide(0, 190)
    expect(recording(page)).to_contain_text("Release to send")
    finger.slide(0, -200)
    finger.up()
    page.wait_for_timeout(1000)
    assert (sent, log(amina, talk)) == ([], [])
    expect(voices(page)).to_have_count(0)


def test_slid_up_to_the_right_it_goes_on_with_the_hand_off(join: Join, speaking: Browser) -> None:
    amina, _, talk = two(join, speaking)
    page = amina.open(f"/chat/{talk}")
    finger = hold(page, 0.5)
    finger.slide(110, -200)
    expect(recording(page)).to_contain_text("Release to go on hands-free")
    finger.up()
    expect(recording(page)).to_contain_text("Recording hands-free")
    expect(recording(page).get_by_role("timer")).to_have_text(seconds(2))
    recording(page).get_by_role("button", name="Send").tap()
    expect(page.get_by_text("Sent", exact=True)).to_be_visible()
    [message] = log(amina, talk)
    assert message["meta"]["duration_ms"] > 1500


def test_one_writes_where_one_wrote_and_talks_where_one_talked(
    join: Join, speaking: Browser
) -> None:
    amina, _kofi, talk = two(join, speaking)
    page = amina.open(f"/chat/{talk}")
    page.get_by_role("textbox", name="Message").fill("half a sentence")
    mic(page)
    expect(page.get_by_role("textbox", name="Message")).to_have_count(0)
    expect(page.get_by_role("button", name="Send", exact=True)).to_have_count(0)
    page.get_by_role("button", name="Back").tap()
    expect(page).to_have_url(re.compile("/$"))
    row(page, "Kofi Mensah").tap()
    expect(page.get_by_role("button", name="Hold to talk")).to_be_visible()
    page.get_by_role("button", name="Keyboard").tap()
    expect(page.get_by_role("textbox", name="Message")).to_have_value("half a sentence")
    expect(page.get_by_role("textbox", name="Message")).to_be_focused()


def test_less_than_a_second_is_no_message(join: Join, speaking: Browser) -> None:
    amina, _, talk = two(join, speaking)
    amina.context.add_init_script(SLOWLY)
    page = amina.open(f"/chat/{talk}")
    sent = uploads(page)
    finger = Finger(page)
    finger.down(mic(page))
    recording(page).wait_for()
    page.evaluate("passes(400)")
    finger.up()
    expect(page.get_by_text("Too short")).to_be_visible()
    assert (sent, log(amina, talk)) == ([], [])


def test_a_tap_begins_and_another_ends_it(join: Join, speaking: Browser) -> None:
    amina, kofi, talk = two(join, speaking)
    page = amina.open(f"/chat/{talk}")
    mic(page).tap()
    page.wait_for_timeout(1800)
    recording(page).get_by_role("button", name="Cancel").tap()
    expect(recording(page)).to_have_count(0)
    mic(page).tap()
    page.wait_for_timeout(1800)
    recording(page).get_by_role("button", name="Send").tap()
    expect(voices(page)).to_have_count(1)
    expect(voices(kofi.open(f"/chat/{talk}"))).to_have_count(1)


def test_with_keys_alone(join: Join, speaking: Browser) -> None:
    amina, _, talk = two(join, speaking)
    page = amina.open(f"/chat/{talk}")
    for key, count in (("Escape", 0), ("Enter", 1)):
        mic(page).focus()
        page.keyboard.press("Space")
        expect(recording(page).get_by_role("button", name="Send")).to_be_focused()
        page.wait_for_timeout(1500)
        page.keyboard.press(key)
        expect(recording(page)).to_have_count(0)
        expect(voices(page)).to_have_count(count)
        expect(mic(page)).to_be_focused()


def test_after_a_minute_it_is_sent_by_itself(join: Join, speaking: Browser) -> None:
    amina, _, talk = two(join, speaking)
    amina.context.add_init_script(SLOWLY)
    page = amina.open(f"/chat/{talk}")
    hold(page, 1)
    page.evaluate("passes(52_000)")
    expect(recording(page).get_by_role("timer")).to_contain_text("s left")
    page.evaluate("passes(10_000)")
    expect(recording(page)).to_have_count(0)
    expect(voices(page)).to_have_count(1)


def test_who_refuses_the_microphone_is_told_what_to_do(join: Join, speaking: Browser) -> None:
    amina, _, talk = two(join, speaking)
    amina.context.add_init_script(REFUSES)
    page = amina.open(f"/chat/{talk}")
    mic(page).tap()
    expect(page.get_by_text("The microphone is blocked")).to_be_visible()
    expect(recording(page)).to_have_count(0)


def test_what_safari_records_plays_here(join: Join) -> None:
    amina, kofi = join("amina", "Amina Diallo"), join("kofi", "Kofi Mensah")
    amina.connect(kofi)
    talk = amina.talk(kofi)
    page = kofi.open(f"/chat/{talk}")
    voices(page).or_(page.get_by_role("textbox", name="Message")).first.wait_for()
    sends(amina, talk, "voice", m4a(4))
    expect(voices(page).get_by_text("Not heard yet")).to_have_count(1)
    voices(page).get_by_role("button", name="Play").tap()
    plays(page, 0)
    expect(voices(page).get_by_text("Not heard yet")).to_have_count(0)
    expect(voices(page).get_by_role("button", name="Play")).to_be_visible()
    page.reload()
    expect(voices(page)).to_have_count(1)
    page.wait_for_timeout(500)
    expect(voices(page).get_by_text("Not heard yet")).to_have_count(0)


def test_new_ones_play_on_until_another_message(join: Join) -> None:
    amina, kofi = join("amina", "Amina Diallo"), join("kofi", "Kofi Mensah")
    amina.connect(kofi)
    talk = amina.talk(kofi)
    page = kofi.open(f"/chat/{talk}")
    page.get_by_role("textbox", name="Message").wait_for()
    for _ in range(2):
        sends(amina, talk, "voice", webm(4))
    amina.says(talk, "and now something else")
    sends(amina, talk, "voice", webm(4))
    expect(voices(page)).to_have_count(3)
    voices(page).nth(0).get_by_role("button", name="Play").tap()
    plays(page, 0)
    plays(page, 1)
    expect(page.locator(".voice .dot")).to_have_count(1)
    expect(page.get_by_role("button", name="Pause")).to_have_count(0)
    expect(page.locator(".voice .dot")).to_have_count(1)
    voices(page).nth(0).get_by_role("button", name="Play").tap()
    plays(page, 0)
    expect(page.get_by_role("button", name="Pause")).to_have_count(0)


def test_one_hears_faster_and_from_where_one_wants(join: Join) -> None:
    amina, kofi = join("amina", "Amina Diallo"), join("kofi", "Kofi Mensah")
    amina.connect(kofi)
    talk = amina.talk(kofi)
    sends(amina, talk, "voice", webm(60))
    page = kofi.open(f"/chat/{talk}")
    voices(page).get_by_role("button", name="Play").tap()
    plays(page, 0)
    speed = voices(page).get_by_role("button", name="Speed")
    for rate in ("1.5×", "2×", "1×"):
        speed.tap()
        expect(speed).to_have_text(rate)
    slider = voices(page).get_by_role("slider", name="Where it plays")
    slider.fill("0.9")
    page.wait_for_timeout(300)
    assert float(slider.input_value()) >= 0.9
    expect(page.get_by_role("button", name="Pause")).to_have_count(0)

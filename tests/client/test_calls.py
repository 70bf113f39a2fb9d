"""Calls between two browsers that really talk: what one's microphone and camera give arrives at
the other.
"""

import re

import msgspec
import pytest
from playwright.sync_api import expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join, Person
from tests.client.call_steps import (
    SECONDS,
    arriving,
    button,
    dial,
    hears,
    press,
    rings,
    screen,
    sees,
    talks,
    watched,
)
from tests.client.conftest import Devices
from tests.client.eyes import small_targets, until, violations
from tests.client.media_steps import log
from tests.client.screens import said, write

REFUSES = """const devices = navigator.mediaDevices;
const real = devices?.getUserMedia.bind(devices);
window.refuses = true;
if (devices) devices.getUserMedia = (wanted) => window.refuses
    ? Promise.reject(new DOMException("", "NotAllowedError")) : real(wanted);"""
UFRAG = "window.ways.at(-1).localDescription.sdp.match(/ice-ufrag:(.+)/)[1]"
# To whom a call that begins is told a moment too late.
DEAF = """window.WebSocket = class extends WebSocket {
    get onmessage() { return super.onmessage; }
    set onmessage(hear) { super.onmessage = hear && ((event) =>
        window.deaf && event.data.startsWith('{"t":"call"') ? undefined : hear(event)); }
};"""
# What a browser says when the net has gone from under a call.
BREAK = """() => { const way = window.ways.at(-1);
    Object.defineProperty(way, "connectionState", { get: () => "failed", configurable: true });
    way.onconnectionstatechange(); }"""
MEND = """() => { const way = window.ways.at(-1);
    delete way.connectionState; way.onconnectionstatechange(); }"""


class Two:
    """Amina, who calls, and Bo, who has the app open somewhere else."""

    def __init__(self, amina: Person, bo: Person) -> None:
        self.amina, self.bo = amina, bo
        self.talk = amina.talk(bo)
        for one in (amina, bo):
            watched(one.context)
        self.hers, self.his = amina.open(f"/chat/{self.talk}"), bo.open("/contacts")
        expect(self.his.get_by_role("heading", name="Contacts", exact=True)).to_be_visible()

    def outcomes(self) -> list[dict[str, object]]:
        return [one["meta"] for one in log(self.amina, self.talk) if one["kind"] == "call"]


@pytest.fixture
def two(join: Join) -> Two:
    amina, bo = join("amina", "Amina Diallo"), join("bo_chen", "Bo Chen")
    amina.connect(bo)
    return Two(amina, bo)


def test_two_people_talk_and_one_reads_on_meanwhile(two: Two) -> None:
    hers, his = two.hers, two.his
    dial(hers)
    expect(screen(hers)).to_contain_text("Ringing…")
    rings(his, "Amina Diallo")
    assert [*violations(his), *small_targets(his)] == []
    his.keyboard.press("Tab")
    press(his, "Accept")
    for page in (hers, his):
        talks(page)
    for page in (hers, his):
        hears(page)
    assert violations(hers) == []
    press(hers, "Mute")
    expect(screen(his)).to_contain_text("Amina Diallo is muted")
    press(hers, "Muted")
    expect(screen(his)).not_to_contain_text("is muted")
    hers.keyboard.press("Escape")
    bar = hers.get_by_role("complementary", name="Call with Bo Chen")
    expect(bar).to_contain_text(SECONDS)
    write(hers, "I write while we talk")
    expect(said(hers)).to_have_text(["I write while we talk"])
    assert violations(hers) == []
    hears(his)
    bar.get_by_role("button", name="Back to the call with Bo Chen").click()
    press(hers, "Hang up")
    expect(screen(his)).to_contain_text(re.compile(r"Call ended, \d:\d\d"))
    for page in (hers, his):
        expect(screen(page)).to_have_count(0)
    [meta] = two.outcomes()
    assert (meta["media"], meta["outcome"]) == ("voice", "answered")
    assert int(str(meta["duration_s"])) > 0
    his.goto(f"/chat/{two.talk}")
    for page in (hers, his):
        expect(page.locator(".bubble")).to_contain_text([re.compile(r"Call, \d:\d\d")])


def test_two_people_see_each_other_and_the_way_is_found_again(two: Two) -> None:
    hers, his = two.hers, two.his
    dial(hers, "Video call")
    rings(his, "Amina Diallo", "video")
    press(his, "Answer without camera")
    sees(his)
    expect(screen(hers).get_by_role("heading", name="Bo Chen")).to_be_visible()
    # He looks into it later, in the same call.
    press(his, "Camera")
    for page in (hers, his):
        sees(page)
        hears(page)
    press(his, "Camera")
    expect(screen(hers).locator("video.whole")).to_have_count(0)
    ufrag = hers.evaluate(UFRAG)
    hers.evaluate(BREAK)
    expect(screen(hers)).to_contain_text("Reconnecting…")
    until(hers, f"{UFRAG} !== '{ufrag}' && window.ways.at(-1).signalingState === 'stable'")
    hers.evaluate(MEND)
    talks(hers)
    hears(his)
    # A page that is closed hangs up.
    hers.close()
    expect(screen(his)).to_contain_text("Call ended")
    assert [one["outcome"] for one in two.outcomes()] == ["answered"]


def test_what_is_declined_cancelled_or_busy_leaves_its_line(two: Two, join: Join) -> None:
    hers, his = two.hers, two.his
    dial(hers)
    rings(his, "Amina Diallo")
    press(his, "Decline")
    expect(screen(hers)).to_contain_text("Declined")
    expect(screen(hers)).to_have_count(0)
    dial(hers)
    rings(his, "Amina Diallo")
    press(hers, "Hang up")
    expect(screen(his)).to_have_count(0)
    carla = join("carla", "Carla")
    carla.connect(two.bo)
    place = carla.talk(two.bo)
    theirs = watched(carla.context).new_page()
    theirs.goto(f"{carla.origin}/chat/{place}")
    dial(theirs)
    rings(his, "Carla")
    dial(hers)
    expect(screen(hers)).to_contain_text("Bo Chen is in another call")
    expect(screen(hers)).to_have_count(0)
    expect(screen(his)).to_contain_text("Carla")
    press(his, "Decline")
    assert [one["outcome"] for one in two.outcomes()] == ["declined", "cancelled", "busy"]
    # The line calls back.
    his.goto(f"/chat/{two.talk}")
    his.get_by_role("button", name="Missed call. Call back", exact=True).click()
    sheet = his.get_by_role("dialog", name="Call Amina Diallo?")
    sheet.get_by_role("button", name="Cancel").click()
    expect(sheet).to_have_count(0)
    expect(screen(his)).to_have_count(0)
    his.get_by_role("button", name="Missed call. Call back", exact=True).click()
    sheet.get_by_role("button", name="Voice call").click()
    rings(hers, "Bo Chen")
    press(hers, "Decline")
    expect(screen(his)).to_have_count(0)


@pytest.fixture
def settings(settings: Settings, request: pytest.FixtureRequest) -> Settings:
    """A town in which a call does not ring for long, where a test asks for that."""
    seconds = 8 if "impatient" in request.fixturenames else 45
    return msgspec.structs.replace(settings, ring_seconds=seconds)


@pytest.fixture
def impatient() -> None:
    """Calls ring for eight seconds."""


def test_what_nobody_answers_is_missed(impatient: None, two: Two) -> None:
    dial(two.hers)
    rings(two.his, "Amina Diallo")
    expect(screen(two.hers)).to_contain_text("No answer")
    expect(screen(two.his)).to_have_count(0)
    assert two.outcomes() == [{"media": "voice", "outcome": "missed"}]
    two.his.goto("/")
    expect(two.his.locator("[data-list]")).to_contain_text("Amina Diallo")
    expect(two.his).to_have_title("(1) Leapfrog")


def test_one_device_answers_and_the_others_stop_to_ring(two: Two, devices: Devices) -> None:
    tablet = watched(devices.add())
    tablet.add_cookies([two.bo.cookie])
    other = tablet.new_page()
    other.goto("/")
    tab = two.bo.open("/square")
    for page in (other, tab):
        expect(page.get_by_role("heading", level=1).last).to_be_visible()
    dial(two.hers)
    for page in (two.his, other, tab):
        rings(page, "Amina Diallo")
    press(other, "Accept")
    # Which is said for three seconds.
    for page in (two.his, tab):
        expect(page.get_by_text("Answered on another device.")).to_be_visible()
    talks(other)
    for page in (two.his, tab):
        expect(screen(page)).to_have_count(0)
        assert arriving(page, "audio") == {}
    hears(other)
    hears(two.hers)
    press(other, "Hang up")
    expect(screen(two.hers)).to_contain_text("Call ended")


def test_who_comes_while_it_rings_hears_it_and_who_calls_back_at_once_is_heard(two: Two) -> None:
    two.his.close()
    two.bo.context.add_init_script(DEAF)
    dial(two.hers)
    expect(screen(two.hers)).to_contain_text("Ringing…")
    his = two.bo.open(f"/chat/{two.talk}")
    rings(his, "Amina Diallo")
    press(his, "Decline")
    expect(screen(two.hers)).to_have_count(0)
    his.evaluate("window.deaf = true")
    dial(two.hers)
    expect(screen(two.hers)).to_contain_text("Ringing…")
    dial(his)
    for page in (two.hers, his):
        talks(page)
        hears(page)
    press(his, "Hang up")
    expect(screen(two.hers)).to_have_count(0)


def test_who_has_no_microphone_is_told_what_helps_and_nobody_rings(join: Join) -> None:
    amina, bo = join("amina", "Amina Diallo"), join("bo_chen", "Bo Chen")
    amina.connect(bo)
    amina.context.add_init_script(REFUSES)
    two = Two(amina, bo)
    hers = two.hers
    dial(hers)
    expect(screen(hers)).to_contain_text("The microphone is not allowed")
    assert [*violations(hers), *small_targets(hers)] == []
    press(hers, "Close")
    expect(screen(hers)).to_have_count(0)
    assert two.outcomes() == []
    dial(hers)
    expect(screen(hers).get_by_role("alert")).to_be_visible()
    hers.evaluate("window.refuses = false")
    press(hers, "Try again")
    rings(two.his, "Amina Diallo")
    press(hers, "Hang up")
    expect(screen(two.his)).to_have_count(0)


def test_somebody_who_is_blocked_cannot_ring(two: Two) -> None:
    call = button(two.hers)
    expect(call).to_have_count(1)
    two.amina.says(two.talk, "Hello?")
    two.bo.ask("PUT", f"/blocks/{two.amina.me['id']}")
    expect(call).to_have_count(0)
    two.hers.goto(f"/chat/{two.talk}/info")
    expect(two.hers.get_by_role("heading", name="Chat settings")).to_be_visible()
    expect(two.hers.get_by_role("button", name="Voice call", exact=True)).to_have_count(0)
    expect(screen(two.his)).to_have_count(0)

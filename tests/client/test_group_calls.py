"""Calls of groups between three browsers that really talk: what each one's microphone and camera
give arrives at both others.
"""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from leapfrog.kernel.ids import new_id
from tests.client.browser import Join, Person
from tests.client.call_steps import SECONDS
from tests.client.conftest import Devices
from tests.client.eyes import small_targets, until, violations
from tests.client.media_steps import log

# Each way to another device is within reach of the tests.
WAYS = """window.ways = new Set(); window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...given) { super(...given); window.ways.add(this); }
    close() { window.ways.delete(this); super.close(); }
};"""
# What comes in over all ways that are open.
ARRIVING = """async (kind) => {
    const all = await Promise.all([...window.ways].map((way) => way.getStats()));
    return all.flatMap((one) => [...one.values()])
        .filter((one) => one.type === "inbound-rtp" && one.kind === kind);
}"""
LOUD = f"""(n) => ({ARRIVING})("audio").then((all) =>
    all.filter((one) => one.totalAudioEnergy > 0.0001).length === n)"""
SEEN = f"""(n) => ({ARRIVING})("video").then((all) =>
    all.filter((one) => one.framesDecoded > 5).length === n)"""


class Family:
    """Amina, Bo and Carla, who are in one group."""

    def __init__(self, join: Join) -> None:
        names = {"amina": "Amina Diallo", "bo_chen": "Bo Chen", "carla": "Carla Rossi"}
        self.amina, self.bo, self.carla = (join(*each) for each in names.items())
        for one, other in (
            (self.amina, self.bo),
            (self.amina, self.carla),
            (self.bo, self.carla),
        ):
            one.connect(other)
        self.group = str(new_id())
        body = {"name": "Family", "person_ids": [self.bo.me["id"], self.carla.me["id"]]}
        self.amina.ask("PUT", f"/groups/{self.group}", body)
        for one in (self.amina, self.bo, self.carla):
            one.context.add_init_script(WAYS)

    def lines(self) -> list[Any]:
        """What the conversation says of its calls."""
        return [one["meta"] for one in log(self.amina, self.group) if one["kind"] == "call"]


@pytest.fixture
def family(join: Join) -> Family:
    return Family(join)


def screen(page: Page) -> Locator:
    return page.locator("dialog[open]").filter(has=page.locator(".call"))


def press(page: Page, name: str) -> None:
    screen(page).get_by_role("button", name=name, exact=True).click()


def call(page: Page, media: str = "Voice call") -> None:
    """From the top of the open group."""
    page.get_by_role("button", name="Call the group", exact=True).click()
    sheet = page.get_by_role("dialog", name="Call Family?")
    sheet.get_by_role("button", name=media, exact=True).click()


def rings(page: Page, who: str = "Amina Diallo", media: str = "voice") -> None:
    expect(screen(page)).to_contain_text(f"Incoming {media} call")
    expect(screen(page)).to_contain_text("Family")
    expect(screen(page)).to_contain_text(who)


def together(page: Page, n: int) -> None:
    """So many are on the screen, and each of the others is heard."""
    expect(screen(page).get_by_role("status")).to_contain_text(f"{n} people")
    expect(screen(page).get_by_role("listitem")).to_have_count(n)
    until(page, f"({LOUD})({n - 1})")


def bar(page: Page) -> Locator:
    """In the chat, that a call goes on there."""
    return page.get_by_role("complementary", name=re.compile("in a call$"))


def test_three_see_and_hear_each_other_and_one_comes_late(family: Family) -> None:
    hers, his = family.amina.open(f"/chat/{family.group}"), family.bo.open("/contacts")
    theirs = family.carla.open("/square")
    for page in (his, theirs):
        expect(page.get_by_role("heading", level=1).last).to_be_visible()
    call(hers, "Video call")
    for page in (his, theirs):
        rings(page, media="video")
    assert [*violations(his), *small_targets(his)] == []
    press(his, "Accept")
    for page in (hers, his):
        together(page, 2)
        until(page, f"({SEEN})(1)")
    # She does not want to now, and comes later by the bar in the chat, without a camera.
    press(theirs, "Decline")
    expect(screen(theirs)).to_have_count(0)
    theirs.goto(f"/chat/{family.group}")
    expect(bar(theirs)).to_contain_text("2 people are in a call")
    assert violations(theirs) == []
    bar(theirs).get_by_role("button", name="Join").click()
    for page in (hers, his, theirs):
        together(page, 3)
    until(theirs, f"({SEEN})(2)")
    assert [*violations(theirs), *small_targets(theirs)] == []
    press(theirs, "Camera")
    for page in (hers, his, theirs):
        until(page, f"({SEEN})(2)")
    expect(screen(hers).locator("video")).to_have_count(3)
    press(his, "Mute")
    expect(screen(hers).get_by_title("Muted")).to_have_count(1)
    # Amina leaves, and reads what the two who are left leave behind.
    press(hers, "Hang up")
    expect(screen(hers)).to_have_count(0)
    for page in (his, theirs):
        together_after_one_left(page)
    expect(bar(hers)).to_contain_text("2 people are in a call")
    his.close()
    expect(screen(theirs)).to_contain_text("Nobody else is here yet")
    press(theirs, "Hang up")
    expect(bar(hers)).to_have_count(0)
    expect(hers.locator(".bubble")).to_contain_text(["Group call, 0:"])
    [meta] = family.lines()
    assert (meta["outcome"], meta["people"], meta["media"]) == ("answered", 3, "video")


def together_after_one_left(page: Page) -> None:
    expect(screen(page).get_by_role("listitem")).to_have_count(2)
    expect(screen(page).get_by_role("status")).to_contain_text("2 people")


def test_one_person_is_in_it_once_whatever_device_they_take(
    family: Family, devices: Devices
) -> None:
    hers, his = family.amina.open(f"/chat/{family.group}"), family.bo.open("/contacts")
    expect(his.get_by_role("heading", name="Contacts", exact=True)).to_be_visible()
    tablet = devices.add()
    tablet.add_init_script(WAYS)
    tablet.add_cookies([family.bo.cookie])
    call(hers)
    rings(his)
    press(his, "Accept")
    together(hers, 2)
    other = tablet.new_page()
    other.goto(f"/chat/{family.group}")
    bar(other).get_by_role("button", name="Open").click()
    expect(his.get_by_text("Answered on another device.")).to_be_visible()
    expect(screen(his)).to_have_count(0)
    for page in (hers, other):
        together(page, 2)
    # A call meanwhile is read beside, as a bar above.
    other.keyboard.press("Escape")
    small = other.get_by_role("complementary", name="Call with Family")
    expect(small).to_contain_text(SECONDS)
    assert violations(other) == []
    small.get_by_role("button", name="Hang up").click()
    expect(screen(hers).get_by_role("status")).to_contain_text("1 person")


def test_a_call_to_which_nobody_comes_is_missed(family: Family) -> None:
    hers, his = family.amina.open(f"/chat/{family.group}"), family.bo.open("/")
    expect(his.locator("[data-list]")).to_contain_text("Family")
    call(hers)
    rings(his)
    press(hers, "Hang up")
    expect(screen(his)).to_have_count(0)
    assert [one["outcome"] for one in family.lines()] == ["missed"]
    his.goto(f"/chat/{family.group}")
    expect(his.locator(".bubble")).to_contain_text(["Missed group call"])


@pytest.fixture
def many(join: Join) -> tuple[Person, list[Person], str]:
    """Amina, eight others as programs, and their group."""
    amina = join("amina", "Amina Diallo")
    others = [join(f"friend{n}", f"Friend {n}") for n in range(8)]
    for one in others:
        amina.connect(one)
    group = str(new_id())
    body = {"name": "Family", "person_ids": [one.me["id"] for one in others]}
    amina.ask("PUT", f"/groups/{group}", body)
    return amina, others, group


@pytest.mark.parametrize("size", [{"width": 390, "height": 844}, {"width": 360, "height": 640}])
def test_eight_fit_on_a_phone_and_the_ninth_is_told(
    many: tuple[Person, list[Person], str], size: Any
) -> None:
    amina, others, group = many
    page = amina.context.new_page()
    page.set_viewport_size(size)
    page.goto(f"{amina.origin}/chat/{group}")
    place = str(new_id())
    others[0].ask("PUT", f"/group-calls/{place}", {"conversation_id": group, "media": "voice"})
    for one in others[1:7]:
        one.ask("PUT", f"/group-calls/{place}/seat", {})
    press(page, "Accept")
    expect(screen(page).get_by_role("listitem")).to_have_count(8)
    inside = "(() => [...document.querySelectorAll('.tiles li')].every((one) => {"
    inside += "const { top, bottom, left, right } = one.getBoundingClientRect();"
    inside += "return bottom - top > 70 && top >= 0 && bottom <= innerHeight && left >= 0"
    inside += " && right <= innerWidth; }))()"
    assert page.evaluate(inside)
    assert [*violations(page), *small_targets(page)] == []
    ninth = others[7].context.new_page()
    ninth.goto(f"{amina.origin}/chat/{group}")
    if screen(ninth).count():
        press(ninth, "Decline")
    expect(bar(ninth)).to_contain_text("8 people are in a call")
    expect(bar(ninth)).to_contain_text("8 people at most")
    expect(bar(ninth).get_by_role("button")).to_have_count(0)

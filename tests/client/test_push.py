"""Notifications on a phone: turned on by a tap, shown by the service worker, one tap from the chat.

No browser maker's push service is asked: the page subscribes to one of ours by keys that the test
owns, and what arrives there is handed to the browser as its own service would.
"""

import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from leapfrog.kernel.settings import Settings
from tests.callers import caller
from tests.client.browser import PATIENCE, Join, Person, launch
from tests.client.call_steps import dial, hears, screen, talks, watched
from tests.client.eyes import small_targets, until, violations
from tests.client.member import Json
from tests.client.screens import inside, row, said, sign_out
from tests.http import PASSWORD
from tests.pushing import PushService, push_service

pytestmark = pytest.mark.service_worker

SUBSCRIBES = """
(given) => {
    const kept = "test.subscription";
    const made = () => {
        const key = localStorage.getItem(kept);
        return key && {
            endpoint: given.endpoint,
            options: { applicationServerKey: Uint8Array.from(JSON.parse(key)).buffer },
            toJSON: () => ({ endpoint: given.endpoint, keys: given }),
            unsubscribe: async () => localStorage.removeItem(kept) ?? true,
        };
    };
    PushManager.prototype.getSubscription = async () => made();
    PushManager.prototype.subscribe = async (options) => {
        if (!options.userVisibleOnly) throw new Error("NotAllowedError");
        localStorage.setItem(kept, JSON.stringify([...options.applicationServerKey]));
        return made();
    };
}
"""
SHOWN = """registration.getNotifications().then((all) =>
    all.map(({ title, body, tag, data }) => ({ title, body, tag, data: data.path })))"""
COUNTS = """
globalThis.asked = 0;
const ask = Notification.requestPermission.bind(Notification);
Notification.requestPermission = () => (asked++, ask());
"""
NOTES = """
globalThis.notes = 0;
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) { notes++; return start.apply(this, when); };
"""
# Two messages within it are heard as one (milliseconds).
ONE_SOUND = 1000
RINGS = """registration.getNotifications().then((all) => all.map((one) => ({
    title: one.title, body: one.body, requireInteraction: one.requireInteraction,
    actions: one.actions.map(({ action, title }) => [action, title]) })))"""
TAP = """async (action = "") => {
    const [notification] = await registration.getNotifications();
    dispatchEvent(new NotificationEvent("notificationclick", { notification, action }));
}"""
OPENED = "Clients.prototype.openWindow = async (path) => void (self.opened = path)"


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """One that shows notifications."""
    browser = launch(playwright, whole=True)
    yield browser
    browser.close()


@pytest.fixture
def service() -> Iterator[PushService]:
    with push_service() as running:
        yield running


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """A town that may call this machine, where the push service is."""
    home = tmp_path / "home"
    return Settings(home=home, database_url=database_url, demo=False, private_calls=True)


class Phone:
    """Somebody's phone, at whose other end a push service of ours is."""

    def __init__(self, person: Person, service: PushService) -> None:
        self.person, self.service, self.handset = person, service, service.handset()
        self.context: BrowserContext = person.context
        self.context.grant_permissions(["notifications"], origin=person.origin)
        given = json.dumps(self.handset.subscription)
        self.context.add_init_script(f"({SUBSCRIBES})({given})")
        self.registrations: list[str] = []
        # Listens from before the worker is registered: it tells its number only then.
        self.system = self.context.new_page()
        self.cdp = self.context.new_cdp_session(self.system)
        self.cdp.on("ServiceWorker.workerRegistrationUpdated", self._registered)
        self.cdp.send("ServiceWorker.enable")

    def _registered(self, event: Json) -> None:
        self.registrations += [one["registrationId"] for one in event["registrations"]]

    def turn_on(self) -> Page:
        """Turns notifications on; answers the page on which that was done."""
        page = self.person.open("/me/notifications")
        page.get_by_role("button", name="Turn on notifications").tap()
        expect(page.get_by_role("heading", name="You hear of new messages here")).to_be_visible()
        return page

    def look_away(self, page: Page) -> None:
        """Another app is in front; Playwright lets every page believe that it is."""
        own = self.context.new_cdp_session(page)
        own.send("Emulation.setFocusEmulationEnabled", {"enabled": False})
        self.system.bring_to_front()

    def receive(self, count: int, holding: str = "") -> Json:
        """Waits for the so-manieth push, or a later one that holds this member, and hands it to
        the browser; answers it.
        """
        end = time.monotonic() + PATIENCE
        while len(self.handset.pushed) < count or not self._newest_holds(holding):
            assert time.monotonic() < end, f"no push {count}"
            self.system.wait_for_timeout(50)
        message = self.handset.pushed[-1].message
        data = {"origin": self.person.origin, "registrationId": self.registrations[-1]}
        self.cdp.send("ServiceWorker.deliverPushMessage", {**data, "data": json.dumps(message)})
        return message

    def worker(self, script: str, argument: Any = None) -> Any:
        """What a script gives in the service worker."""
        return self.context.service_workers[0].evaluate(script, argument)

    def shows(self, *expected: Json) -> None:
        """Waits until exactly these notifications are on the screen."""
        self._sees(SHOWN, lambda found: found == list(expected))

    def _newest_holds(self, member: str) -> bool:
        return not member or member in self.handset.pushed[-1].message["notification"]

    def rings(self, count: int) -> Any:
        """Waits for the so-manieth push, or a later one, to be a call; what is shown of it."""
        self.receive(count, "actions")
        [ring] = self._sees(RINGS, lambda found: len(found) == 1 and found[0]["actions"])
        return ring

    def _sees(self, script: str, enough: Callable[[Any], Any]) -> Any:
        end = time.monotonic() + PATIENCE
        while not enough(found := self.worker(script)):
            assert time.monotonic() < end, found
            self.system.wait_for_timeout(50)
        return found


@pytest.fixture
def talk(join: Join, service: PushService) -> tuple[Person, Phone, str]:
    """Amina, the phone of Kofi, who is her contact, and their chat."""
    amina, kofi = join("amina", "Amina Diallo"), join("kofi", "Kofi Mensah")
    amina.connect(kofi)
    return amina, Phone(kofi, service), amina.talk(kofi)


Talk = tuple[Person, Phone, str]


def shown(talk_id: str, body: str, title: str = "Amina Diallo") -> Json:
    return {"title": title, "body": body, "tag": f"chat:{talk_id}", "data": f"/chat/{talk_id}"}


def test_a_message_is_on_a_closed_phone_and_one_tap_from_its_chat(talk: Talk) -> None:
    amina, phone, talk_id = talk
    phone.turn_on().close()
    amina.says(talk_id, "Bread at ten?")
    phone.receive(1)
    phone.shows(shown(talk_id, "Bread at ten?"))
    amina.says(talk_id, "Or at eleven?")
    phone.receive(2)
    phone.shows(shown(talk_id, "Or at eleven?", "Amina Diallo (2)"))
    phone.worker(OPENED)
    phone.worker(TAP)
    assert phone.worker("opened") == f"/chat/{talk_id}"
    phone.shows()


def test_a_closed_phone_rings_and_is_answered_or_not_from_the_notification(talk: Talk) -> None:
    amina, phone, talk_id = talk
    phone.turn_on().close()
    phone.worker(OPENED)
    for one in (amina, phone.person):
        watched(one.context)
    hers = amina.open(f"/chat/{talk_id}")
    dial(hers)
    ring = phone.rings(1)
    assert (ring["title"], ring["body"]) == ("Amina Diallo", "Voice call")
    assert ring["requireInteraction"]
    assert ring["actions"] == [["decline", "Decline"], ["answer", "Answer"]]
    phone.worker(TAP, "decline")
    expect(screen(hers)).to_have_count(0)
    expect(hers.locator(".bubble").last).to_contain_text("Declined")
    assert phone.worker("self.opened ?? null") is None
    dial(hers)
    phone.rings(2)
    phone.worker(TAP, "answer")
    his = phone.person.open(phone.worker("opened"))
    for page in (hers, his):
        talks(page)
        hears(page)
    expect(his).to_have_url(f"/chat/{talk_id}")


def test_a_tap_brings_an_open_app_to_the_chat(talk: Talk) -> None:
    amina, phone, talk_id = talk
    page = phone.turn_on()
    phone.look_away(page)
    amina.says(talk_id, "Bread at ten?")
    phone.receive(1)
    phone.shows(shown(talk_id, "Bread at ten?"))
    phone.worker(TAP)
    expect(said(page)).to_have_text(["Bread at ten?"])
    expect(page).to_have_url(f"/chat/{talk_id}")


def test_whoever_looks_at_the_app_needs_no_notification(talk: Talk) -> None:
    amina, phone, talk_id = talk
    page = phone.turn_on()
    page.bring_to_front()
    amina.says(talk_id, "Bread at ten?")
    phone.receive(1)
    page.wait_for_timeout(300)
    phone.shows()
    page.goto("/")
    expect(row(page, "Amina Diallo")).to_contain_text("Bread at ten?")


def test_a_chat_that_is_read_takes_its_notification_away(talk: Talk) -> None:
    amina, phone, talk_id = talk
    phone.turn_on().close()
    amina.says(talk_id, "Bread at ten?")
    phone.receive(1)
    phone.shows(shown(talk_id, "Bread at ten?"))
    page = phone.person.open("/")
    inside(page)
    phone.shows(shown(talk_id, "Bread at ten?"))
    row(page, "Amina Diallo").tap()
    phone.shows()


def test_permission_is_asked_for_by_a_tap_and_never_before(talk: Talk) -> None:
    _, phone, _ = talk
    phone.context.add_init_script(COUNTS)
    page = phone.person.open("/")
    inside(page)
    page.goto("/me/notifications")
    expect(page.get_by_role("button", name="Turn on notifications")).to_be_enabled()
    assert page.evaluate("asked") == 0
    page.get_by_role("button", name="Turn on notifications").tap()
    expect(page.get_by_role("button", name="Turn off on this device")).to_be_visible()
    assert page.evaluate("asked") == 1


def test_a_device_that_is_turned_off_or_signed_out_is_told_nothing(talk: Talk) -> None:
    _, phone, _ = talk
    page = phone.turn_on()
    assert len(phone.person.ask("GET", "/push")["subscriptions"]) == 1
    page.get_by_role("button", name="Turn off on this device").tap()
    expect(page.get_by_role("button", name="Turn on notifications")).to_be_visible()
    assert phone.person.ask("GET", "/push")["subscriptions"] == []
    assert page.evaluate("localStorage.getItem('test.subscription')") is None
    page.get_by_role("button", name="Turn on notifications").tap()
    expect(page.get_by_role("button", name="Turn off on this device")).to_be_visible()
    page.goto("/")
    inside(page)
    sign_out(page)
    until(page, "localStorage.getItem('test.subscription') === null")


def test_an_address_that_the_browser_changed_is_told_to_the_town(talk: Talk) -> None:
    amina, phone, talk_id = talk
    phone.turn_on().close()
    before, phone.handset = phone.handset, phone.service.handset()
    phone.context.add_init_script(f"({SUBSCRIBES})({json.dumps(phone.handset.subscription)})")
    page = phone.person.open("/")
    inside(page)
    until(page, f"localStorage.getItem('leapfrog.push').includes('{phone.handset.path}')")
    page.close()
    amina.says(talk_id, "Found you")
    phone.receive(1)
    assert before.pushed == []


NO_PUSH = "delete globalThis.PushManager;"
DENIED = "Object.defineProperty(Notification, 'permission', { get: () => 'denied' })"
STANDINGS = {
    "Notifications are blocked": DENIED,
    "This browser can't notify you": NO_PUSH,
    "First put Leapfrog on your home screen": f"{NO_PUSH} navigator.standalone = false",
}


@pytest.mark.parametrize("heading", STANDINGS)
def test_where_it_is_not_to_be_had_the_screen_says_so(join: Join, heading: str) -> None:
    amina = join("amina", reduced_motion="reduce")
    amina.context.add_init_script(STANDINGS[heading])
    page = amina.open("/me/notifications")
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    expect(page.get_by_role("switch", name="Show who writes and what")).to_be_visible()
    expect(page.get_by_role("button", name="Turn on notifications")).to_have_count(0)
    assert [*violations(page), *small_targets(page)] == []


def test_a_push_service_that_does_not_answer_is_told(join: Join) -> None:
    amina = join("amina")
    amina.context.grant_permissions(["notifications"], origin=amina.origin)
    amina.context.add_init_script(
        "PushManager.prototype.subscribe = async () => { throw new DOMException('', 'AbortError') }"
    )
    page = amina.open("/me/notifications")
    page.get_by_role("button", name="Turn on notifications").tap()
    expect(page.get_by_text("This device's notification service didn't answer.")).to_be_visible()
    expect(page.get_by_role("button", name="Turn on notifications")).to_be_enabled()


def test_texts_are_hidden_everywhere_and_another_device_is_told_no_more(
    talk: Talk, service: PushService
) -> None:
    amina, phone, talk_id = talk
    laptop = caller(f"{amina.origin}/api/v1", headers={"X-Leapfrog": "1"})
    laptop.headers["User-Agent"] = "Firefox Linux"
    assert laptop.post("/sessions", json={"handle": "kofi", "password": PASSWORD}).is_success
    other = service.handset()
    assert laptop.put("/push/subscription", json=other.subscription).is_success
    page = phone.turn_on()
    page.get_by_role("switch", name="Show who writes and what").tap()
    page.get_by_role("button", name="Stop telling Firefox, Linux").tap()
    expect(page.get_by_text("Your other devices")).to_have_count(0)
    page.close()
    amina.says(talk_id, "secret")
    message = phone.receive(1)
    assert message["notification"]["title"] == "Lake Town"
    assert message["notification"]["body"] == "New message"
    assert other.pushed == []


def test_a_message_is_heard_while_the_app_is_open_but_not_in_its_chat(talk: Talk) -> None:
    amina, phone, talk_id = talk
    phone.context.add_init_script(NOTES)
    page = phone.person.open("/me/notifications")
    sound = page.get_by_role("switch", name="Sound while Leapfrog is open")
    sound.tap()
    sound.tap()
    until(page, "notes === 2")
    page.wait_for_timeout(ONE_SOUND)
    amina.says(talk_id, "Knock knock")
    until(page, "notes === 4")
    page.wait_for_timeout(ONE_SOUND)
    page.get_by_role("button", name="Back").last.tap()
    page.get_by_role("link", name=re.compile("^Chats")).tap()
    row(page, "Amina Diallo").tap()
    expect(said(page)).to_have_count(1)
    amina.says(talk_id, "Seen as it comes")
    expect(said(page)).to_have_count(2)
    page.wait_for_timeout(300)
    assert page.evaluate("notes") == 4
    page.goto("/me/notifications")
    sound.tap()
    amina.says(talk_id, "Silence")
    page.get_by_role("button", name="Back").last.tap()
    expect(page.get_by_role("link", name=re.compile("^Chats"))).to_contain_text("1")
    assert page.evaluate("notes") == 0

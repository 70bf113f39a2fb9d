"""A call whose devices cannot reach each other: all of it goes through the town's TURN relay."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser, Playwright

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join, launch
from tests.client.call_steps import dial, hears, press, rings, talks
from tests.client.eyes import until
from tests.turn import Relay, relay

# No way but through a relay counts.
RELAYED = """window.ways = []; window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(given) {
        super({ ...given, iceTransportPolicy: "relay" });
        window.ways.push(this);
    }
};"""
WAY = """window.ways.at(-1).getStats().then((found) => {
    const all = [...found.values()];
    const pair = all.find((one) => one.type === "candidate-pair" && one.nominated);
    return [pair?.localCandidateId, pair?.remoteCandidateId].every(
        (id) => all.find((one) => one.id === id)?.candidateType === "relay");
})"""


@pytest.fixture(scope="module")
def turn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Relay]:
    with relay(tmp_path_factory.mktemp("turn")) as running:
        yield running


@pytest.fixture(scope="module")
def here(playwright: Playwright) -> Iterator[Browser]:
    """A Chromium that looks for relays on its own machine, too."""
    browser = launch(playwright, "--allow-loopback-in-peer-connection")
    yield browser
    browser.close()


@pytest.fixture
def settings(tmp_path: Path, database_url: str, turn: Relay) -> Settings:
    plain = Settings(home=tmp_path / "home", database_url=database_url, demo=False)
    return msgspec.structs.replace(plain, turn_url=(turn.url,), turn_secret=turn.secret)


def test_two_people_hear_each_other_through_the_relay(
    join: Join, here: Browser, turn: Relay
) -> None:
    amina = join("amina", "Amina Diallo", browser=here)
    bo = join("bo_chen", "Bo Chen", browser=here)
    amina.connect(bo)
    for one in (amina, bo):
        one.context.add_init_script(RELAYED)
    hers, his = amina.open(f"/chat/{amina.talk(bo)}"), bo.open("/contacts")
    dial(hers)
    rings(his, "Amina Diallo")
    press(his, "Accept")
    for page in (hers, his):
        talks(page)
        hears(page)
        until(page, WAY)
    log = turn.log.read_text()
    for one in (amina, bo):
        assert f":{one.me['id']}>" in log

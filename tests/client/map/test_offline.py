"""The town's middle opens without a line, also on a small phone whose owner never saw the map."""

import httpx
import pytest
from playwright.sync_api import expect

from tests.client.conftest import Devices
from tests.client.eyes import SMALL_PHONE, unfit, until
from tests.client.map.conftest import Dweller
from tests.client.map.steps import ground, paints
from tests.client.test_offline import installed

pytestmark = pytest.mark.service_worker

HOME_SET = 30 * 1024
OK = 200
KEPT = "caches.open('leapfrog-map').then((kept) => kept.keys())"
PATHS = f"{KEPT}.then((all) => all.map((one) => new URL(one.url).pathname))"


def test_the_middle_of_the_town_opens_offline(dweller: Dweller, devices: Devices) -> None:
    mei = dweller("mei", locale="zh-CN", **SMALL_PHONE)
    page = mei.open()
    installed(page)
    until(page, f"{KEPT}.then((all) => all.length >= 3)")
    page.close()
    # Tiles that nobody kept: the service worker asks for them in vain.
    devices.forgive(r"ERR_FAILED .*/map/")
    mei.context.set_offline(True)
    page = mei.open("/town/map")
    ground(page)
    tiles = page.locator(".plane canvas:not(.words)")
    paints(tiles.first)
    expect(page.get_by_text("离线时地图不完整")).to_be_visible()
    assert unfit(page) == []


def test_what_is_kept_for_that_is_small(dweller: Dweller) -> None:
    mei = dweller("mei")
    page = mei.open()
    installed(page)
    until(page, f"{KEPT}.then((all) => all.length >= 3)")
    with httpx.Client(base_url=mei.origin, headers={"Accept-Encoding": "br"}) as town:
        answers = [town.get(path) for path in page.evaluate(PATHS)]
    assert sum(one.num_bytes_downloaded for one in answers) <= HOME_SET
    assert sum(one.status_code == OK for one in answers) >= 3

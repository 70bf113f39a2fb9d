"""A process that ends while others stand in for it."""

from types import SimpleNamespace
from typing import cast

import pytest

from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.stream import SERVICE_RESTART, Hub, StreamDevice, Wire
from leapfrog.web import draining
from leapfrog.web.draining import Drain
from tests.http import Enter
from tests.kernel.test_stream import FakeWire


class ShortWire(FakeWire):
    """One whose device is gone with it."""

    def __init__(self, hub: Hub) -> None:
        super().__init__()
        self._hub, self._device = hub, StreamDevice(new_id(), new_id(), cast(Wire, self))
        hub.join(self._device)

    def hang_up(self, code: int) -> None:
        super().hang_up(code)
        self._hub.leave(self._device)


async def test_the_proxy_is_told_first_and_streams_end_in_portions(
    client: Enter, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor, hub = client(), town.hub
    clock = SimpleNamespace(now=1000.0)
    monkeypatch.setattr(draining, "time", SimpleNamespace(monotonic=lambda: clock.now))
    assert [(await visitor.page(path)).text for path in ("/livez", "/readyz")] == ["ok", "ok"]
    wires = [ShortWire(hub) for _ in range(20)]
    drain, left = Drain(town, 10), []
    for clock.now in (1000.0, 1004.9, 1006.0, 1007.5, 1009.0, 1009.9):
        assert not drain.turn()
        left.append(len(hub))
        answer = await visitor.page("/readyz")
        assert (answer.status_code, answer.text) == (503, "draining")
    assert left == [20, 20, 16, 10, 4, 0]
    assert (await visitor.page("/livez")).text == "ok"
    assert (await visitor.page("/healthz")).status_code == 200
    assert {wire.closed for wire in wires} == {SERVICE_RESTART}
    clock.now = 1010.0
    assert drain.turn()


async def test_many_streams_do_not_all_come_back_at_once(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SimpleNamespace(now=1000.0)
    monkeypatch.setattr(draining, "time", SimpleNamespace(monotonic=lambda: clock.now))
    for _ in range(2000):
        ShortWire(town.hub)
    drain, left = Drain(town, 10), []
    for clock.now in (1005.0, 1006.0, 1007.0, 1015.0, 1020.0):
        assert not drain.turn()
        left.append(len(town.hub))
    assert left == [2000, 1900, 1800, 1000, 500]
    clock.now = 1025.0
    assert drain.turn()

"""What people were told of lately, for devices that were not there."""

from uuid import UUID

import pytest

from leapfrog.kernel import hints
from leapfrog.kernel.hints import LATE, REMEMBERED, Hints
from leapfrog.kernel.ids import new_id

AMINA, BO = new_id(), new_id()
WALLET, ORDERS = b'{"t":"changed","what":"wallet"}', b'{"t":"changed","what":"orders"}'
POST = b'{"t":"post","post_id":"x"}'
BEGAN = 1_000.0


class Past:
    """Hints at a time that is set by hand."""

    def __init__(self) -> None:
        self.now = BEGAN
        self.hints = Hints(lambda: self.now)

    def told(self, *payloads: bytes, to: UUID = AMINA) -> None:
        for one in payloads:
            self.hints.keep([to], one)

    def missed(self, seconds: float, who: UUID = AMINA) -> set[bytes] | None:
        found = self.hints.of(who, seconds)
        assert found is None or len(found) == len(set(found))
        return None if found is None else set(found)


@pytest.fixture
def past() -> Past:
    made = Past()
    made.now += 2 * REMEMBERED
    return made


def test_who_was_away_has_what_was_told_meanwhile_once(past: Past) -> None:
    past.told(ORDERS)
    past.now += 20
    past.told(WALLET, WALLET, POST)
    past.told(ORDERS, to=BO)
    past.now += 5
    assert past.missed(6) == {WALLET, POST}
    assert past.missed(25) == {WALLET, POST, ORDERS}
    assert past.missed(6, BO) == {ORDERS}
    assert past.missed(0) == set()
    past.told(ORDERS)
    assert past.missed(0) == {ORDERS}
    assert past.missed(9, new_id()) == set()


def test_what_a_sync_tells_of_is_no_hint(past: Past) -> None:
    past.told(b'{"t":"message","message":{}}', b'{"t":"read","seq":1}', b'{"t":"gap"}')
    assert past.missed(9) == set()


def test_it_is_known_for_a_minute_and_after_that_anything_may_be(past: Past) -> None:
    past.told(WALLET)
    past.now += REMEMBERED
    assert past.missed(REMEMBERED) == {WALLET}
    past.now += LATE + 1
    past.told(ORDERS)
    assert past.missed(REMEMBERED) == {ORDERS}
    assert past.missed(REMEMBERED + 1) is None


def test_a_process_knows_nothing_of_before_it_began_or_did_not_hear() -> None:
    past = Past()
    past.now += 3
    assert past.missed(2) == set()
    assert past.missed(4) is None
    past.hints.forget()
    past.told(WALLET)
    past.now += 1
    assert past.missed(1) == {WALLET}
    assert past.missed(2) is None


def test_of_very_many_the_oldest_are_not_known_any_more(
    past: Past, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hints, "MOST", 2)
    for payload in (WALLET, ORDERS, POST):
        past.now += 1
        past.told(payload)
    assert past.missed(1) == {ORDERS, POST}
    assert past.missed(2) == {ORDERS, POST}
    assert past.missed(2.5) is None

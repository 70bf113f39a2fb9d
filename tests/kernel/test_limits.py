"""GCRA: bursts up to the count, then one act each `seconds / count`."""

import pytest

from leapfrog.kernel import limits
from leapfrog.kernel.errors import RateLimited
from leapfrog.kernel.limits import Limit, Limiter, network

TEN = Limit("ten", 10, 60)


class Watch:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def limiter(watch: Watch) -> Limiter:
    return Limiter(watch)


def allowed(limiter: Limiter, key: str = "amina", limit: Limit = TEN, tries: int = 50) -> int:
    """How many of many acts at one moment go through."""
    done = 0
    for _ in range(tries):
        try:
            limiter.take(limit, key)
        except RateLimited:
            continue
        done += 1
    return done


# (seconds since the burst, acts that are allowed then)
PAUSES = [(0, 0), (5.9, 0), (6, 1), (11.9, 1), (12.1, 2), (30.1, 5), (60.1, 10), (3600, 10)]


@pytest.mark.parametrize(("pause", "expected"), PAUSES)
def test_after_a_burst_the_acts_come_back_one_by_one(
    limiter: Limiter, watch: Watch, pause: float, expected: int
) -> None:
    assert allowed(limiter) == 10
    watch.now += pause
    assert allowed(limiter) == expected


def test_over_a_long_time_no_more_than_the_rate_goes_through(
    limiter: Limiter, watch: Watch
) -> None:
    done = 0
    for _ in range(3600):
        done += allowed(limiter, tries=2)
        watch.now += 1
    assert done == pytest.approx(600, abs=11)


def test_a_refusal_says_how_long_to_wait(limiter: Limiter, watch: Watch) -> None:
    allowed(limiter)
    with pytest.raises(RateLimited) as refused:
        limiter.take(TEN, "amina")
    assert refused.value.headers == {"Retry-After": "6"}
    watch.now += 6
    limiter.take(TEN, "amina")


def test_a_refused_act_is_not_counted(limiter: Limiter, watch: Watch) -> None:
    allowed(limiter, tries=10_000)
    watch.now += 6.1
    assert allowed(limiter) == 1


def test_each_key_and_each_limit_counts_for_itself(limiter: Limiter) -> None:
    assert allowed(limiter, "amina") == 10
    assert allowed(limiter, "bo") == 10
    assert allowed(limiter, "amina", Limit("two", 2, 60)) == 2


@pytest.mark.parametrize(("count", "most"), [(10, 10), (20, 20), (300, 319), (6000, 6375)])
def test_processes_that_tell_each_other_let_through_little_more_than_one(
    watch: Watch, count: int, most: int
) -> None:
    limit = Limit("many", count, 3600)
    three = [Limiter(watch) for _ in range(3)]
    words = 0
    for one in three:

        def tell(name: str, key: str, seconds: float, me: Limiter = one) -> None:
            nonlocal words
            words += 1
            for other in three:
                if other is not me:
                    other.count_told(name, key, seconds)

        one.tell = tell
    done = sum(allowed(three[n % 3], "amina", limit, tries=1) for n in range(3 * count))
    assert count <= done <= most
    assert words <= limits.PORTIONS + 3 or words == count
    assert [allowed(one, "bo", limit, tries=1) for one in three] == [1, 1, 1]
    watch.now += 3600
    assert [allowed(one, "amina", limit, tries=1) for one in three] == [1, 1, 1]


def test_a_flood_of_keys_keeps_memory_bounded_and_the_busiest_counted(
    limiter: Limiter, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "KEPT", 1000)
    limiter.tell = lambda *_: None
    allowed(limiter, "guesser")
    for n in range(20_000):
        limiter.count(TEN, str(n))
        assert len(limiter._due) <= 1000
        assert len(limiter._untold) <= 1000
    assert allowed(limiter, "guesser") == 0


NETWORKS = [
    ("192.0.2.7", "192.0.2.7"),
    ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ("2001:db8:1:2::", "2001:db8:1:2::/64"),
    ("::ffff:192.0.2.7", "192.0.2.7"),
    ("unix:", "unix:"),
]


@pytest.mark.parametrize(("address", "expected"), NETWORKS)
def test_who_has_a_network_is_one(address: str, expected: str) -> None:
    assert network(address) == expected

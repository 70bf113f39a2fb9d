"""When a town takes another one to be gone, and itself to have been away."""

from datetime import UTC, datetime, timedelta

from leapfrog.town_groups.silence import OTHERS_AFTER, OWNER_AFTER, needed, seen
from leapfrog.towns import TownSilence

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def known(last: timedelta | None, failing: timedelta | None) -> TownSilence:
    """Heard, and failing since, so long before now."""
    heard = NOW - last if last is not None else None
    return TownSilence(
        "lake.town", heard, NOW - failing if failing is not None else None, None, None
    )


def test_a_home_is_silent_only_for_who_asked_it_and_heard_nothing_for_long() -> None:
    asked = NOW - HOUR
    table = {
        "never heard of": (None, "unknown"),
        "heard long ago, and not asked": (known(9 * DAY, None), "unknown"),
        "heard of late, and does not answer": (known(23 * HOUR, HOUR), "unknown"),
        "heard long ago, and does not answer": (known(25 * HOUR, HOUR), "silent"),
        "never heard, does not answer for long": (known(None, 25 * HOUR), "silent"),
        "heard since it is asked": (known(HOUR / 2, None), "awake"),
        "heard since it is asked, and gone again": (known(HOUR / 2, HOUR / 4), "awake"),
    }
    found = {why: seen(one, DAY, asked, NOW) for why, (one, _) in table.items()}
    assert found == {why: verdict for why, (_, verdict) in table.items()}


def test_who_owns_a_group_waits_a_day_and_others_two_weeks() -> None:
    roles = ("owner", "admin", "member")
    assert [needed(one) for one in roles] == [OWNER_AFTER, OTHERS_AFTER, OTHERS_AFTER]
    assert (OWNER_AFTER, OTHERS_AFTER) == (DAY, 14 * DAY)

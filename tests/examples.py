"""On which examples hypothesis tries a law: the same each time, or, under `make fuzz`, others.

A red `make test` is then a fault of what was changed, not of luck. `make fuzz` explores, twenty
times as far; what it finds becomes an `@example` above the test, so that it is tried ever after.
"""

from typing import Any

from hypothesis import HealthCheck, settings

FUZZ = "fuzz"
# Of a profile; a test's own number of examples grows as this does.
_USUAL = 100
_TIMES = 20
# How quickly examples are made says more about the machine than about the test.
_SLOW = [HealthCheck.too_slow]
FOUND = """What was found is above, after "Failing test case" (of a machine of rules: the steps).
To keep it, write these arguments as `@example(...)` above the test's `@given`, or the steps as a
test of their own, in the commit that mends it. To see it again at once: `make fuzz TESTS=<file>`;
hypothesis remembers it in .hypothesis/."""


def load() -> None:
    """Makes both profiles known and takes the one that repeats itself."""
    settings.register_profile(
        "same",
        max_examples=_USUAL,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=_SLOW,
    )
    settings.register_profile(
        FUZZ,
        max_examples=_USUAL * _TIMES,
        deadline=None,
        print_blob=True,
        suppress_health_check=_SLOW,
    )
    settings.load_profile("same")


def usual() -> settings:
    """The profile that is loaded."""
    found = settings.default
    assert found
    return found


def is_fuzzing() -> bool:
    """Whether other examples are tried each time."""
    return not usual().derandomize


def examples(count: int, **more: Any) -> settings:
    """Settings for `count` examples in `make test`, twenty times as many when exploring."""
    more["suppress_health_check"] = [*_SLOW, *more.get("suppress_health_check", ())]
    return settings(max_examples=count * usual().max_examples // _USUAL, **more)

"""Nothing is run again in silence."""

import pytest

from tests.flakes import LOG, NOTICE

pytest_plugins = ["pytester"]

QUICK = ("-p", "no:asyncio", "-p", "no:schemathesis")
# Passes when it runs for the second time.
FLAKY = """
from pathlib import Path
import pytest

@pytest.mark.parametrize("n", range({count}))
def test_moody(n):
    seen = Path(f"seen-{{n}}")
    if not seen.exists():
        seen.touch()
        raise ValueError(f"bad mood {{n}}")
"""
BROKEN = """
def test_broken():
    raise ValueError("for good")
"""


def run(pytester: pytest.Pytester, *more: str) -> pytest.RunResult:
    """Runs the tests in the folder as `make test` does, in one process or with `more` options."""
    return pytester.runpytest_inprocess("-p", "tests.flakes", "--reruns=1", *QUICK, *more)


@pytest.mark.parametrize("workers", ["0", "2"])
def test_flakes_are_named_and_written_down(pytester: pytest.Pytester, workers: str) -> None:
    pytester.makepyfile(FLAKY.format(count=3))
    result = run(pytester, "-n", workers)
    assert result.ret == pytest.ExitCode.OK
    named = [line for line in result.outlines if line.startswith("FLAKE ")]
    assert len(named) == 3
    assert "test_moody[0] - ValueError: bad mood 0 (line 9)" in min(named)
    assert NOTICE not in result.outlines
    log = (pytester.path / LOG).read_text("utf-8").splitlines()
    tests = sorted(line.split("\t")[1].partition("::")[2] for line in log)
    assert tests == [f"test_moody[{n}]" for n in range(3)]


def test_too_many_flakes_fail_the_run(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(FLAKY.format(count=4))
    result = run(pytester)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert NOTICE in result.outlines
    result.assert_outcomes(passed=4)


def test_what_fails_twice_is_no_flake_and_fails_the_run(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(BROKEN)
    result = run(pytester)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert not [line for line in result.outlines if line.startswith("FLAKE ")]
    assert not (pytester.path / LOG).exists()


def test_flakes_of_several_runs_are_kept(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(FLAKY.format(count=1))
    run(pytester)
    (pytester.path / "seen-0").unlink()
    run(pytester)
    assert len((pytester.path / LOG).read_text("utf-8").splitlines()) == 2

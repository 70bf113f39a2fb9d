"""What failed and passed when it ran once more is a flake: it is named at the end of the run and
written down, and too many of them fail it. `--reruns 1` (pytest-rerunfailures) runs it once more.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

LOG = ".flakes"
MOST = 3
NAMED = {"failed", "rerun"}
NOTICE = f"More than {MOST} flakes fail the run."


def found(reporter: pytest.TerminalReporter) -> dict[str, str]:
    """The flakes of the run: the test's id, and what its first failure said."""
    stats = reporter.stats
    failed = {report.nodeid for key in ("failed", "error") for report in stats.get(key, ())}
    again = {report.nodeid: said(report) for report in stats.get("rerun", ())}
    return {test: why for test, why in again.items() if test not in failed}


def said(report: pytest.TestReport) -> str:
    """The failure's own words, in one line, and where in the tests it came from."""
    crash = getattr(report.longrepr, "reprcrash", None)
    lines = str(crash.message if crash else report.longrepr).strip().splitlines()
    return next(filter(None, lines), "") + place(report)


def place(report: pytest.TestReport) -> str:
    """The innermost line of the test's own file in the failure's traceback: which of many waits
    ran out of time, the words of the failure don't tell.
    """
    entries = getattr(getattr(report.longrepr, "reprtraceback", None), "reprentries", ())
    places = [entry.reprfileloc for entry in entries if getattr(entry, "reprfileloc", None)]
    mine = [at.lineno for at in places if at.path == report.fspath]
    return f" (line {mine[-1]})" if mine else ""


def write_down(log: Path, flakes: dict[str, str]) -> None:
    """Adds a line for each flake: when, which test, why; with tabs between them."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with log.open("a", encoding="utf-8") as file:
        file.writelines(f"{now}\t{test}\t{why}\n" for test, why in flakes.items())


@pytest.hookimpl(trylast=True)
def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Names what failed when it does: a run that is cut off has no last lines."""
    if report.outcome in NAMED and "PYTEST_XDIST_WORKER" not in os.environ:
        line = f"\n{report.outcome} {report.nodeid} - {said(report)[:200]}\n"
        sys.__stdout__.write(line)  # type: ignore[union-attr]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fails the run when it has too many flakes."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and len(found(reporter)) > MOST:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Names the flakes, and writes them down."""
    is_worker = hasattr(terminalreporter.config, "workerinput")
    if is_worker or not (flakes := found(terminalreporter)):
        return
    terminalreporter.section(f"{len(flakes)} passed only when run once more")
    for test, why in flakes.items():
        terminalreporter.write_line(f"FLAKE {test} - {why}")
    if len(flakes) > MOST:
        terminalreporter.write_line(NOTICE, red=True)
    write_down(terminalreporter.config.rootpath / LOG, flakes)

"""`leapfrog cluster try`, whole: three nodes, PostgreSQL by Patroni, NATS and HAProxy, of which one
after the other dies while people write. Nothing that was acknowledged may be lost or be there
twice, and nothing may be left of it on the machine.
"""

import re
import signal
import tempfile
from collections.abc import Iterator
from multiprocessing.util import get_temp_dir
from pathlib import Path

import pytest

from leapfrog.cli.trial import Outcome, TrialError, rehearse
from leapfrog.cli.trial.standing import PACKAGES, PROGRAMS
from leapfrog.kernel.settings import Settings
from tests.packages import installed

MESSAGES = 60
TIMELINES = re.compile(
    r"(db\d) \(timeline (\d+)\) (?:ended|fell silent), (db\d) \(timeline (\d+)\) took its place"
)
# On busy cores three nodes take minutes to start; the death of a primary is seen after its 20 s.
pytestmark = pytest.mark.timeout(900)


@pytest.fixture(autouse=True, scope="module")
def programs() -> None:
    for program in PROGRAMS:
        installed(program, *PACKAGES)


@pytest.fixture
def temporary(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where whatever a trial writes is; but for what this process has for its own children."""
    get_temp_dir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


def of(found: list[Outcome], death: str) -> Outcome:
    [one] = [each for each in found if each.death == death]
    return one


async def test_nothing_that_was_acknowledged_is_lost_whatever_dies(
    temporary: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = await rehearse(Settings(home=temporary / "home"), MESSAGES)
    assert [one.death for one in found] == [
        "nothing",
        "a node is killed",
        "a node freezes",
        "a node is drained",
        "NATS is killed",
        "the primary is killed",
        "the primary falls silent",
    ]
    for one in found:
        assert (one.lost, one.doubled) == (0, 0), one
        assert one.acked == one.sent >= MESSAGES, one
    # That each of them happened is said by who saw it.
    assert of(found, "a node is killed").seen == f"node1 ended with {-signal.SIGKILL}"
    assert of(found, "a node freezes").seen == "node2 counted as gone, and answered nothing"
    assert of(found, "a node is drained").seen == "node3 ended with 0"
    nats = f"NATS ended with {-signal.SIGKILL}, the nodes heard each other by: database"
    assert of(found, "NATS is killed").seen == nats
    took_over = [TIMELINES.fullmatch(one.seen) for one in found[-2:]]
    [(first, old, second, new), (again, newer, third, newest)] = [
        match.groups() for match in took_over if match
    ]
    assert first == third != second == again
    assert int(old) < int(new) <= int(newer) < int(newest)
    said = capsys.readouterr().out
    assert [line for line in said.splitlines() if line.startswith("what died")]
    # Lines were on the nodes that died, and nobody's when nothing or NATS did.
    assert [bool(one.cut) for one in found[:3]] == [False, True, True]
    assert of(found, "NATS is killed").cut == 0


async def test_it_says_what_has_to_be_installed(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leapfrog.cli.trial.standing.PROGRAMS", ("no-such-program",))
    with pytest.raises(TrialError, match=r"no-such-program.*apt-get install patroni"):
        await rehearse(Settings(home=temporary / "home"), MESSAGES)

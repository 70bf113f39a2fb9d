"""The cluster of `leapfrog cluster try`, whole: three nodes, PostgreSQL by Patroni, NATS and
HAProxy, of which one after the other dies while people write and pay. Nothing that was acknowledged
may be lost or be there twice, and nothing may be left of it on the machine.

A long run: TRIAL_MESSAGES around each death, and TRIAL_PAYMENTS in all.
"""

import asyncio
import os
import re
import signal
import socket
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from functools import partial
from itertools import pairwise
from multiprocessing.util import get_temp_dir
from pathlib import Path

import pytest

from leapfrog.cli.trial import Outcome, TrialError, rehearse, rounds
from leapfrog.cli.trial.standing import PACKAGES, PROGRAMS, TrialCluster, held_port, standing
from leapfrog.cli.trial.table import table
from leapfrog.kernel.settings import Settings
from tests.cli.running import COMMAND, descendants, environment, wait_until_gone
from tests.http import Client
from tests.nodes.test_three_nodes import everybody_paid_once
from tests.packages import installed
from tests.pay.test_killed import Paying, set_up

MESSAGES = int(os.environ.get("TRIAL_MESSAGES", "60"))
PAYMENTS = int(os.environ.get("TRIAL_PAYMENTS", "200"))
# So many more after each death, of eighteen hands.
FEW = 20
# A hand that pays as often as it can would leave nothing of two cores to who writes.
REST_SECONDS, SILENT_SECONDS, PATIENCE = 0.3, 10, 120
# Of a node, for each death.
LOG_LINES = 50
MONEY = {"LEAPFROG_MONEY": "units", "LEAPFROG_OPERATORS": "olga"}
TIMELINES = re.compile(
    r"(db\d) \(timeline (\d+)\) (?:handed over|ended|fell silent),"
    r" (db\d) \(timeline (\d+)\) took its place"
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


@asynccontextmanager
async def paid_in(cluster: TrialCluster) -> AsyncIterator[tuple[Paying, asyncio.Task[None]]]:
    """People pay by the proxy until this is left; then what was answered is in the books, once."""
    async with Client(None, cluster.plan.origin, "-") as olga:
        paying = await set_up(olga, cluster.plan.database_url)
        paying.rest = REST_SECONDS
        for one in paying.people:
            one.timeout = SILENT_SECONDS
        under_way = asyncio.create_task(paying.all())
        try:
            yield paying, under_way
            await paying.wait(under_way, partial(has_paid, paying, PAYMENTS), PATIENCE + PAYMENTS)
            paying.over = True
            await asyncio.wait_for(under_way, PATIENCE)
            await everybody_paid_once(cluster.plan.database_url, paying)
        finally:
            under_way.cancel()
            for one in paying.people:
                await one.aclose()


async def test_nothing_that_was_acknowledged_is_lost_whatever_dies(temporary: Path) -> None:
    found: list[Outcome] = []
    async with standing(Settings(home=temporary / "home"), **MONEY) as cluster:
        await cluster.start()
        async with paid_in(cluster) as (paying, under_way):
            async for one in rounds(cluster, MESSAGES):
                found.append(one)
                until = len(paying.paid) + FEW
                await paying.wait(under_way, partial(has_paid, paying, until))
        logs = [node.log.read_text() for node in cluster.nodes]
        print(*table(found), f"{len(paying.paid)} payments", sep="\n")
    # Nobody was told that it is done while nobody could know.
    assert paying.unanswered > 0
    assert [one.death for one in found] == [
        "nothing",
        "a node is killed",
        "a node freezes",
        "a node is drained",
        "NATS is killed",
        "the primary is moved",
        "the primary is restarted",
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
    moved, restarted, *others = found[-4:]
    took_over = [TIMELINES.fullmatch(one.seen) for one in (moved, *others)]
    followed = [match.groups() for match in took_over if match]
    assert len(followed) == 3
    for (_, _, new, later), (old, earlier, _, _) in pairwise(followed):
        assert new == old
        assert int(later) <= int(earlier)
    for old, before, new, after in followed:
        assert old != new
        assert int(before) < int(after)
    name = followed[0][2]
    assert restarted.seen == f"{name} was restarted, and {name} is the primary"
    # Lines were on the nodes that died; else none ends, whatever became of the database.
    assert [one.death for one in found if one.cut] == [
        "a node is killed",
        "a node freezes",
        "a node is drained",
    ]

    # Who runs it can read what a node said of all this.
    assert max(len(log.splitlines()) for log in logs) <= LOG_LINES * len(found)


def has_paid(paying: Paying, count: int) -> bool:
    return len(paying.paid) >= count


def test_ctrl_c_leaves_nothing_behind(temporary: Path) -> None:
    environ = environment(temporary / "home", 1)
    with subprocess.Popen(
        [*COMMAND, "cluster", "try"],
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        # What a shell starts in the background ignores Ctrl-C, and so do its children; the tests
        # may be among them.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    ) as program:
        assert program.stdout
        said = []
        for line in program.stdout:
            said.append(line)
            if line.startswith("The town is open"):
                break
        else:
            pytest.fail("".join(said[1:]))
        processes = descendants(program.pid)
        assert len(processes) > len(PROGRAMS)
        program.send_signal(signal.SIGINT)
        assert program.wait(PATIENCE) == 0
    wait_until_gone(processes)
    assert not processes_of(temporary)


def test_a_port_is_held_for_who_listens_there_later() -> None:
    """Bound without sharing, as whoever asks the system for any port has it, it is in use."""
    with ExitStack() as held, socket.socket() as other:
        port = held_port(held)
        with pytest.raises(OSError, match="in use"):
            other.bind(("127.0.0.1", port))
        for _ in range(2):
            with socket.create_server(("127.0.0.1", port)):
                socket.create_connection(("127.0.0.1", port)).close()


def processes_of(folder: Path) -> list[str]:
    """Those in whose command line the folder is, such as a PostgreSQL that lost its parent."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            said = path.read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if str(folder).encode() in said:
            found.append(said.replace(b"\0", b" ").decode())
    return found


async def test_it_says_what_has_to_be_installed(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leapfrog.cli.trial.standing.PROGRAMS", ("no-such-program",))
    with pytest.raises(TrialError, match=r"no-such-program.*apt-get install patroni"):
        await rehearse(Settings(home=temporary / "home"), MESSAGES)

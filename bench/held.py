"""Processes that get a share of a core each, by Linux's control groups: where the load, PostgreSQL
and what is measured have too few cores to be apart, what is measured is made to need less.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

ALL, MEMBERS = Path("/sys/fs/cgroup/cpu"), "cgroup.procs"
# Short beside what a person waits for: a process that has used up its share stands still until the
# next one begins.
PERIOD_US = 10_000


def can_hold() -> bool:
    """Whether control groups can be made here, which needs root; those of the first version."""
    return os.geteuid() == 0 and (ALL / "cpu.cfs_quota_us").exists()


@contextmanager
def held(pids: Sequence[int], share: float) -> Iterator[None]:
    """Each of these, with what it starts, gets this share of a core (0.25: a quarter)."""
    with ExitStack() as stack:
        for pid in pids:
            group = ALL / f"leapfrog-bench-{pid}"
            group.mkdir()
            stack.callback(_let_go, group)
            (group / "cpu.cfs_period_us").write_text(str(PERIOD_US))
            (group / "cpu.cfs_quota_us").write_text(str(round(PERIOD_US * share)))
            (group / MEMBERS).write_text(str(pid))
        yield


def _let_go(group: Path) -> None:
    for member in (group / MEMBERS).read_text().split():
        # It may have ended meanwhile.
        with suppress(ProcessLookupError):
            (ALL / MEMBERS).write_text(member)
    group.rmdir()

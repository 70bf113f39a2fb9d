"""Programs that follow this one, for a node: this one, with a larger version and migrations of its
own. Called in the node's process before all else.
"""

from pathlib import Path

from leapfrog.cli import database
from leapfrog.kernel import migrations
from leapfrog.kernel.migrations import PROGRAM_VERSION, Migration
from leapfrog.nodes import heartbeat

NEXT = PROGRAM_VERSION + 1
# It widens a table that each request reads; programs of before can go on with that.
WIDENS = Migration(
    number=9998,
    name="identity/9998_widens.sql",
    sha256="widens",
    lowest_program=PROGRAM_VERSION,
    sql="alter table identity_person add column widened boolean not null default false",
)
SHUTS_OUT = Migration(9999, "identity/9999_shuts_out.sql", "shuts out", NEXT, "select 1")
all_of_this = migrations.timeline


def next_program() -> None:
    """One that programs of before can stand beside."""
    _is(WIDENS)


def program_that_shuts_out() -> None:
    """One whose schema is not for this program any more; it waits for less long."""
    database.NODES_SECONDS = 2.0
    _is(WIDENS, SHUTS_OUT)


def _is(*new: Migration) -> None:
    def timeline(package: Path = migrations.PACKAGE) -> list[Migration]:
        return [*all_of_this(package), *new]

    for module in (migrations, heartbeat):
        vars(module).update(PROGRAM_VERSION=NEXT, timeline=timeline)

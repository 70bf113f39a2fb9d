"""The town's own PostgreSQL: made, started as a child of this program, and stopped with it."""

from leapfrog.embedded_postgres.archiving import close_shelf, drop_log, log_folder
from leapfrog.embedded_postgres.binaries import OLDEST, find_binaries
from leapfrog.embedded_postgres.copies import base_backup, put_cluster
from leapfrog.embedded_postgres.errors import PostgresError
from leapfrog.embedded_postgres.moving import put_dump
from leapfrog.embedded_postgres.parent import end_with_parent
from leapfrog.embedded_postgres.replaying import replay
from leapfrog.embedded_postgres.supervisor import EmbeddedPostgres, running

__all__ = [
    "OLDEST",
    "EmbeddedPostgres",
    "PostgresError",
    "base_backup",
    "close_shelf",
    "drop_log",
    "end_with_parent",
    "find_binaries",
    "log_folder",
    "put_cluster",
    "put_dump",
    "replay",
    "running",
]

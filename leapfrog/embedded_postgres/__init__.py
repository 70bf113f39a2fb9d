"""The town's own PostgreSQL: made, started as a child of this program, and stopped with it."""

from leapfrog.embedded_postgres.binaries import OLDEST, find_binaries
from leapfrog.embedded_postgres.copies import base_backup, put_cluster
from leapfrog.embedded_postgres.errors import PostgresError
from leapfrog.embedded_postgres.parent import end_with_parent
from leapfrog.embedded_postgres.supervisor import EmbeddedPostgres, running

__all__ = [
    "OLDEST",
    "EmbeddedPostgres",
    "PostgresError",
    "base_backup",
    "end_with_parent",
    "find_binaries",
    "put_cluster",
    "running",
]

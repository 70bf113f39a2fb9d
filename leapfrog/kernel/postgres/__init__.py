"""The town's own PostgreSQL: made, started as a child of this program, and stopped with it."""

from leapfrog.kernel.postgres.binaries import OLDEST
from leapfrog.kernel.postgres.errors import PostgresError
from leapfrog.kernel.postgres.parent import end_with_parent
from leapfrog.kernel.postgres.supervisor import EmbeddedPostgres, running

__all__ = ["OLDEST", "EmbeddedPostgres", "PostgresError", "end_with_parent", "running"]

"""The town's own PostgreSQL: made, started as a child of this program, and stopped with it."""

from leapfrog.embedded_postgres.account import SystemAccount, find_account, plain_environment
from leapfrog.embedded_postgres.archiving import (
    close_shelf,
    drop_log,
    hash_of_piece,
    is_before,
    is_piece,
    log_folder,
    needed_pieces,
    unsent_pieces,
)
from leapfrog.embedded_postgres.binaries import OLDEST, find_binaries, within_reach
from leapfrog.embedded_postgres.copies import base_backup, put_cluster, settle_cluster
from leapfrog.embedded_postgres.errors import PostgresError
from leapfrog.embedded_postgres.moving import put_dump
from leapfrog.embedded_postgres.parent import end_with_parent
from leapfrog.embedded_postgres.replaying import replay
from leapfrog.embedded_postgres.supervisor import EmbeddedPostgres, running

__all__ = [
    "OLDEST",
    "EmbeddedPostgres",
    "PostgresError",
    "SystemAccount",
    "base_backup",
    "close_shelf",
    "drop_log",
    "end_with_parent",
    "find_account",
    "find_binaries",
    "hash_of_piece",
    "is_before",
    "is_piece",
    "log_folder",
    "needed_pieces",
    "plain_environment",
    "put_cluster",
    "put_dump",
    "replay",
    "running",
    "settle_cluster",
    "unsent_pieces",
    "within_reach",
]

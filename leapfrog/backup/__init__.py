"""Backups of the town's own database and files, and restoring them."""

from leapfrog.backup.errors import BackupError
from leapfrog.backup.making import keep, make
from leapfrog.backup.model import Backup, BackupManifest, RestoreTrial, backups, read_backup
from leapfrog.backup.new_files import following
from leapfrog.backup.restoring import LogEnd, log_of, prove, restore
from leapfrog.backup.store import LastBackup, last, note

__all__ = [
    "Backup",
    "BackupError",
    "BackupManifest",
    "LastBackup",
    "LogEnd",
    "RestoreTrial",
    "backups",
    "following",
    "keep",
    "last",
    "log_of",
    "make",
    "note",
    "prove",
    "read_backup",
    "restore",
]

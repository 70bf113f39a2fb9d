"""Backups of the town's own database and files, and restoring them."""

from leapfrog.backup.errors import BackupError
from leapfrog.backup.making import keep, make
from leapfrog.backup.model import Backup, BackupManifest, RestoreTrial, backups, read_backup
from leapfrog.backup.restoring import prove, restore
from leapfrog.backup.store import LastBackup, last, note

__all__ = [
    "Backup",
    "BackupError",
    "BackupManifest",
    "LastBackup",
    "RestoreTrial",
    "backups",
    "keep",
    "last",
    "make",
    "note",
    "prove",
    "read_backup",
    "restore",
]

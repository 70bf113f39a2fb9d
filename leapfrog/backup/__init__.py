"""Backups of the town's own database and files, and restoring them."""

from leapfrog.backup.errors import BackupError
from leapfrog.backup.fetching import prove_sent, restore_sent
from leapfrog.backup.making import keep, make
from leapfrog.backup.model import Backup, BackupManifest, RestoreTrial, backups, read_backup
from leapfrog.backup.new_files import following
from leapfrog.backup.restoring import LogEnd, log_of, prove, restore
from leapfrog.backup.sealing import make_key, read_keys
from leapfrog.backup.sending import SentBackup, keep_sent, send, sent_backups
from leapfrog.backup.storage import Storage, storage_at
from leapfrog.backup.store import LastBackup, last, note

__all__ = [
    "Backup",
    "BackupError",
    "BackupManifest",
    "LastBackup",
    "LogEnd",
    "RestoreTrial",
    "SentBackup",
    "Storage",
    "backups",
    "following",
    "keep",
    "keep_sent",
    "last",
    "log_of",
    "make",
    "make_key",
    "note",
    "prove",
    "prove_sent",
    "read_backup",
    "read_keys",
    "restore",
    "restore_sent",
    "send",
    "sent_backups",
    "storage_at",
]

"""Backups of the town's own database and files, and restoring them."""

from leapfrog.backup.errors import BackupError
from leapfrog.backup.fetching import RestoredTown, prove_sent, restore_sent, whole_before
from leapfrog.backup.log_sending import log_sent_after, sending_log
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
    "RestoredTown",
    "SentBackup",
    "Storage",
    "backups",
    "following",
    "keep",
    "keep_sent",
    "last",
    "log_of",
    "log_sent_after",
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
    "sending_log",
    "sent_backups",
    "storage_at",
    "whole_before",
]

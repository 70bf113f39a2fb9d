"""What can go wrong with a backup."""


class BackupError(Exception):
    """A backup cannot be made, read or restored; what there was before is as it was."""


class DamagedFileError(BackupError):
    """A file that people keep has other bytes than it had."""

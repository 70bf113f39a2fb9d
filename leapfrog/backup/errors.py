"""What can go wrong with a backup."""


class BackupError(Exception):
    """A backup cannot be made, read or restored; what there was before is as it was."""

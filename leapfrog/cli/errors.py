"""What can go wrong with a command."""


class CommandError(Exception):
    """What whoever asked is told in a line, and nothing else."""

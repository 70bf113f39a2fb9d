"""The commands: `leapfrog up` and its small helpers."""

from leapfrog.cli.main import main

__all__ = ["main"]

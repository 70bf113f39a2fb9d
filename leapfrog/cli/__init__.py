"""The commands: `leapfrog up` and its small helpers."""

from leapfrog.kernel.collector import collector_at_rest

with collector_at_rest():
    from leapfrog.cli.main import main

__all__ = ["main"]

"""What is done with archives in the background."""

from collections.abc import Mapping
from functools import partial

from leapfrog.chat_archives.applying import APPLY, work
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import Work


def works(town: Town) -> Mapping[str, Work]:
    """The jobs, by name."""
    return {APPLY: partial(work, town)}

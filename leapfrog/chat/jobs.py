"""What chat does in the background."""

from collections.abc import Mapping
from functools import partial

from leapfrog.chat import transcripts
from leapfrog.chat.dictation import TRANSCRIBE
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import Work


def works(town: Town) -> Mapping[str, Work]:
    """The jobs, by name."""
    return {TRANSCRIBE: partial(transcripts.work, town)}

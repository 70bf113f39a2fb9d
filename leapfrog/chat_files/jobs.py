"""What is done with files in the background."""

from collections.abc import Mapping
from functools import partial

from leapfrog.chat_files import transcripts
from leapfrog.chat_files.dictation import TRANSCRIBE
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import Work


def works(town: Town) -> Mapping[str, Work]:
    """The jobs of files in conversations by name: writing down what is said in a voice message."""
    return {TRANSCRIBE: partial(transcripts.work, town)}

"""Imports: what somebody showed elsewhere, looked at, brought in with its own dates, delivered to
nobody, and taken away again.
"""

from leapfrog.posts.imports.applying import APPLY, ask, work
from leapfrog.posts.imports.archive import RECORD_SETS
from leapfrog.posts.imports.keeping_away import met
from leapfrog.posts.imports.model import LARGEST, ImportChoice, PostImport, TracePage
from leapfrog.posts.imports.origins import Origin, origins
from leapfrog.posts.imports.preview import discard, mine, one, preview
from leapfrog.posts.imports.traces import page
from leapfrog.posts.imports.undoing import undo

__all__ = [
    "APPLY",
    "LARGEST",
    "RECORD_SETS",
    "ImportChoice",
    "Origin",
    "PostImport",
    "TracePage",
    "ask",
    "discard",
    "met",
    "mine",
    "one",
    "origins",
    "page",
    "preview",
    "undo",
    "work",
]

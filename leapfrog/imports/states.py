"""The states of an import, and what may be done in each: all of it is in one table."""

from collections.abc import Mapping
from typing import Literal

from leapfrog.imports.errors import ImportApplied, ImportBusy, ImportNotApplied, ImportUndone
from leapfrog.imports.model import State
from leapfrog.kernel.errors import Problem

Operation = Literal["change", "apply", "finish", "fail", "undo", "discard"]
# "discarded": it is gone, with all that is known of it.
Next = State | Literal["discarded"]

STATES: tuple[State, ...] = ("previewed", "working", "applied", "failed", "undone")

# What an operation leads to, or what refuses it. The same state again: it is done already, or, of
# `change`, nothing follows. `change` is of options and decisions; `finish` and `fail` are the
# worker's, to whom None says that there is nothing left to do.
# fmt: off
TABLE: Mapping[Operation, tuple[Next | type[Problem] | None, ...]] = {
    #           previewed         working      applied        failed       undone
    "change":  ("previewed",      ImportBusy,  ImportApplied, "failed",    ImportUndone),
    "apply":   ("working",        "working",   "applied",     "working",   ImportUndone),
    "finish":  (None,             "applied",   None,          None,        None),
    "fail":    (None,             "failed",    None,          None,        None),
    "undo":    (ImportNotApplied, ImportBusy,  "undone",      "undone",    "undone"),
    "discard": ("discarded",      ImportBusy,  ImportApplied, "discarded", "discarded"),
}
# fmt: on


def after(operation: Operation, state: State) -> Next | None:
    """The state that an operation leads to from this one; None: there is nothing to do.

    Raises `ImportBusy`, `ImportApplied`, `ImportNotApplied`, `ImportUndone`, as the table says.
    """
    found = TABLE[operation][STATES.index(state)]
    if isinstance(found, type):
        raise found
    return found

"""What can go wrong with a history that somebody brings, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoHistory(NotFound):
    code = "no_history"
    title = "There is no such history of yours."


class HistoryBusy(Problem):
    code, status = "history_busy", HTTPStatus.CONFLICT
    title = "This history is on its way in. Wait until that is done."


class HistoryApplied(Problem):
    code, status = "history_applied", HTTPStatus.CONFLICT
    title = "This history is in your chats already. Undo it first."


class HistoryNotApplied(Problem):
    code, status = "history_not_applied", HTTPStatus.CONFLICT
    title = "This history is not in your chats, so there is nothing to undo."


class HistoryUndone(Problem):
    code, status = "history_undone", HTTPStatus.CONFLICT
    title = "This history was undone. Choose the file again to bring it."

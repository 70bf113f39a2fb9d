"""What can go wrong at the gate."""

from http import HTTPStatus

from leapfrog.kernel.errors import Problem


class ScanIdUsed(Problem):
    code, status = "scan_id_used", HTTPStatus.CONFLICT
    title = "This id was used for another scan."


class NotYourScan(Problem):
    code, status = "not_your_scan", HTTPStatus.CONFLICT
    title = "Only who read a ticket can take that back."


class UndoTooLate(Problem):
    code, status = "undo_too_late", HTTPStatus.CONFLICT
    title = "It is too late to take this back."


class NotYourHelper(Problem):
    code, status = "not_your_helper", HTTPStatus.CONFLICT
    title = "Only your contacts can help at your gate."

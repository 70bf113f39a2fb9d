"""What can go wrong at the gate."""

from http import HTTPStatus

from leapfrog.kernel.errors import Problem


class ScanIdUsed(Problem):
    code, status = "scan_id_used", HTTPStatus.CONFLICT
    title = "This id was used for another scan."

"""What can be wrong with a file that somebody brings from elsewhere."""

from http import HTTPStatus

from leapfrog.kernel.errors import Problem


class UnreadableFile(Problem):
    """`reason` is stable: `unknown_format`, `zip_bomb`, `zip_broken`, `long_line`, ..."""

    code, status = "archive_unreadable", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This file cannot be read."

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(sentence, reason=reason)
        self.reason = reason

"""What can be wrong with a chat history that somebody brings."""

from http import HTTPStatus

from leapfrog.kernel.errors import Problem


class UnreadableHistory(Problem):
    """`reason` is stable: `unknown_format`, `zip_bomb`, `zip_broken`, `long_line`, ..."""

    code, status = "history_unreadable", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This file cannot be read as a chat history."

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(sentence, reason=reason)
        self.reason = reason

"""What can be wrong with a payment code, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import Problem


class BadCode(Problem):
    code, status = "bad_code", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This is no payment code of this town."


class ElsewhereCode(Problem):
    code, status = "elsewhere_code", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This code belongs to another town."


class CodeOver(Problem):
    code, status = "code_over", HTTPStatus.GONE
    title = "This code is too old. Please show a fresh one."


class CodeUsed(Problem):
    code, status = "code_used", HTTPStatus.CONFLICT
    title = "This code was used already. Please show a fresh one."

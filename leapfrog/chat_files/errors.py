"""What can go wrong with a file that somebody wants to send."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoRecogniser(NotFound):
    code = "no_recogniser"
    title = "This town does not write down what is said."


class EmptyFile(Problem):
    code, status = "empty_file", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "There is nothing in this file."

"""What can go wrong with an import, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoImport(NotFound):
    code = "no_import"
    title = "There is no such import of yours."


class FileUnreadable(Problem):
    """`reason` says more: `unknown_format`, `zip_bomb`, `zip_broken`, ..."""

    code, status = "file_unreadable", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This file cannot be read as contacts."


class ImportApplied(Problem):
    code, status = "import_applied", HTTPStatus.CONFLICT
    title = "This import is in your book already. Undo it first."


class ImportNotApplied(Problem):
    code, status = "import_not_applied", HTTPStatus.CONFLICT
    title = "This import is not in your book, so there is nothing to undo."


class ImportUndone(Problem):
    code, status = "import_undone", HTTPStatus.CONFLICT
    title = "This import was undone. Choose the file again to import it."

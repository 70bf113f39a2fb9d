"""What can go wrong with an import, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoImport(NotFound):
    code = "no_import"
    title = "There is no such import of yours."


class ImportIdUsed(Problem):
    code, status = "id_taken", HTTPStatus.CONFLICT
    title = "This id was used for another file."


class ImportBusy(Problem):
    code, status = "import_busy", HTTPStatus.CONFLICT
    title = "This import is on its way in. Wait until that is done."


class ImportApplied(Problem):
    code, status = "import_applied", HTTPStatus.CONFLICT
    title = "This import was applied already. Undo it first."


class ImportNotApplied(Problem):
    code, status = "import_not_applied", HTTPStatus.CONFLICT
    title = "This import was not applied, so there is nothing to undo."


class ImportUndone(Problem):
    code, status = "import_undone", HTTPStatus.CONFLICT
    title = "This import was undone. Choose the file again to bring it."

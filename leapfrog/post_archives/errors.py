"""What can go wrong with posts that somebody brings, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoPostImport(NotFound):
    code = "no_post_import"
    title = "There is no such archive of yours."


class PostImportBusy(Problem):
    code, status = "post_import_busy", HTTPStatus.CONFLICT
    title = "These posts are on their way in. Wait until that is done."


class PostImportApplied(Problem):
    code, status = "post_import_applied", HTTPStatus.CONFLICT
    title = "These posts are here already. Undo it first."


class PostImportNotApplied(Problem):
    code, status = "post_import_not_applied", HTTPStatus.CONFLICT
    title = "These posts are not here, so there is nothing to undo."


class PostImportUndone(Problem):
    code, status = "post_import_undone", HTTPStatus.CONFLICT
    title = "This was undone. Choose the file again to bring it."

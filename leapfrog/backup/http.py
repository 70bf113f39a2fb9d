"""Routes of backups."""

from litestar import get
from litestar.handlers import HTTPRouteHandler

from leapfrog.backup import store
from leapfrog.backup.store import LastBackup
from leapfrog.identity import SignedIn, operator_only
from leapfrog.kernel.http import DbIn, TownIn


@get("/operator/backups", summary="Read when backups were made", guards=[operator_only])
async def read_backups(db: DbIn, town: TownIn, signed: SignedIn) -> LastBackup:
    """When the last backup was made, when one was last restored for a try, and when a piece of the
    log was last put aside, or sent with `LEAPFROG_BACKUP_LOG`. Null for never, as in a town whose
    database is backed up by other means.
    """
    return await store.last(db, is_sent=town.settings.backup_log is not None)


routes: list[HTTPRouteHandler] = [read_backups]

"""Bringing a copy of a cluster forward by the log of what happened after it."""

from datetime import datetime
from pathlib import Path

from leapfrog.embedded_postgres.account import find_account
from leapfrog.embedded_postgres.archiving import copy_log, replay_options
from leapfrog.embedded_postgres.cluster import remove
from leapfrog.embedded_postgres.errors import PostgresError
from leapfrog.embedded_postgres.places import Places
from leapfrog.embedded_postgres.supervisor import EmbeddedPostgres
from leapfrog.kernel.settings import Settings

TOO_SHORT = "recovery ended before configured recovery target was reached"


def replay(
    settings: Settings, log: Path, first: str, until: datetime | None, *, whole: bool = False
) -> None:
    """Plays the log, from the segment `first` on, onto the copy that was just put into the home, to
    the moment `until`, else to its end, or with `whole` only so far that the copy is whole. The
    server writes another timeline then, so that its own log gets no name that is taken. Raises
    `PostgresError`, and leaves nothing of the copy.
    """
    places = Places(settings.home, is_restored=True)
    account = find_account(settings.pg_user, places.data)
    here = places.unfinished
    try:
        remove(here)
        copy_log(log, None if whole else first, here, account)
        asks = places.data / "recovery.signal"
        asks.touch(0o600)
        account.own(asks)
        changed = replay_options(here, until, whole=whole)
        with EmbeddedPostgres(settings, changed, is_restored=True):
            pass
    except PostgresError as error:
        remove(places.data)
        if TOO_SHORT in str(error):
            raise PostgresError(f"the log in {log} ends before {until}") from None
        raise
    except BaseException:
        remove(places.data)
        raise
    finally:
        remove(here)

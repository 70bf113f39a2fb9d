"""A town that lives for a while and sends its log."""

import os
import signal
import time
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from leapfrog.backup import Storage, send
from leapfrog.backup.log_sending import LogSender
from leapfrog.embedded_postgres import EmbeddedPostgres
from leapfrog.kernel.settings import Settings
from tests.backup.conftest import settings_of
from tests.backup.test_log import called, put_aside
from tests.town import UNSAFE, apart

AT = datetime(2026, 11, 28, 3, tzinfo=UTC)


def sending_to(home: Path, place: str, *keys: str) -> Settings:
    """Settings of a town that sends its log there, sealed to these keys."""
    return replace(settings_of(home), backup_log=place, backup_seal=keys)


def lived(settings: Settings, storage: Storage) -> datetime:
    """A backup, and two deeds after it whose log is sent, before the database is killed. Answers a
    moment between them.
    """
    with EmbeddedPostgres(settings, UNSAFE) as dsn:
        apart(called(dsn, "Before"))
        send(settings, dsn, storage, list(settings.backup_seal), AT, "0.1.0")
        apart(called(dsn, "First"))
        apart(put_aside(dsn))
        time.sleep(0.05)
        between = datetime.now(UTC)
        time.sleep(0.05)
        apart(called(dsn, "Second"))
        apart(put_aside(dsn))
        LogSender(settings).send()
        os.kill(server_of(settings.home), signal.SIGKILL)
    return between


def server_of(home: Path) -> int:
    """The number of the process of its database."""
    return int((home / "data" / "postmaster.pid").read_text().split()[0])

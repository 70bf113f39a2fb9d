"""Whatever is asked, allowed by the description or not: never a 500, and answered as described."""

import asyncio
import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from leapfrog.kernel.settings import Settings
from leapfrog.web import create_app, describe_api
from tests.examples import examples
from tests.http import Client, lifespan
from tests.server import served
from tests.town import database

SCHEMA = schemathesis.openapi.from_dict(json.loads(describe_api()))
CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
PATIENCE = 60


class Asked:
    """A town that runs in a thread of its own, and the token of somebody in it."""

    def __init__(self, made: Settings) -> None:
        self.settings = made
        self.url = self.token = ""
        self._open, self._stop = threading.Event(), asyncio.Event()

    def run(self) -> None:
        with asyncio.Runner() as runner:
            self._loop = runner.get_loop()
            runner.run(self._serve())

    async def _serve(self) -> None:
        app = create_app(self.settings)
        async with lifespan(app), served(app) as port:
            async with Client(app, self.settings.origin, "203.0.113.1") as amina:
                await amina.join("amina")
                self.token = str(amina.token)
            self.url = f"http://127.0.0.1:{port}"
            self._open.set()
            await self._stop.wait()

    def __enter__(self) -> "Asked":
        self._thread = threading.Thread(target=self.run)
        self._thread.start()
        assert self._open.wait(PATIENCE)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()


@pytest.fixture(scope="module")
def asked(
    postgres_dsn: str, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Asked]:
    home = tmp_path_factory.mktemp("home")
    with database(postgres_dsn, template) as url:
        made = Settings(home=home, database_url=url, demo=False, rate_limits=False)
        with Asked(made) as running:
            yield running


@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisDeprecationWarning")
# Not what ends the session that asks.
@SCHEMA.exclude(method="DELETE", path_regex="/(me|sessions/current)$").parametrize()
@examples(
    5,
    suppress_health_check=list(HealthCheck),
)
def test_answers_are_as_described(case: Any, asked: Asked) -> None:
    headers = {"Authorization": f"Bearer {asked.token}"}
    case.call_and_validate(base_url=asked.url, headers=headers, checks=CHECKS)

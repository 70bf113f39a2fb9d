"""Whatever is asked, allowed by the description or not: never a 500, and answered as described."""

import asyncio
import json
import threading
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck
from litestar.routes import HTTPRoute
from schemathesis import Case, CheckContext, Response
from schemathesis.generation.hypothesis.builder import (
    HypothesisTestConfig,
    HypothesisTestMode,
    create_test,
)
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from leapfrog.kernel.settings import Settings
from tests.examples import examples
from tests.http import Client, running
from tests.routes import description, lent_routes
from tests.server import served
from tests.town import database

# They end the session that asks.
SIGNING_OUT = {"DELETE /api/v1/me", "DELETE /api/v1/sessions/current"}


def no_fault_here(ctx: CheckContext, response: Response, case: Case) -> bool | None:
    """502 says that another town does not answer, where an operation is described to say so."""
    if response.status_code == HTTPStatus.BAD_GATEWAY:
        return None
    return schemathesis.checks.not_a_server_error(ctx, response, case)


CHECKS = [
    no_fault_here,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
PATIENCE = 60


def operations() -> set[str]:
    """What the API describes, such as `GET /api/v1/me`; a town may have the routes afterwards."""
    with lent_routes() as routes:
        return {
            f"{method} {route.path_format}"
            for route in routes.routes
            if isinstance(route, HTTPRoute)
            for handler in route.route_handlers
            if handler.resolve_include_in_schema()
            for method in handler.http_methods
        }


OPERATIONS = operations()


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
        async with running(self.settings) as app, served(app) as port:
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


@pytest.fixture(scope="module")
def schema() -> Any:
    """The description of the API, as the fuzzer reads it: made by who asks first, in a second."""
    return schemathesis.openapi.from_dict(json.loads(description()))


@examples(5, suppress_health_check=list(HealthCheck))
def ask(case: Any, asked: Asked) -> None:
    headers = {"Authorization": f"Bearer {asked.token}"}
    case.call_and_validate(base_url=asked.url, headers=headers, checks=CHECKS)


@pytest.mark.hypothesis
@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisDeprecationWarning")
@pytest.mark.parametrize("operation", sorted(OPERATIONS - SIGNING_OUT))
def test_answers_are_as_described(operation: str, schema: Any, asked: Asked) -> None:
    """One operation is looked up in the schema instead of being left over by a filter: each filter
    is a copy of the schema, of 23 MB, that the schema's settings keep.
    """
    method, path = operation.split()
    config = HypothesisTestConfig(project=schema.config, modes=list(HypothesisTestMode))
    create_test(operation=schema[path][method], test_func=ask, config=config)(asked=asked)


def test_each_operation_is_asked(schema: Any) -> None:
    assert {found.ok().label for found in schema.get_all_operations()} == OPERATIONS
    assert SIGNING_OUT < OPERATIONS

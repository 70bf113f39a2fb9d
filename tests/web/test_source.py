"""Whoever uses the town can have the source of the program that runs it."""

import io
import tarfile

from tests.http import Enter


async def test_the_source_is_whole_and_holds_nothing_that_was_made(client: Enter) -> None:
    answer = await client().page("/source.tar.gz")
    assert answer.headers["content-type"] == "application/gzip"
    with tarfile.open(fileobj=io.BytesIO(answer.content)) as packed:
        names = [name.removeprefix("leapfrog-source/") for name in packed.getnames()]
    for needed in (
        "LICENSE",
        "Makefile",
        "pyproject.toml",
        "requirements/run.lock",
        "leapfrog/web/source.py",
        "leapfrog/kernel/migrations/0001_kernel.sql",
        "client/src/main.ts",
        "client/package-lock.json",
        "tests/web/test_source.py",
    ):
        assert needed in names
    made = ("node_modules", "__pycache__", "leapfrog/static", ".git/", ".venv")
    assert not [name for name in names if any(part in name for part in made)]

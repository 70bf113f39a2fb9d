"""The page about apps names each call, with the scope that it needs."""

import re
from pathlib import Path

from leapfrog.mastodon.calls import ROUTES

PAGE = Path(__file__).parents[2] / "docs" / "mastodon.md"
ROW = re.compile(r"^\| `(/[^`]+)` \| ([A-Z, ]+) \| (.+) \|$", re.MULTILINE)


def test_each_call_stands_on_the_page_and_no_other() -> None:
    written = {
        (method, path): scopes.removesuffix(" (or nobody)")
        for path, methods, scopes in ROW.findall(PAGE.read_text())
        for method in methods.split(", ")
    }
    assert set(written) == {(route.method, route.path) for route in ROUTES}
    for route in ROUTES:
        told = written[route.method, route.path].split(", ")
        assert (" or ".join(route.scope.split("|")) or "–") in told, route

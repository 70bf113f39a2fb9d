"""Lists that are read page by page."""

from typing import Any

from tests.http import Client


async def every(who: Client, path: str, rows: str, limit: int, **query: Any) -> list[Any]:
    """All rows of a list under that name, asked for `limit` at a time; each page but the last is
    full.
    """
    found: list[Any] = []
    before: dict[str, str] = {}
    while True:
        answer = await who.get(path, params={**query, **before, "limit": limit})
        assert answer.is_success, answer.text
        page = answer.json()
        found += page[rows]
        if page["next"] is None:
            return found
        assert len(page[rows]) == limit
        before = {"before": page["next"]}

"""The words of a message, as the search looks in them."""

from collections.abc import Iterator
from typing import Any

from leapfrog.kernel.bigrams import plain, snippet, tokens

__all__ = ["line_of", "plain", "snippet", "tokens"]


def line_of(body: str, meta: dict[str, Any] | None) -> str:
    """All that a message says, whatever its kind, on one line."""
    text = "\n".join(part for part in (body, *_said(meta)) if part) if meta else body
    return " ".join(text.split())


def _said(meta: dict[str, Any]) -> Iterator[str]:
    for name in ("name", "address", "transcript", "title", "handle"):
        if isinstance(meta.get(name), str):
            yield meta[name]
    for item in meta.get("items", ()):
        yield from (item["name"], item["body"], *_said(item.get("meta") or {}))

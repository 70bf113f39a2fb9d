"""Clients that speak to a town from outside, each for as long as the test goes that made it."""

from typing import Any

import httpx

_open = list[httpx.Client]()


def caller(base_url: str, **more: Any) -> httpx.Client:
    """Speaks HTTP until the end of the test, whatever becomes of that. One that nobody closes makes
    another test fail, in which the collector finds its socket.
    """
    made = httpx.Client(base_url=base_url, **more)
    _open.append(made)
    return made


def hang_up() -> None:
    """Closes all of them."""
    while _open:
        _open.pop().close()

"""What people do on the Square and in Moments, in one line each."""

from typing import Any

import httpx

from leapfrog.kernel.ids import new_id
from tests.contacts.acts import befriend, code, ok
from tests.http import Client

__all__ = [
    "befriend",
    "code",
    "comment",
    "commented",
    "follow",
    "home",
    "like",
    "moments",
    "ok",
    "post",
    "posted",
    "texts",
]


async def post(one: Client, text: str = "", post_id: Any = None, **more: Any) -> httpx.Response:
    """Shows a post; answers the response."""
    return await one.put(f"/posts/{post_id or new_id()}", json={"text": text} | more)


async def posted(one: Client, text: str = "", **more: Any) -> Any:
    """Shows a post; answers it."""
    return ok(await post(one, text, **more))


async def comment(
    one: Client, post_id: str, text: str, answers: str | None = None
) -> httpx.Response:
    """Says something under a post, or to a comment there; answers the response."""
    return await post(one, text, answers=answers or post_id)


async def commented(one: Client, post_id: str, text: str, answers: str | None = None) -> Any:
    return ok(await comment(one, post_id, text, answers))


async def follow(one: Client, other: Client, **more: Any) -> Any:
    return ok(await one.put(f"/follows/{other.me['id']}", json=more))


async def decide(mayor: Client, act: str, ref: str, **more: Any) -> Any:
    """An operator decides about a post or a person."""
    body = {"act": act, "ref": ref, "reason": "Rule 3"} | more
    return ok(await mayor.put(f"/operator/decisions/{new_id()}", json=body))


async def like(one: Client, post_id: str) -> Any:
    return ok(await one.put(f"/posts/{post_id}/like"))


async def home(one: Client, **query: Any) -> Any:
    return ok(await one.get("/square/home", params=query))


async def moments(one: Client, **query: Any) -> Any:
    return ok(await one.get("/moments", params=query))


def texts(page: Any) -> list[str]:
    """What stands on a page, in its order."""
    return [each["text"] for each in page["posts"]]

"""One post to 10,000 local timelines, its author's among them: from the request until the last
follower who was written reads it.
"""

import statistics
import time

import httpx

from bench.chat.processes import Server
from bench.chat.town import Town
from leapfrog.kernel.ids import new_id

TIMES = 7


def fan_outs(town: Town, server: Server) -> float:
    """Milliseconds, the median."""
    base = f"http://127.0.0.1:{server.port}/api/v1"
    _, author, last = (
        httpx.Client(
            base_url=base, cookies={"leapfrog_session": token}, headers={"X-Leapfrog": "1"}
        )
        for token in town.tokens
    )
    found = [_one(author, last) for _ in range(TIMES)]
    author.close()
    last.close()
    return statistics.median(found)


def _one(author: httpx.Client, last: httpx.Client) -> float:
    post_id = str(new_id())
    began = time.perf_counter()
    author.put(f"/posts/{post_id}", json={"text": "To all of you"}).raise_for_status()
    while True:
        shown = last.get("/square/home", params={"limit": 1}).json()["posts"]
        if shown and shown[0]["id"] == post_id:
            return (time.perf_counter() - began) * 1000

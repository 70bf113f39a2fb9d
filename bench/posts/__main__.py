"""`make bench-posts`: timelines of 100,000 posts beside snac2 and Django's ORM, on this machine, in
turns; one post to 10,000 timelines; a public page on a slow line.

Ours is the whole product: `leapfrog up`, one process, sessions, who may see what, blocks, mutes,
counters, polls, names as the reader calls people. Of the rounds the median counts.
"""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import msgspec

from bench.chat.machine import MissingPeer, cluster
from bench.chat.processes import Server
from bench.chat.town import Town, running
from bench.harness import Figure, median, report, seconds
from bench.posts.activities import activities_to_snac, activities_to_us
from bench.posts.fan_out import fan_outs
from bench.posts.inbound import senders
from bench.posts.page import Seen, seen
from bench.posts.peer_django import Django
from bench.posts.snac import Snac
from bench.posts.timeline import Read, reads
from bench.posts.town import settled
from bench.start import free_port

STEP = seconds(6)
ROUNDS = 3 if STEP >= 6 else 1
PAGE = 60 * 1000
Start = Callable[[], AbstractContextManager[Server]]


class Asked(msgspec.Struct, frozen=True):
    """A server, and what it is asked for."""

    start: Start
    path: str
    headers: Mapping[str, str]


def ours(town: Town) -> Asked:
    headers = {"Cookie": f"leapfrog_session={town.tokens[0]}", "X-Leapfrog": "1"}
    return Asked(lambda: running(town), "/api/v1/square/home?limit=20", headers)


def snac(home: Path) -> Asked:
    made = Snac(home)
    with made.running():
        token = made.token()
    headers = {"Authorization": f"Bearer {token}"}
    return Asked(made.running, "/api/v1/timelines/home?limit=20", headers)


def rounds(asked: Mapping[str, Asked]) -> dict[str, list[Read]]:
    found: dict[str, list[Read]] = {name: [] for name in asked}
    for _ in range(ROUNDS):
        for name, one in asked.items():
            with one.start() as server:
                read = reads(server, one.path, one.headers, STEP)
            print(name, msgspec.to_builtins(read), flush=True)
            found[name].append(read)
    return found


def against(found: Mapping[str, Sequence[Read]], peer: str, aim: float) -> list[Figure]:
    if peer not in found:
        return []
    mine, other = ([*found[name]] for name in ("ours", peer))
    rate = [median([one.rate for one in each]) for each in (mine, other)]
    cpu = [median([one.server_us + one.database_us for one in each]) for each in (mine, other)]
    by = rate[0] / rate[1]
    name = "home timeline of 20, 100,000 posts"
    return [
        Figure(name, "/s", rate[0], peer, rate[1], by, f">= {aim:.0f}x", by >= aim),
        Figure("CPU of server and database", "us", cpu[0], peer, cpu[1], cpu[0] / cpu[1], "", None),
    ]


def alone(town: Town) -> tuple[float, Seen]:
    """(milliseconds to 10,000 timelines, a public page)"""
    with running(town) as server:
        fan_out = fan_outs(town, server)
        base = f"http://127.0.0.1:{server.port}"
        reader = {"leapfrog_session": town.tokens[0]}
        page = httpx.get(f"{base}/api/v1/square/home", cookies=reader).json()["posts"]
        post = next(one for one in page if one["form"] == "post")
        return fan_out, seen(f"{base}/post/{post['id']}")


def inbound(home: Path, town: Town) -> tuple[list[Figure], dict[str, object]]:
    """Activities of other towns, to us and to snac2 in turns."""
    with senders(free_port()) as others:
        peer = Snac(home / "inbound")
        mine, theirs = [], []
        for _ in range(ROUNDS):
            mine.append(activities_to_us(town, others, STEP))
            try:
                theirs.append(activities_to_snac(peer, others, STEP))
            except TimeoutError as why:
                print(f"snac2: {why}", flush=True)
            print("inbound", mine[-1], theirs[-1:], flush=True)
    ours = median([one.on_one_core for one in mine])
    name = "activities verified, deduplicated, stored, one core"
    figures = [Figure(name, "/s", ours, "", None, None, ">= 500/s", ours >= 500)]
    if theirs:
        rates = [median([one.rate for one in each]) for each in (mine, theirs)]
        figures.append(_against_snac("the same, on this machine as it was", rates))
    return figures, {"ours": msgspec.to_builtins(mine), "snac2": msgspec.to_builtins(theirs)}


def _against_snac(name: str, rates: Sequence[float]) -> Figure:
    by = rates[0] / rates[1]
    return Figure(name, "/s", rates[0], "snac2", rates[1], by, ">= 5x", by >= 5)


def most(name: str, unit: str, value: float, aim: float) -> Figure:
    return Figure(name, unit, value, "", None, None, f"<= {aim:,.0f} {unit}", value <= aim)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="leapfrog-bench-", dir="/tmp") as folder:
        home = Path(folder)
        home.chmod(0o711)
        town = settled(home / "town")
        asked, missing = {"ours": ours(town)}, []
        try:
            asked["snac2"] = snac(home)
        except MissingPeer as why:
            missing.append(f"snac2: {why}")
        (home / "django").mkdir()
        with cluster(home / "django") as base:
            try:
                django = Django(base)
                cookie = {"Cookie": f"sessionid={django.session}"}
                asked["Django's ORM"] = Asked(django.running, "/home", cookie)
            except MissingPeer as why:
                missing.append(f"Django: {why}")
            found = rounds(asked)
        fan_out, page = alone(town)
        activities, activity_runs = inbound(home, town) if "snac2" in asked else ([], {})
        lines = [
            *against(found, "snac2", 10),
            *against(found, "Django's ORM", 20),
            most("one post to 10,000 timelines", "ms", fan_out, 300),
            most("public page, slow 3G, 4x CPU: size", "bytes", page.size, PAGE),
            most("the same: largest contentful paint", "ms", page.lcp, 1500),
            most("the same: scripts", "bytes", page.script, 0),
            *activities,
        ]
        report(
            "posts",
            lines,
            rounds=ROUNDS,
            missing=missing,
            runs=msgspec.to_builtins(found),
            inbound=activity_runs,
        )
        for one in missing:
            print(one)


if __name__ == "__main__":
    main()

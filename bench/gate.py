"""`make bench-gate`: tickets read at sixteen gates over HTTP, each shown twice; then the same codes
judged without the network's help, as a gate does that has none: here, and in a browser.

What must hold: exactly one of the two comes in. The peer is pretix's cart, by what a question costs
its Python process: its check-in has no front door that runs without its web server.
"""

import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import asyncpg
import httpx

from bench.gate_offline import figures as offline_figures
from bench.harness import Figure, report, seconds
from bench.seats import IN_A_ROW, ROWS, Hall, Rush, in_a_town, in_turn
from bench.stock import cpu
from leapfrog.kernel.ids import new_id
from leapfrog.ticket_codes import read

PEOPLE = max(20, min(250, int(12 * seconds(20))))
OFFLINE_AIM, PEER_AIM = 20.0, 20
PUBLIC = "select number, public from tickets_key"


async def buys(rush: Rush, token: str) -> list[str]:
    """Two seats of one's own; the codes."""
    order, body = new_id(), {"show_id": str(rush.show), "best": 2}
    await rush.ask(token, "PUT", f"/tickets/orders/{order}", body)
    paid = await rush.ask(token, "PUT", f"/tickets/orders/{order}/payment", {})
    return [one["code"] for one in paid.json()["tickets"]]


async def measured(dsn: str, port: int, hall: Hall, pid: int) -> list[Figure]:
    assert 2 * PEOPLE <= ROWS * IN_A_ROW
    let_in, codes = [], []
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60) as asking:
        rush = Rush(asking, hall.show)
        for token in hall.tokens:
            codes += await buys(rush, token)

        async def shows(code: str) -> None:
            seen: Any = {"id": str(new_id()), "code": code, "at": datetime.now(UTC).isoformat()}
            body = {"gate": "A", "scans": [seen]}
            path = f"/tickets/shows/{hall.show}/scans"
            answer = await rush.ask(hall.organiser, "POST", path, body)
            let_in.append(answer.json()["scans"][0]["outcome"] == "ok")

        before, began = cpu(pid), time.perf_counter()
        await in_turn([*codes, *codes], shows)
        took, spent = time.perf_counter() - began, cpu(pid) - before
    connection = await asyncpg.connect(dsn)
    keys = dict(await connection.fetch(PUBLIC))
    await connection.close()
    began = time.perf_counter()
    for code in codes:
        found = read(code)
        assert found is not None
        assert found.is_right(keys)
    offline = 1000 * (time.perf_counter() - began) / len(codes)
    once = sum(let_in) == len(codes)
    return [
        Figure("let in", "", sum(let_in), "tickets", len(codes), None, "equal", once),
        Figure("scans", "1/s", 2 * len(codes) / took, "", None, None, "-", None),
        Figure(
            "judged offline, in Python",
            "ms",
            offline,
            "",
            None,
            None,
            f"<= {OFFLINE_AIM}",
            offline <= 20,
        ),
        Figure("scans a CPU second", "1/s", 2 * len(codes) / spent, "", None, None, "-", None),
    ]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        figures = in_a_town(Path(folder), PEOPLE, measured, PEER_AIM)
        figures += offline_figures()
    report("gate", figures, tickets=2 * PEOPLE, gates=16)


if __name__ == "__main__":
    main()

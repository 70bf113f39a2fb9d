"""A gate without network, in a browser whose CPU is slowed down 4 times: a frame with a code in it
is read, and the code is judged by the gate's own program; the signatures by the browser's Ed25519,
and by `@noble/ed25519` in the same page. Part of `make bench-gate`; alone `bench-gate_offline`.

What must hold: of four codes one is forged and one void, and both say so of exactly these.
"""

import http.server
import threading
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from bench.bundles import bundled, installed
from bench.client import CHROMIUM, SLOWER
from bench.harness import Figure, report, seconds
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.signing import public_of
from leapfrog.ticket_codes import TicketCode, written

HERE = Path(__file__).parent / "gate_page"
CODES = max(40, min(2_000, int(20 * seconds(20))))
AIM = 20.0
SEED, STRANGER, SHOW = bytes(range(32)), bytes(range(1, 33)), 42


def codes(now: datetime) -> tuple[list[str], dict[str, Any]]:
    """Codes of one show, each fourth signed by a stranger and each fourth void; the gate's list."""
    made, known = [], []
    for n in range(CODES):
        ticket = new_id()
        times = (now - timedelta(hours=1), now + timedelta(hours=2))
        code = TicketCode(1, ticket, SHOW, n, 0, 1, *times, 0)
        made.append(written(code, STRANGER if n % 4 == 1 else SEED))
        if n % 4 == 2:
            entry = {"ticket": str(ticket), "turn": 0, "void": True, "used_at": None}
            known.append(entry | {"gate": None, "proof": ""})
    public = urlsafe_b64encode(public_of(SEED)).decode()
    keys = [{"number": 1, "public": public}]
    return made, {"show": SHOW, "made_at": now.isoformat(), "keys": keys, "known": known}


@contextmanager
def served(script: Path) -> Iterator[str]:
    """A page with that script."""
    page = b"<!doctype html><title>Gate</title><script type=module src=/script.js></script>"

    class Pages(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            is_script = self.path == "/script.js"
            content = script.read_bytes() if is_script else page
            self.send_response(200)
            self.send_header("content-type", "text/javascript" if is_script else "text/html")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        # Of this address browsers know that nobody listens in, without which they sign nothing.
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def scanned(script: Path, rate: int) -> dict[str, Any]:
    """What the page measured, with the CPU so many times slower."""
    now = datetime.now(UTC)
    made, known = codes(now)
    with served(script) as address, sync_playwright() as played:
        browser = played.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(address)
        page.wait_for_function("'scan' in window")
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": rate})
        given = [made, known, 1000 * now.timestamp()]
        found: dict[str, Any] = page.evaluate("(all) => window.scan(...all)", given)
        browser.close()
    return found


def figures() -> list[Figure]:
    script = bundled(HERE / "scans.ts", installed("gate", HERE / "package.json"))
    found = scanned(script, SLOWER)
    own, peer = found["own"], found["peer"]
    wanted = {"ok": 0, "forged": 0, "void": 0}
    for n in range(CODES):
        wanted["forged" if n % 4 == 1 else "void" if n % 4 == 2 else "ok"] += 1
    right = found["alike"] and own["outcomes"] == peer["outcomes"] == wanted
    whole = found["decode"] + own["each"]
    return [
        Figure(
            name=f"judged in the browser, {SLOWER}x CPU",
            unit="ms",
            ours=own["each"],
            reference="ms @noble/ed25519",
            reference_value=peer["each"],
            ratio=own["each"] / peer["each"],
            aim="all outcomes right",
            holds=right,
        ),
        Figure(
            name=f"a frame read and judged, {SLOWER}x CPU",
            unit="ms",
            ours=whole,
            reference="ms with @noble/ed25519",
            reference_value=found["decode"] + peer["each"],
            ratio=whole / (found["decode"] + peer["each"]),
            aim=f"<= {AIM:g} ms",
            holds=whole <= AIM,
        ),
    ]


def main() -> None:
    report("gate_offline", figures(), codes=CODES)


if __name__ == "__main__":
    main()

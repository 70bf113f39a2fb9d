"""A provider that is none: speaks as Stripe does, as a process of its own, for tests and for
trying a town out. It keeps everything in memory; whoever opens its checkout page has paid.
"""

import hmac
import itertools
import json
import threading
import time
from hashlib import sha256
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Json = dict[str, Any]


class FakeStripe(ThreadingHTTPServer):
    """`webhook`: the address that is told, signed by `secret`."""

    def __init__(self, port: int, key: str, secret: str, webhook: str) -> None:
        super().__init__(("127.0.0.1", port), FakeStripeHandler)
        self.key, self.secret, self.webhook = key, secret, webhook
        self.lock = threading.Lock()
        self.numbers = itertools.count(1)
        self.sessions: dict[str, Json] = {}
        self.intents: dict[str, Json] = {}
        self.answers: dict[str, tuple[int, Json]] = {}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def tell(self, kind: str, thing: Json) -> None:
        """Sends a webhook; whether it arrived is the town's affair."""
        body = json.dumps({"type": kind, "data": {"object": thing}}).encode()
        at = str(int(time.time()))
        made = hmac.new(self.secret.encode(), at.encode() + b"." + body, sha256).hexdigest()
        parts = urlsplit(self.webhook)
        line = HTTPConnection(parts.hostname or "", parts.port or 80, timeout=10)
        try:
            headers = {"stripe-signature": f"t={at},v1={made}", "content-type": "application/json"}
            line.request("POST", parts.path, body, headers)
            line.getresponse().read()
        except OSError:
            return
        finally:
            line.close()


class FakeStripeHandler(BaseHTTPRequestHandler):
    """One request to the till."""

    server: FakeStripe

    def log_message(self, *_: object) -> None:
        """Quiet: the town says what happened."""

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        name = path.rpartition("/")[2]
        if path.startswith("/checkout/"):
            self._paid(name)
        elif not self._may():
            self._say(401, {"error": {"type": "invalid_request_error"}})
        else:
            there = self.server.sessions if "/sessions/" in path else self.server.intents
            found = there.get(name)
            missing = {"error": {"code": "resource_missing"}}
            self._say(200, found) if found else self._say(404, missing)

    def do_POST(self) -> None:
        size = int(self.headers.get("content-length") or 0)
        form = {name: each[0] for name, each in parse_qs(self.rfile.read(size).decode()).items()}
        if not self._may():
            return self._say(401, {"error": {"type": "invalid_request_error"}})
        key = self.headers.get("idempotency-key", "")
        with self.server.lock:
            if key not in self.server.answers:
                self.server.answers[key] = self._act(urlsplit(self.path).path, form)
            answer = self.server.answers[key]
        self._say(*answer)
        return None

    def _act(self, path: str, form: dict[str, str]) -> tuple[int, Json]:
        parts = path.strip("/").split("/")
        if path == "/v1/checkout/sessions":
            return 200, self._session(form)
        if path in ("/v1/refunds", "/v1/transfers"):
            return 200, {"id": f"x_{next(self.server.numbers)}", "status": "succeeded"}
        intent = self.server.intents.get(parts[2]) if len(parts) == 4 else None
        if intent is None:
            return 404, {"error": {"code": "resource_missing"}}
        wanted = {"capture": "succeeded", "cancel": "canceled"}[parts[3]]
        if intent["status"] != "requires_capture":
            return 400, {"error": {"code": "payment_intent_unexpected_state"}}
        intent["status"] = wanted
        intent["amount_received"] = intent["amount"] if wanted == "succeeded" else 0
        return 200, intent

    def _session(self, form: dict[str, str]) -> Json:
        name = f"cs_{next(self.server.numbers)}"
        made: Json = {
            "id": name,
            "url": f"{self.server.address}/checkout/{name}",
            "status": "open",
            "amount_total": int(form["line_items[0][price_data][unit_amount]"]),
            "currency": form["line_items[0][price_data][currency]"],
            "payment_intent": None,
            "metadata": {"charge": form["payment_intent_data[metadata][charge]"]},
            "success_url": form["success_url"],
        }
        self.server.sessions[name] = made
        return made

    def _paid(self, name: str) -> None:
        session = self.server.sessions.get(name)
        if session is None:
            return self._say(404, {"error": {"code": "resource_missing"}})
        with self.server.lock:
            if session["payment_intent"] is None:
                intent: Json = {
                    "id": f"pi_{next(self.server.numbers)}",
                    "status": "requires_capture",
                    "amount": session["amount_total"],
                    "amount_received": 0,
                    "currency": session["currency"],
                    "metadata": session["metadata"],
                }
                self.server.intents[intent["id"]] = intent
                session["payment_intent"] = intent["id"]
        told = self.server.intents[session["payment_intent"]]
        self.server.tell("payment_intent.amount_capturable_updated", told)
        self.send_response(303)
        self.send_header("location", session["success_url"])
        self.end_headers()
        return None

    def _may(self) -> bool:
        return self.headers.get("authorization") == f"Bearer {self.server.key}"

    def _say(self, status: int, said: Json) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

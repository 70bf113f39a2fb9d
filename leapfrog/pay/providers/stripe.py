"""Stripe, by its HTTP API (version 2025-06-30) through the town's one way out.

A payment is a Checkout Session whose PaymentIntent is captured by hand; a pay-out is a Transfer to
a connected account. Forms are sent URL-encoded with brackets, idempotency by `Idempotency-Key`.
https://docs.stripe.com/api, https://docs.stripe.com/webhooks#verify-manually
"""

import hmac
from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

import msgspec

from leapfrog.kernel.outgoing import Outgoing, OutgoingRequest
from leapfrog.pay.providers.model import Charge, ProviderFailed, Status, WebhookEvent

VERSION = "2025-06-30.basil"
OLDEST_SECONDS = 300
STATUSES: Mapping[str, Status] = {
    "requires_payment_method": "open",
    "requires_confirmation": "open",
    "requires_action": "open",
    "processing": "open",
    "requires_capture": "authorised",
    "succeeded": "captured",
    "canceled": "failed",
}
EVENTS = {
    "payment_intent.amount_capturable_updated",
    "payment_intent.succeeded",
    "payment_intent.canceled",
    "charge.refunded",
}
Json = dict[str, Any]


class Stripe:
    """`base` is Stripe's own, or a fake of it in tests and in the demo."""

    def __init__(
        self,
        outgoing: Outgoing,
        key: str,
        webhook_secret: str,
        base: str = "https://api.stripe.com",
    ) -> None:
        self._outgoing, self._key, self._secret = outgoing, key, webhook_secret
        self._base = base.rstrip("/")

    async def authorise(self, key: UUID, amount: int, currency: str, back: str) -> Charge:
        form = {
            "mode": "payment",
            "success_url": back,
            "cancel_url": back,
            "client_reference_id": str(key),
            "line_items[0][quantity]": "1",
            "line_items[0][price_data][currency]": currency.lower(),
            "line_items[0][price_data][unit_amount]": str(amount),
            "line_items[0][price_data][product_data][name]": "Top-up",
            "payment_intent_data[capture_method]": "manual",
            "payment_intent_data[metadata][charge]": str(key),
            "expand[0]": "payment_intent",
        }
        made = await self._post("/v1/checkout/sessions", form, key, "authorise")
        return Charge(str(made["id"]), "open", str(made.get("url") or ""))

    async def capture(self, key: UUID, provider_id: str, amount: int) -> Charge:
        intent = await self._intent(provider_id)
        path = f"/v1/payment_intents/{quote(intent)}/capture"
        made = await self._post(path, {"amount_to_capture": str(amount)}, key, "capture")
        return Charge(provider_id, STATUSES.get(made["status"], "failed"))

    async def void(self, key: UUID, provider_id: str) -> Charge:
        intent = await self._intent(provider_id)
        made = await self._post(f"/v1/payment_intents/{quote(intent)}/cancel", {}, key, "void")
        return Charge(provider_id, STATUSES.get(made["status"], "failed"))

    async def refund(self, key: UUID, provider_id: str, amount: int) -> Charge:
        form = {"payment_intent": await self._intent(provider_id), "amount": str(amount)}
        made = await self._post("/v1/refunds", form, key, "refund")
        if made["status"] not in ("succeeded", "pending"):
            raise ProviderFailed(str(made["status"]))
        return Charge(provider_id, "refunded")

    async def pay_out(self, key: UUID, amount: int, currency: str, to: str) -> str:
        form = {"amount": str(amount), "currency": currency.lower(), "destination": to}
        return str((await self._post("/v1/transfers", form, key, "pay_out"))["id"])

    async def look(self, provider_id: str) -> WebhookEvent:
        session = await self._get(f"/v1/checkout/sessions/{quote(provider_id)}")
        intent = session.get("payment_intent")
        if not intent:
            gone = session.get("status") == "expired"
            status: Status = "failed" if gone else "open"
            return WebhookEvent(
                provider_id, status, session["amount_total"], str(session["currency"]).upper()
            )
        found = await self._get(f"/v1/payment_intents/{quote(str(intent))}")
        status = STATUSES.get(found["status"], "failed")
        # Less than what was asked for may have been captured.
        amount = found["amount_received" if status == "captured" else "amount"]
        return WebhookEvent(provider_id, status, amount, str(found["currency"]).upper())

    def told(self, body: bytes, signature: str, now: int) -> WebhookEvent | None:
        self._verify(body, signature, now)
        try:
            event: Json = msgspec.json.decode(body, type=dict[str, Any])
            if event["type"] not in EVENTS:
                return None
            thing: Json = event["data"]["object"]
            ours = str(thing.get("metadata", {}).get("charge", ""))
            refunded = event["type"] == "charge.refunded"
            status: Status = "refunded" if refunded else STATUSES.get(thing["status"], "failed")
            return WebhookEvent(ours, status, thing["amount"], str(thing["currency"]).upper())
        except (msgspec.DecodeError, KeyError, TypeError, AttributeError) as cause:
            raise ProviderFailed("no event of Stripe's") from cause

    def _verify(self, body: bytes, signature: str, now: int) -> None:
        """`t=<seconds>,v1=<hex HMAC-SHA256 of "<seconds>.<body>">`, several `v1` while secrets
        change. Without a secret nothing is right: anybody can sign with an empty one.
        """
        if not self._secret:
            raise ProviderFailed("there is no secret to check the signature with")
        parts = [part.strip().partition("=")[::2] for part in signature.split(",")]
        at = next((text for name, text in parts if name == "t"), "")
        if not (at.isascii() and at.isdigit()) or abs(now - int(at)) > OLDEST_SECONDS:
            raise ProviderFailed("the signature is too old")
        wanted = hmac.new(self._secret.encode(), at.encode() + b"." + body, sha256).hexdigest()
        given = [text for name, text in parts if name == "v1"]
        if not any(hmac.compare_digest(wanted.encode(), one.encode()) for one in given):
            raise ProviderFailed("the signature is not right")

    async def _intent(self, provider_id: str) -> str:
        session = await self._get(f"/v1/checkout/sessions/{quote(provider_id)}")
        if not session.get("payment_intent"):
            raise ProviderFailed("nobody has paid yet")
        return str(session["payment_intent"])

    async def _get(self, path: str) -> Json:
        return await self._call(OutgoingRequest("GET", self._base + path, self._headers()))

    async def _post(self, path: str, form: Mapping[str, str], key: UUID, act: str) -> Json:
        headers = {
            **self._headers(),
            "content-type": "application/x-www-form-urlencoded",
            "idempotency-key": f"{key}-{act}",
        }
        return await self._call(
            OutgoingRequest("POST", self._base + path, headers, urlencode(form).encode())
        )

    def _headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self._key}", "stripe-version": VERSION}

    async def _call(self, call: OutgoingRequest) -> Json:
        answer = await self._outgoing.call(call)
        try:
            found: Json = msgspec.json.decode(answer.body, type=dict[str, Any])
        except msgspec.DecodeError:
            raise ProviderFailed(f"answered {answer.status}") from None
        if answer.status >= 300:
            error = found.get("error") or {}
            raise ProviderFailed(str(error.get("code") or error.get("type") or answer.status))
        return found

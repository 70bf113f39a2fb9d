"""What parameters mean that have one meaning everywhere; others say it at their handler."""

from collections.abc import Mapping
from typing import Any

NEW_ID = "A UUIDv7 that the client makes; the same id again is the same operation"

PARAMETERS: Mapping[tuple[str, str], str] = {
    ("path", "account_id"): "One of one's own accounts, by its number.",
    ("path", "arrival_id"): f"The arrival. {NEW_ID}.",
    ("path", "call_id"): f"The call. {NEW_ID}.",
    ("path", "charge_id"): f"The top-up by the payment provider. {NEW_ID}.",
    ("path", "circle_id"): f"The circle. {NEW_ID}.",
    ("path", "client_app_id"): "The program that was let in.",
    ("path", "client_id"): f"The message as the client names it. {NEW_ID}.",
    ("path", "close_id"): f"The close of the day. {NEW_ID}.",
    ("path", "comment_id"): f"The comment. {NEW_ID}.",
    ("path", "contact_id"): f"A contact in one's own address book. {NEW_ID}.",
    ("path", "conversation_id"): "A conversation that one is in.",
    ("path", "decision_id"): f"The decision of an operator. {NEW_ID}.",
    ("path", "draft_id"): f"The draft; its id becomes the post's. {NEW_ID}.",
    ("path", "event_id"): f"What is shown. {NEW_ID}.",
    ("path", "field_id"): f"The field of one's own card. {NEW_ID}.",
    ("path", "domain"): "The domain of another town, such as `town.example`.",
    ("path", "extension_id"): f"The extension. {NEW_ID}.",
    ("path", "case_id"): f"The question about an order. {NEW_ID}.",
    ("path", "entry_id"): f"What is said in a case. {NEW_ID}.",
    ("path", "order_id"): f"The order. {NEW_ID}.",
    ("path", "payment_id"): f"The payment of some orders at once. {NEW_ID}.",
    ("path", "ruling_id"): f"The town's ruling. {NEW_ID}.",
    ("path", "shipment_id"): f"What is sent together. {NEW_ID}.",
    ("path", "variant_id"): f"The variant of an item. {NEW_ID}.",
    ("path", "file_id"): f"The file. {NEW_ID}.",
    ("path", "group_id"): f"The group, which is a conversation. {NEW_ID}.",
    ("path", "handle"): "The name by which somebody is found, without `@`.",
    ("path", "hall_id"): f"The hall. {NEW_ID}.",
    ("path", "host"): "The domain of another town, such as `town.example`.",
    ("path", "import_id"): f"The import. {NEW_ID}.",
    ("path", "intent_id"): f"The payment that is asked for. {NEW_ID}.",
    ("path", "invitation_id"): f"The invitation. {NEW_ID}.",
    ("path", "gtin"): "The digits below a barcode (GTIN).",
    ("path", "item_id"): f"The item. {NEW_ID}.",
    ("path", "label"): "The slot as it is written on the machine, such as `A1`.",
    ("path", "line_id"): "The entry of a bank's statement.",
    ("path", "link_id"): "The offered link, by the id of the borrowed device.",
    ("path", "list_id"): f"A list of people of one's own. {NEW_ID}.",
    ("path", "machine_id"): f"The vending machine. {NEW_ID}.",
    ("path", "merchant_id"): f"The shop. {NEW_ID}.",
    ("path", "move_id"): f"The entry in the stock's journal. {NEW_ID}.",
    ("path", "merge_id"): f"The merge of two contacts. {NEW_ID}.",
    ("path", "name"): "The topic, as it is written after `#`.",
    ("path", "operation_id"): f"The operation at the desk. {NEW_ID}.",
    ("path", "packet_id"): f"The red packet. {NEW_ID}.",
    ("path", "passkey_id"): "One of one's own passkeys.",
    ("path", "password_id"): f"The app password. {NEW_ID}.",
    ("path", "payout_id"): f"The pay-out. {NEW_ID}.",
    ("path", "person_id"): "The person.",
    ("path", "picture_id"): f"The picture. {NEW_ID}.",
    ("path", "post_id"): f"The post. {NEW_ID}.",
    (
        "path",
        "ref",
    ): "The payment, as it is named in statements and cards, such as `pay:transfer:<id>`.",
    ("path", "refund_id"): f"The refund. {NEW_ID}.",
    ("path", "report_id"): f"The report. {NEW_ID}.",
    ("path", "request_id"): f"The request. {NEW_ID}.",
    ("path", "message_id"): f"The message. {NEW_ID}.",
    ("path", "share_id"): f"The live location. {NEW_ID}.",
    ("path", "ride_id"): f"The ride. {NEW_ID}.",
    ("path", "sale_id"): f"The sale. {NEW_ID}.",
    ("path", "seq"): "The number of a message in its conversation, from 1.",
    ("path", "session_id"): "One of one's own sessions.",
    ("path", "show_id"): f"The show. {NEW_ID}.",
    ("path", "slot_id"): "The slot of a machine.",
    ("path", "split_id"): f"The shared bill. {NEW_ID}.",
    ("path", "takeout_id"): f"The take-out. {NEW_ID}.",
    ("path", "ticket_id"): "The ticket.",
    ("path", "token"): "The last part of a link or of a QR code: what lets its holder in.",
    ("path", "transfer_id"): f"The transfer. {NEW_ID}.",
    ("path", "venue_id"): f"The venue. {NEW_ID}.",
    ("path", "warehouse_id"): f"Where goods lie. {NEW_ID}.",
    ("query", "limit"): "At most so many in the answer.",
    ("query", "media"): "Whether pictures, films and other files come along.",
    ("query", "name"): "The name of the file, as the person knows it.",
    ("query", "part"): "The `whole` file, a small picture of it, or a form made for playing.",
    ("query", "q"): "The words that are looked for.",
    ("query", "since"): "The first day; without it from the beginning.",
    ("query", "type"): "The media type that the browser can play, where there are several.",
    ("query", "until"): "The last day; without it until today.",
    ("query", "zone"): "Time zone in which dates are read or written, by its IANA name.",
}

Header = dict[str, Any]


def _header(name: str, about: str) -> Header:
    return {"name": name, "in": "header", "description": about, "schema": {"type": "string"}}


PART = (
    _header("Range", "Bytes of the file, as `bytes=0-1023` (RFC 9110, 14.2); else the whole."),
    _header("If-Range", "The part counts only while the file has this entity tag."),
    _header("If-None-Match", "An entity tag that is known: 304 where the file still has it."),
)
# Headers that a handler reads by itself, by method and path.
HEADERS: Mapping[tuple[str, str], tuple[Header, ...]] = {
    ("put", "/api/v1/chat/files/{file_id}"): (
        _header("X-File-Name", "The name of the file, percent-encoded UTF-8."),
    ),
    ("get", "/api/v1/chat/files/{file_id}"): PART,
    ("get", "/api/v1/post-files/{file_id}"): PART,
    ("post", "/api/v1/pay/provider/webhook"): (
        _header("Stripe-Signature", "How the payment provider signs what it tells."),
    ),
}

"""The two doors to JSContact."""

from leapfrog.contact_formats.jscontact.params import Json
from leapfrog.contact_formats.jscontact.read import properties_of
from leapfrog.contact_formats.jscontact.write import content_uid, to_jscontact
from leapfrog.contact_formats.model import Card, FormatProblem

__all__ = ["from_jscontact", "to_jscontact"]


def from_jscontact(value: Json) -> Card:
    """The card of a decoded JSContact object (RFC 9553). Raises `FormatProblem` if it is none."""
    if not isinstance(value, dict) or value.get("@type") != "Card":
        raise FormatProblem("not_jscontact", "This is no JSContact card.")
    without_uid = Card(tuple(properties_of({**value, "uid": ""})))
    # A UID that we made from the content is no property of the card.
    if value.get("uid") == content_uid(without_uid):
        return without_uid
    return Card(tuple(properties_of(value)))

"""CustomEmoji: pictures that stand for words of people elsewhere. Nobody here picks them."""

from collections.abc import Mapping
from typing import Any

from leapfrog.mastodon.addresses import Addresses


def emojis(found: Mapping[str, str], at: Addresses) -> list[dict[str, Any]]:
    return [
        {
            "shortcode": name,
            "url": at.here(f"/media/emojis/{ident}"),
            "static_url": at.here(f"/media/emojis/{ident}"),
            "visible_in_picker": False,
            "category": None,
        }
        for name, ident in found.items()
    ]

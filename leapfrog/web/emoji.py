"""Words of other towns with the pictures that stand for some of them, as HTML."""

import re
from collections.abc import Mapping
from html import escape

WORD = re.compile(r":([A-Za-z0-9_+-]{1,64}):")


def shown(text: str, emojis: Mapping[str, str]) -> str:
    """The text, escaped, with a picture for each `:word:` that has one."""
    escaped = escape(text)
    return WORD.sub(lambda found: _picture(found, emojis), escaped) if emojis else escaped


def _picture(found: re.Match[str], emojis: Mapping[str, str]) -> str:
    ident = emojis.get(found[1])
    if ident is None:
        return found[0]
    named = f'alt="{found[0]}" title="{found[0]}"'
    return f'<img class="e" src="/media/emojis/{ident}" {named} loading="lazy">'

"""Pages that any browser shows, without network or script, in light and in dark."""

import re
from collections.abc import Mapping
from datetime import tzinfo
from html import escape
from urllib.parse import quote

import msgspec

from leapfrog.chat_formats.model import HistoryEntry, HistoryMedia
from leapfrog.chat_formats.writing.words import Words

_LINK = re.compile(r"https?://[^\s<>\"']+")
STYLE = """
:root{color-scheme:light dark;--bg:#f2f5f0;--card:#fff;--ink:#12201a;--soft:#54645b;--line:#dde5db;
--brand:#0b7951;--mine:#cff1dc}
@media(prefers-color-scheme:dark){:root{--bg:#0b1410;--card:#17231d;--ink:#e7f1eb;--soft:#a2b4aa;
--line:#26372f;--brand:#3dd491;--mine:#14523a}}
*{box-sizing:border-box}
body{background:var(--bg);color:var(--ink);font:16px/1.5 system-ui,sans-serif;margin:0 auto;
max-width:46rem;padding:1rem .75rem 4rem}
header{border-bottom:1px solid var(--line);margin-bottom:1rem;padding-bottom:.75rem}
h1{font-size:1.4rem;margin:0}a{color:var(--brand)}.soft,small{color:var(--soft)}
h2{color:var(--soft);font-size:.8rem;font-weight:500;margin:1.5rem 0 .75rem;text-align:center}
nav{display:flex;justify-content:space-between;margin:1.5rem 0}nav a{padding:.6rem 0}
ul{background:var(--card);border-radius:18px;list-style:none;margin:0;padding:.25rem 1rem}
li{border-top:1px solid var(--line);padding:.75rem 0}li:first-child{border-top:0}
.m{display:flex;flex-direction:column;align-items:flex-start;margin:.5rem 3.5rem .5rem 0}
.m.me{align-items:flex-end;margin:.5rem 0 .5rem 3.5rem}
.b{background:var(--card);border-radius:6px 18px 18px;max-width:100%;overflow-wrap:anywhere;
padding:.5rem .8rem;white-space:pre-wrap}
.me .b{background:var(--mine);border-radius:18px 6px 18px 18px}
.m small{padding:0 .35rem}
.q{border-left:3px solid var(--brand);color:var(--soft);display:block;text-decoration:none;
font-size:.85rem;margin-bottom:.25rem;max-height:3rem;overflow:hidden;padding-left:.5rem}
.s{color:var(--soft);font-size:.85rem;margin:.75rem 1rem;overflow-wrap:anywhere;text-align:center}
.gone{color:var(--soft);font-style:italic}
img,video{border-radius:12px;display:block;max-height:26rem;max-width:100%}
audio{display:block;max-width:100%;width:18rem}.r{font-size:.9rem}
"""
Names = Mapping[str, str]
# Where it stands, and its first words.
Quoted = tuple[str, str]


class PageOptions(msgspec.Struct, frozen=True):
    """How a page is shown: whose side is the right one, in which zone and language."""

    me: str
    zone: tzinfo
    words: Words
    language: str


def page(title: str, look: PageOptions, body: str, top: str = "") -> str:
    """A whole page; `top`: what stands under the title."""
    return f"""<!doctype html>
<html lang="{escape(look.language)}">
<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="script-src 'none';object-src 'none'">
<title>{escape(title)}</title><style>{STYLE}</style>
<header><h1>{escape(title)}</h1>{top}</header>
{body}
</html>
"""


def day(entry: HistoryEntry, look: PageOptions) -> str:
    return entry.at.astimezone(look.zone).strftime("%Y-%m-%d")


def bubble(entry: HistoryEntry, look: PageOptions, names: Names, quoted: Quoted | None) -> str:
    """One entry, with what it answers."""
    if entry.kind == "system":
        return f'<p class="s">{_linked(entry.body)}</p>\n'
    side = " me" if look.me and entry.sender == look.me else ""
    name = escape(names.get(entry.sender, entry.sender))
    at = entry.at.astimezone(look.zone)
    marks = "".join(f" · {mark}" for mark in _marks(entry, look.words))
    anchor = f' id="{quote(entry.id, safe="")}"' if entry.id else ""
    return (
        f'<div class="m{side}"{anchor}><small>{name} · '
        f'<time datetime="{at.isoformat()}">{at:%H:%M}</time>{marks}</small>'
        f'<div class="b">{_quote(quoted)}{_said(entry, look.words)}</div>'
        f"{_reactions(entry, names)}</div>\n"
    )


def _marks(entry: HistoryEntry, words: Words) -> list[str]:
    marks = [words["edited"]] if entry.edited else []
    if entry.forwarded is not None:
        marks.append(f"{words['forwarded']} {escape(entry.forwarded)}".strip())
    return marks


def _quote(quoted: Quoted | None) -> str:
    return f'<a class="q" href="{quoted[0]}">{escape(quoted[1])}</a>' if quoted else ""


def _said(entry: HistoryEntry, words: Words) -> str:
    if entry.kind == "deleted":
        return f'<span class="gone">{words["deleted"]}</span>'
    parts = [_file(media, words) for media in entry.media]
    if entry.place:
        lat, lon = entry.place.lat, entry.place.lon
        name = escape(entry.place.name or entry.place.address or words["place"])
        parts.append(
            f'<a href="https://www.openstreetmap.org/?mlat={lat}&amp;mlon={lon}">{name}</a>'
        )
    if entry.body:
        parts.append(_linked(entry.body))
    return "\n".join(parts) or f'<span class="gone">{escape(entry.kind)}</span>'


def _file(media: HistoryMedia, words: Words) -> str:
    name = escape(media.name or media.kind)
    if not media.path:
        return f'<span class="gone">{name} ({words["left_out"]})</span>'
    link = quote(media.path)
    match media.kind:
        case "image" | "gif" | "sticker" if media.type.startswith("image/"):
            return f'<a href="{link}"><img src="{link}" alt="{name}" loading="lazy"></a>'
        case "video" | "gif":
            return f'<video src="{link}" controls preload="none"></video>'
        case "audio" | "voice":
            return f'<audio src="{link}" controls preload="none"></audio>'
        case _:
            return f'<a href="{link}" download>{name}</a>'


def _reactions(entry: HistoryEntry, names: Names) -> str:
    if not entry.reactions:
        return ""
    given = (
        f"{escape(one.emoji)} {escape(names.get(one.by, one.by)) or one.count}"
        for one in entry.reactions
    )
    return f'<small class="r">{" · ".join(given)}</small>'


def _linked(text: str) -> str:
    """Escaped, and what is an address of the web can be followed."""
    parts, end = [], 0
    for found in _LINK.finditer(text):
        link = escape(found[0])
        parts += [
            escape(text[end : found.start()]),
            f'<a href="{link}" rel="noreferrer">{link}</a>',
        ]
        end = found.end()
    return "".join((*parts, escape(text[end:])))

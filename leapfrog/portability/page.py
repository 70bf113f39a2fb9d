"""The pages of a take-out: everything, readable in any browser, without network or script.

`index.html` says whose copy it is and what is in it; `pages/contacts.html` and one page for each
conversation hang on it.
"""

from collections.abc import AsyncIterator, Iterable, Mapping
from html import escape

from leapfrog import chat, contacts
from leapfrog.chat import Conversation, HistoryPosition, Message
from leapfrog.contacts import Card, fields, fn
from leapfrog.identity import Me
from leapfrog.kernel.db import Db
from leapfrog.portability.model import Manifest, SetCount
from leapfrog.portability.words import words_of

PAGE = 500
# What people chose on the town's map.
OF_THE_MAP = {"places", "rides", "parcels_addresses"}
STYLE = """
:root{color-scheme:light dark;--bg:#f2f5f0;--card:#fff;--ink:#12201a;--ink2:#54645b;
--line:#e3e9e1;--brand:#0b7951;--mine:#cff1dc}
@media(prefers-color-scheme:dark){:root{--bg:#0b1410;--card:#131e19;--ink:#e7f1eb;--ink2:#a2b4aa;
--line:#203029;--brand:#3dd491;--mine:#14523a}}
body{background:var(--bg);color:var(--ink);font:16px/1.5 system-ui,sans-serif;margin:0 auto;
max-width:44rem;padding:1.5rem 1rem}
h1{font-size:1.6rem;margin:0 0 .25rem}h2{font-size:1.15rem;margin:1.75rem 0 .5rem}
a{color:var(--brand)}p,td,dd{overflow-wrap:anywhere}.soft{color:var(--ink2)}
.card{background:var(--card);border-radius:18px;padding:.5rem 1rem}
table{border-collapse:collapse;width:100%}td,th{border-top:1px solid var(--line);padding:.5rem 0;
text-align:left;vertical-align:top}tr:first-child>*{border-top:0}td.n{text-align:right}
ul{list-style:none;margin:0;padding:0}li{border-top:1px solid var(--line);padding:.6rem 0}
li:first-child{border-top:0}dl{margin:.25rem 0 0}dt{color:var(--ink2);font-size:.85rem}
dd{margin:0 0 .35rem}.said{background:var(--card);border-radius:16px;margin:.4rem 3rem .4rem 0;
padding:.5rem .8rem;white-space:pre-wrap}.said.me{background:var(--mine);margin:.4rem 0 .4rem 3rem}
.said small{color:var(--ink2);display:block;white-space:normal}code{font-size:.8rem}
"""


async def pages(db: Db, me: Me, manifest: Manifest) -> AsyncIterator[tuple[str, bytes]]:
    """The name and content of each page, `index.html` last."""
    words = words_of(me.language)
    talks = await chat.mine(db, me.id)
    book = [entry async for entry in contacts.export_cards(db, me.id)]
    yield "pages/contacts.html", _page(words["contacts"], me, _contacts(book))
    for talk in talks:
        name = talk.name
        said = [message async for message in _said(db, me, talk)]
        yield f"pages/{talk.id}.html", _page(name, me, "".join(_bubble(me, m) for m in said))
    yield "index.html", _page(me.display_name, me, _index(me, manifest, talks, len(book)), top=True)


async def _said(db: Db, me: Me, talk: Conversation) -> AsyncIterator[Message]:
    seq, more = 0, True
    while more:
        _, found, more = await chat.history(db, me.id, talk.id, HistoryPosition(after=seq), PAGE)
        for message in found:
            yield message
        seq = found[-1].seq if found else seq


def _index(me: Me, manifest: Manifest, talks: Iterable[Conversation], known: int) -> str:
    words = words_of(me.language)
    when = manifest.created_at.strftime("%Y-%m-%d %H:%M UTC")
    chats = "".join(map(_talk, talks)) or f"<li>{words['none']}</li>"
    return f"""<p class="soft">{escape(me.address)} · {escape(manifest.town)} · {when}</p>
<p>{escape(me.about)}</p>
<h2>{words["contacts"]}</h2><div class="card"><ul>
<li><a href="pages/contacts.html">{words["contacts"]} ({known})</a></li>
<li><a href="contacts/contacts-vcard3.vcf">vCard 3.0</a>
<span class="soft">{words["phones"]}</span></li>
<li><a href="contacts/contacts-vcard4.vcf">vCard 4.0</a></li>
<li><a href="contacts/contacts-jscontact.json">JSContact</a></li></ul></div>
<h2>{words["chats"]}</h2><div class="card"><ul>{chats}</ul></div>
<h2>{words["records"]}</h2>
<div class="card"><table>{"".join(map(_set, manifest.sets))}</table></div>
<p class="soft">{words["promise"]} <a href="manifest.json">manifest.json</a></p>
{_map(manifest, words)}"""


def _map(manifest: Manifest, words: Mapping[str, str]) -> str:
    """Whose data names and points of places are, where there are some."""
    if not any(one.count for one in manifest.sets if one.name in OF_THE_MAP):
        return ""
    licence = "https://opendatacommons.org/licenses/odbl/1-0/"
    return f'<p class="soft">{words["map"]} <a href="{licence}">ODbL 1.0</a></p>'


def _set(kept: SetCount) -> str:
    return (
        f'<tr><td><a href="records/{kept.name}.jsonl">{escape(kept.name)}</a></td>'
        f'<td class="n">{kept.count}</td>'
        f'<td class="soft"><code>{kept.sha256[:16]}…</code></td></tr>'
    )


def _talk(talk: Conversation) -> str:
    address = f"{escape(talk.person.address)} · " if talk.person else ""
    return (
        f'<li><a href="pages/{talk.id}.html">{escape(talk.name)}</a> '
        f'<span class="soft">{address}{talk.last_seq}</span></li>'
    )


def _contacts(book: Iterable[Card]) -> str:
    return '<div class="card"><ul>' + "".join(map(_contact, book)) + "</ul></div>"


def _contact(card: Card) -> str:
    shown = "".join(
        f"<dt>{escape(field.label or field.kind)}</dt><dd>{escape(field.value)}</dd>"
        for field in fields(card)
    )
    return f"<li><b>{escape(fn(card))}</b><dl>{shown}</dl></li>"


def _bubble(me: Me, message: Message) -> str:
    side = "said me" if message.sender_id == me.id else "said"
    when = message.created_at.strftime("%Y-%m-%d %H:%M")
    return f'<div class="{side}">{escape(message.body)}<small>{when}</small></div>'


def _page(title: str, me: Me, body: str, top: bool = False) -> bytes:
    back = "" if top else '<p><a href="../index.html">←</a></p>'
    return f"""<!doctype html><html lang="{me.language}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{escape(title)}</title><style>{STYLE}</style><body>{back}<h1>{escape(title)}</h1>
{body}</body></html>
""".encode()

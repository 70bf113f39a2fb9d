"""Link cards: what a page says of itself, asked through the guarded way out, kept as text."""

import msgspec
import pytest

from leapfrog.kernel.http import Town
from leapfrog.kernel.outgoing import CallRefused, OutgoingResponse
from leapfrog.post_media import link_cards
from leapfrog.posts.jobs import ask_page
from tests.contacts.conftest import Join
from tests.kernel.test_outgoing import door, way
from tests.posts.acts import ok, posted

PAGE = """<html><head><title>Fallback</title>
<meta name="description" content="not this one">
<meta property="og:title" content="  The &lt;b&gt;jetty  opens &#x200b;">
<meta property="og:description" content="On Sunday, with tea.">
<meta property="og:site_name" content="Lake Gazette"><script>alert(1)</script></head>"""


def answer(body: bytes, kind: str = "text/html") -> OutgoingResponse:
    return OutgoingResponse(200, {"content-type": kind}, body)


def says(body: str, status: str = "200 OK", more: str = "Content-Type: text/html") -> bytes:
    content = body.encode()
    head = f"HTTP/1.1 {status}\r\n{more}\r\nContent-Length: {len(content)}\r\n\r\n"
    return head.encode() + content


def test_a_page_is_read_by_its_open_graph_words_as_plain_text() -> None:
    card = link_cards.read(answer(PAGE.encode()), "https://gazette.example/1")
    assert card.title == "The <b>jetty opens"
    assert (card.text, card.site) == ("On Sunday, with tea.", "Lake Gazette")
    chinese = '<meta charset="gbk"><title>湖边面馆</title>'.encode("gbk")
    card = link_cards.read(answer(chinese), "https://noodles.example/")
    assert (card.title, card.site) == ("湖边面馆", "noodles.example")
    assert link_cards.read(answer(b"\xff<title>x", "text/html; charset=no"), "https://a/").title
    assert len(link_cards.read(answer(b"<title>" + b"y" * 9000), "https://a/").title) == 200


async def test_redirects_are_followed_a_few_times_and_each_address_is_checked() -> None:
    async with way(private=True) as out, door(says(PAGE)) as there:
        page = f"http://127.0.0.1:{there.port}/page"
        moved = says("", "302 Found", f"Location: {page}#part")
        async with door(moved) as first:
            found = await link_cards.fetched(out, f"http://127.0.0.1:{first.port}/")
        assert found
        assert b"jetty" in found.body
        loop = says("", "301 Moved", "Location: /again")
        async with door(loop) as round_and_round:
            url = f"http://127.0.0.1:{round_and_round.port}/"
            assert await link_cards.fetched(out, url) is None
        assert len(round_and_round.heard) == link_cards.MOST_HOPS + 1
        for inside in ("ftp://127.0.0.1/", f"http://me:secret@127.0.0.1:{there.port}/"):
            async with door(says("", "302 Found", f"Location: {inside}")) as trap:
                with pytest.raises(CallRefused):
                    await link_cards.fetched(out, f"http://127.0.0.1:{trap.port}/")
        assert len(there.heard) == 1
        async with door(says("PNG", more="Content-Type: image/png")) as picture:
            assert await link_cards.fetched(out, f"http://127.0.0.1:{picture.port}/") is None


async def test_the_card_comes_into_the_post_unless_it_leads_elsewhere_by_then(
    join: Join, town: Town
) -> None:
    amina = await join("amina")
    async with way(private=True) as out, door(says(PAGE)) as there:
        url = f"http://127.0.0.1:{there.port}/"
        post = await posted(amina, f"Read this: {url}.")
        assert post["content"]["link"] == {"url": url}
        job = {"post_id": post["id"], "url": url}
        # What the town must not call, it does not: this is its own machine.
        await ask_page(town, job)
        assert there.heard == []
        reaching = msgspec.structs.replace(town, outgoing=out)
        await ask_page(reaching, {**job, "url": f"{url}?other"})
        assert "title" not in ok(await amina.get(f"/posts/{post['id']}"))["content"]["link"]
        await ask_page(reaching, job)
    card = ok(await amina.get(f"/posts/{post['id']}"))["content"]["link"]
    assert (card["url"], card["title"]) == (url, "The <b>jetty opens")

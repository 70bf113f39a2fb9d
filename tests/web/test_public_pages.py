"""Pages for passers-by: a public post, person and topic, readable without a script; and feeds."""

import json
import re
import xml.etree.ElementTree as ElementTree
from html import unescape
from typing import Any

import httpx
import msgspec
import pytest

from leapfrog.kernel.settings import Settings
from leapfrog.web import pages
from tests.contacts.conftest import Join
from tests.http import Client, Enter
from tests.posts.acts import commented, decide, ok, posted
from tests.samples import jpeg

ATOM = "{http://www.w3.org/2005/Atom}"
NASTY = "</script><img src=x onerror=alert(1)> & \"quotes\" 'too'"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return msgspec.structs.replace(settings, operators=("mayor",))


@pytest.fixture(autouse=True)
def small_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the client is built or not."""
    monkeypatch.setattr(pages, "_shell_page", lambda language: "<title>app</title>")


def data(page: str) -> Any:
    """The page's JSON-LD."""
    found = re.search(r'ld\+json" nonce="[^"]*">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def meta(page: str) -> dict[str, str]:
    """The page's Open Graph words."""
    found = re.findall(r'<meta property="og:(\w+)" content="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}


async def page(one: Client, path: str, language: str = "en") -> httpx.Response:
    return await one.page(path, headers={"accept-language": language})


async def test_a_public_post_is_a_page_of_its_own_for_people_and_programs(
    join: Join, client: Enter
) -> None:
    amina, bo, nobody = await join("amina"), await join("bo_chen"), client()
    picture = f"/post-files/00000000-0000-7000-8000-{1:012}"
    ok(await amina.put(picture, content=jpeg((40, 30))))
    files = [{"file": picture.rpartition("/")[2], "alt": "The lake, at dusk"}]
    text = f"{NASTY} #湖边# see https://lake.town/x."
    post = await posted(amina, text, title="Dusk", files=files)
    said = await commented(bo, post["id"], NASTY)
    await commented(amina, post["id"], "thank you", said["id"])
    answer = await page(nobody, f"/post/{post['id']}")
    html = answer.text
    assert answer.status_code == 200
    assert "script-src" not in answer.headers["content-security-policy"]
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert "Cookie" in answer.headers["vary"]
    assert html.count("<script") == html.count("</script>") == 1
    assert "onerror=alert" in unescape(html)
    assert "<img src=x" not in html
    assert '<a href="/topic/%E6%B9%96%E8%BE%B9">#湖边#</a>' in html
    assert '<a href="https://lake.town/x" rel="nofollow ugc noopener">' in html
    assert 'alt="The lake, at dusk"' in html
    assert "thank you" in html
    words = meta(html)
    assert (words["type"], words["title"]) == ("article", "Dusk · Lake Town")
    assert words["description"].startswith("</script><img")
    assert (await nobody.get(words["image"])).status_code == 200
    told = data(html)
    assert (told["@type"], told["articleBody"]) == ("SocialMediaPosting", text)
    assert told["author"]["url"].endswith("/@amina")
    counts = [one["userInteractionCount"] for one in told["interactionStatistic"]]
    assert counts == [0, 2]
    assert "评论" in (await page(nobody, f"/post/{post['id']}", "zh-CN")).text
    # Who is signed in has the app there.
    assert (await page(bo, f"/post/{post['id']}")).text == "<title>app</title>"


@pytest.mark.parametrize("audience", ["followers", "contacts", "mentioned", "me"])
async def test_of_what_is_not_public_strangers_learn_nothing(
    join: Join, client: Enter, audience: str
) -> None:
    amina, nobody = await join("amina"), client()
    post = await posted(amina, "only for some #lake", audience=audience)
    answer = await page(nobody, f"/post/{post['id']}")
    assert (answer.status_code, answer.text) == (404, "<title>app</title>")
    assert "only for some" not in (await page(nobody, "/@amina")).text
    assert (await page(nobody, "/topic/lake")).status_code == 404
    assert "only for some" not in (await page(nobody, "/feeds/people/amina")).text


async def test_a_person_and_a_topic_have_a_page_and_a_feed(join: Join, client: Enter) -> None:
    amina, nobody = await join("amina", display_name="Amina <3"), client()
    first = await posted(amina, "one #lake")
    await posted(amina, "two", title="Second & last")
    await posted(amina, "hush #lake", audience="unlisted")
    html = (await page(nobody, "/@amina")).text
    assert data(html)["mainEntity"]["name"] == "Amina <3"
    assert html.count("<article>") == 3
    html = (await page(nobody, "/topic/lake")).text
    assert (html.count("<article>"), data(html)["name"]) == (1, "#lake")
    for path, titles in (
        ("/feeds/people/amina", ["hush #lake", "Second & last", "one #lake"]),
        ("/feeds/topics/lake", ["one #lake"]),
    ):
        answer = await page(nobody, path)
        assert answer.headers["content-type"].startswith("application/atom+xml")
        feed = ElementTree.fromstring(answer.text)
        entries = feed.findall(f"{ATOM}entry")
        assert [one.findtext(f"{ATOM}title") for one in entries] == titles
        assert str(entries[-1].findtext(f"{ATOM}id")).endswith(f"/post/{first['id']}")
    assert (await page(nobody, "/feeds/people/nobody")).status_code == 404
    assert (await page(nobody, "/topic/none")).status_code == 404


async def test_a_name_cannot_draw_the_mark_of_who_is_verified(join: Join, client: Enter) -> None:
    mayor, amina, eve = await join("mayor"), await join("amina"), await join("eve")
    ok(await amina.patch("/me", json={"display_name": "Amina Diallo"}))
    await decide(mayor, "verify_person", amina.me["id"], reason="The <baker>")
    ok(await eve.patch("/me", json={"display_name": "Amina Diallo ✓✔️☑️✅"}))
    for one, is_verified in ((amina, True), (eve, False)):
        post = await posted(one, "bread")
        for path in (f"/post/{post['id']}", f"/@{one.me['handle']}"):
            html = (await page(client(), path)).text
            by = html.partition('<div class="by">')[2].partition("</b></a>")[0]
            face, _, name = by.partition("</span><span><a ")
            told = '<svg class="mark person" role="img"', "<title>Verified: The &lt;baker&gt;<"
            assert [words in face for words in told] == [is_verified] * 2
            assert "Amina Diallo" in name
            assert "svg" not in name
            assert ("✓" in name) == (not is_verified)


async def test_the_code_of_a_shop_leads_any_camera_to_a_page_without_a_script(
    join: Join, client: Enter
) -> None:
    juma, nobody = await join("juma"), client()
    shop_id = "00000000-0000-7000-8000-00000000005b"
    body = {"name": "Juma's <stall>", "about": NASTY, "category": "market"}
    shop = ok(await juma.put(f"/merchants/{shop_id}", json=body))
    path = f"/pay/shop/{shop_id}"
    assert shop["link"].endswith(path)
    shown = await page(nobody, path)
    assert "Juma&#x27;s &lt;stall&gt;" in shown.text
    assert "Market stall" in shown.text
    assert "<script>" not in shown.text.replace("ld+json", "")
    assert NASTY not in shown.text
    way = re.search(r'class="join" href="(/pay/scanned[^"]*)"', shown.text)
    assert way
    assert httpx.URL(unescape(way[1])).params["text"] == shop["link"]
    assert "script-src" not in shown.headers["content-security-policy"]
    assert "集市摊位" in (await page(nobody, path, "zh-CN")).text
    # Who is signed in has the app there; where there is no shop, everybody has.
    for one, there in ((juma, path), (nobody, path[:-1] + "c"), (nobody, "/pay/shop/x")):
        assert (await page(one, there)).text == "<title>app</title>"

"""The shell that the server fills in: the newest chats stand in it before any script runs."""

import json
import re
from html import unescape
from typing import Any

import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.web import pages
from tests.chat.acts import Talk, said
from tests.client.demo_town import registry

SHELL = (
    '<html data-state="__STATE__"><style nonce="__NONCE__"></style>'
    '<script type="application/json" id="boot">__BOOT__</script><ul>__ROWS__</ul>'
)
NASTY = """</script><img src=x onerror="alert('1')"> \u2028 __BOOT__ __ROWS__ __NONCE__"""


@pytest.fixture(autouse=True)
def small_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the build leaves to be filled in, without the rest."""
    monkeypatch.setattr(pages, "_shell_page", lambda language: SHELL)


def rows(page: str) -> str:
    return page.partition("<ul>")[2].partition("</ul>")[0]


def boot(page: str) -> dict[str, Any]:
    found = re.search(r'id="boot">(.*?)</script>', page, re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


async def test_the_newest_chats_stand_in_the_page(talk: Talk) -> None:
    await said(talk.bo, talk.id, "See you at 7")
    page = (await talk.amina.page("/")).text
    assert rows(page).count("<li>") == 1
    assert f'href="/chat/{talk.id}"' in rows(page)
    assert ">See you at 7<" in rows(page)
    assert "<i>1</i>" in rows(page)
    assert boot(page)["sync"]["conversations"][0]["id"] == str(talk.id)


async def test_what_a_service_wrote_is_folded_away_here_too(talk: Talk) -> None:
    await said(talk.bo, talk.id, "Your soup is ready")
    assert (await talk.bo.patch("/me", json={"service": True})).status_code == 200
    page = (await talk.amina.page("/")).text
    assert rows(page) == ""
    assert boot(page)["sync"]["conversations"][0]["person"]["service"] is True


async def test_what_people_wrote_stays_text(talk: Talk) -> None:
    await said(talk.bo, talk.id, NASTY)
    page = (await talk.amina.page("/")).text
    assert set(re.findall(r"<(\w+)", rows(page))) == {"li", "a", "b", "span", "i"}
    assert NASTY in unescape(rows(page))
    assert boot(page)["sync"]["conversations"][0]["last"]["body"] == NASTY
    assert page.count("<ul>") == page.count("<script") == page.count("</script>") == 1


async def test_rows_are_for_the_first_screen_of_who_is_signed_in(talk: Talk) -> None:
    await said(talk.bo, talk.id, "Hello")
    assert rows((await talk.amina.page("/me")).text) == ""
    assert rows((await talk.amina.page("/", headers={"X-Boot": "off"})).text) == ""
    talk.amina.cookies.clear()
    assert rows((await talk.amina.page("/")).text) == ""


async def test_every_place_of_the_app_is_served_without_a_service_worker(talk: Talk) -> None:
    here = str(new_id())
    for pattern in registry():
        # Of a gap that is one of a few words, the first.
        place = re.sub(
            r":(\w+)(?:\((\w+).*?\))?",
            lambda gap: gap[2] or (here if gap[1] == "id" else "x"),
            pattern,
        )
        answer = await talk.amina.page(place)
        assert answer.status_code == 200, place
        assert boot(answer.text)["me"]["handle"] == "amina", place

"""What is shown has a poster: hung by who leads the shop, seen by everybody, and taken down."""

import json
import re
from typing import Any

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.http import Client, Enter
from tests.jobs import worked_off
from tests.matrix import unchanged
from tests.pay.acts import code as problem
from tests.samples import jpeg
from tests.tickets.acts import Cinema, ok

ALT = {"alt": "A boat in the harbour"}


async def hung(cinema: Cinema, who: Client, size: tuple[int, int] = (900, 1200)) -> Any:
    path = f"/tickets/events/{cinema.event}/poster"
    return await who.put(path, content=jpeg(size), params=ALT)


async def poster_of(cinema: Cinema) -> Any:
    return ok(await cinema.amina.get(f"/tickets/shows/{cinema.show}"))["event"]["poster"]


async def test_a_poster_is_seen_wherever_the_show_is(cinema: Cinema, client: Enter) -> None:
    assert await poster_of(cinema) is None
    told = ok(await hung(cinema, cinema.olga))["poster"]
    assert (told["width"], told["height"], told["alt"]) == (900, 1200, ALT["alt"])
    assert await poster_of(cinema) == told
    [show] = ok(await cinema.amina.get("/tickets/shows"))["shows"]
    [event] = ok(await cinema.olga.get("/tickets/programme"))["events"]
    assert show["event"]["poster"] == event["event"]["poster"] == told
    nobody = client()
    for url in (told["url"], told["small"]):
        assert (await nobody.page(url)).headers["content-type"] == "image/webp"
    page = (await nobody.page(f"/tickets/show/{cinema.show}")).text
    assert f'<img src="{told["url"]}" alt="{ALT["alt"]}"' in page
    assert re.search(rf'property="og:image" content="[^"]*{told["url"]}"', page)
    [data] = re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.S)
    assert json.loads(data)["image"][0].endswith(told["url"])


async def test_another_one_takes_its_place_and_the_old_one_is_gone(
    cinema: Cinema, client: Enter
) -> None:
    first = ok(await hung(cinema, cinema.olga))["poster"]
    assert ok(await hung(cinema, cinema.olga))["poster"] == first, "again is the same"
    second = ok(await hung(cinema, cinema.olga, (600, 600)))["poster"]
    await worked_off(cinema.town)
    nobody = client()
    for url, status in ((first["url"], 404), (first["small"], 404), (second["url"], 200)):
        assert (await nobody.page(url)).status_code == status
    path = f"/tickets/events/{cinema.event}/poster"
    for _ in range(2):
        assert ok(await cinema.olga.delete(path))["poster"] is None
    await worked_off(cinema.town)
    assert (await nobody.page(second["url"])).status_code == 404
    assert await poster_of(cinema) is None


async def test_who_does_not_lead_that_shop_hangs_nothing(
    cinema: Cinema, settings: Settings
) -> None:
    shop = str(new_id())
    ok(await cinema.bo.put(f"/merchants/{shop}", json={"name": "Bo's"}))
    path = f"/tickets/events/{cinema.event}/poster"
    async with unchanged(str(settings.database_url), "identity_session"):
        assert problem(await hung(cinema, cinema.bo)) == "no_event", "who leads another shop"
        assert problem(await hung(cinema, cinema.gita)) == "role_needed"
        assert problem(await cinema.olga.put(path, content=b"<svg/>")) == "not_a_picture"
        long = {"alt": "a" * 201}
        answer = await cinema.olga.put(path, content=jpeg((90, 90)), params=long)
        assert problem(answer) == "invalid"
        other = f"/tickets/events/{new_id()}/poster"
        assert problem(await cinema.olga.put(other, content=jpeg((90, 90)))) == "no_event"


async def test_a_changed_event_keeps_its_poster(cinema: Cinema) -> None:
    told = ok(await hung(cinema, cinema.olga))["poster"]
    body = {"merchant_id": cinema.shop, "name": "Le Havre (OmU)", "minutes": 93}
    changed = ok(await cinema.olga.put(f"/tickets/events/{cinema.event}", json=body))
    assert (changed["name"], changed["poster"]) == ("Le Havre (OmU)", told)

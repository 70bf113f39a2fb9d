"""Pictures for words, as `:blobcat:`: read as everybody writes them, had once, shown from here."""

import io
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from leapfrog.fediverse import emoji, html
from leapfrog.fediverse.emoji import AGAIN, HIGH, MOST, NAME, ident_of
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from leapfrog.mastodon import ids
from tests.contacts.conftest import Join
from tests.fediverse.in_process import (
    app,
    client,
    clock,
    door,
    follows,
    join,
    read_all,
    speaking,
    town,
    until,
)
from tests.fediverse.peers import Door, Peer, peer
from tests.fediverse.pictures import Pictures, pictures, png
from tests.http import Client
from tests.posts.acts import home, ok, posted

__all__ = ["app", "client", "clock", "door", "join", "town"]

CAT = "https://files.example/cat.png"
PICTURE = {"type": "Image", "mediaType": "image/png", "url": CAT}
SAYS = "Good :blobcat: morning :cat_2: :a+b-c: :<b>: :: :blob cat: :katze: :猫: :x:"


def tag(name: Any = ":blobcat:", icon: Any = PICTURE, **more: Any) -> dict[str, Any]:
    return {
        "id": "https://files.example/emojis/1",
        "type": "Emoji",
        "name": name,
        "icon": icon,
    } | more


@pytest.mark.parametrize(
    "tags",
    [
        [tag()],
        tag(),
        [tag(), tag(icon="https://files.example/other.png")],
        tag("blobcat"),
        tag(" :blobcat: "),
        tag(type=["Emoji", "Object"]),
        tag(type="http://joinmastodon.org/ns#Emoji"),
        tag(icon=CAT),
        tag(icon=[CAT]),
        tag(icon=[PICTURE, {"url": "https://files.example/large.png"}]),
        tag(icon={"url": {"type": "Link", "href": CAT}}),
        tag(icon={"url": [{"href": CAT}]}),
        [None, 7, "Emoji", [], {}, {"type": "Mention", "name": ":blobcat:", "icon": CAT}, tag()],
    ],
)
def test_what_is_read(tags: Any) -> None:
    assert emoji.used(tags, SAYS) == {"blobcat": CAT}


@pytest.mark.parametrize(
    "tags",
    [
        None,
        ":blobcat:",
        7,
        tag(None),
        tag(["blobcat"]),
        tag({"en": "blobcat"}),
        tag(":<b>:"),
        tag(":blob cat:"),
        tag("::"),
        tag(":猫:"),
        tag(f":{'x' * 65}:"),
        tag(':x" onerror="alert(1):'),
        tag(":not_in_it:"),
        tag(type="Image"),
        tag(type=None),
        tag(icon=None),
        tag(icon=7),
        tag(icon={"url": 7}),
        tag(icon={"url": "/cat.png"}),
        tag(icon="data:image/png;base64,AAAA"),
        tag(icon="javascript:alert(1)"),
        tag(icon={"url": "file:///etc/passwd"}),
    ],
)
def test_what_is_not(tags: Any) -> None:
    assert emoji.used(tags, SAYS) == {}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["Emoji", ":x:", CAT, ""]),
    lambda one: (
        st.lists(one)
        | st.dictionaries(st.sampled_from(["type", "name", "icon", "url", "href"]), one)
    ),
    max_leaves=20,
)


@given(JSON)
def test_whatever_comes_only_words_and_addresses_are_read(tags: Any) -> None:
    for name, url in emoji.used(tags, SAYS).items():
        assert NAME.fullmatch(name)
        assert url == CAT


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (
            "<p>Hi <img class='emoji' src='https://x.example/c.png' alt=':blobcat:'> there</p>",
            "Hi :blobcat: there",
        ),
        ("<p>Hi<img alt='a cat' src='https://x.example/c.png'></p>", "Hi"),
        ("<p>Hi<img alt=':<b>:'></p>", "Hi"),
        ("<p class='quote-inline'>RE: <img alt=':x:'></p><p>Hi <img alt=':x:'/></p>", "Hi :x:"),
    ],
)
def test_a_picture_in_the_text_is_read_as_the_word_that_it_stands_for(said: str, text: str) -> None:
    assert html.to_text(said, {}, 100) == text


def test_no_text_has_more_than_so_many() -> None:
    names = [f"e{n}" for n in range(MOST + 20)]
    found = emoji.used([tag(name) for name in names], " ".join(f":{one}:" for one in names))
    assert list(found) == names[:MOST]


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """Of a town that may call this machine."""
    return speaking(tmp_path, database_url, private_calls=True)


@pytest.fixture
async def there() -> AsyncIterator[Pictures]:
    async with pictures() as made:
        yield made


async def brings(door: Door, by: Peer, kind: str, thing: dict[str, Any]) -> None:
    assert (await door.bring(by, by.act(kind, thing))).status_code == 202
    await read_all(door.town)


async def had(door: Door, url: str) -> bytes:
    """The picture as it is shown from here, to whoever asks."""
    path = f"/media/emojis/{ident_of(url)}"
    answer = await until(lambda: _found(door, path))
    assert answer.headers["content-type"] == "image/webp"
    assert "immutable" in answer.headers["cache-control"]
    return bytes(answer.content)


async def _found(door: Door, path: str) -> Any:
    answer = await door.ask(path)
    return answer if answer.status_code == 200 else None


async def test_they_are_had_once_and_shown_wherever_the_words_are(
    town: Town, door: Door, join: Join, there: Pictures
) -> None:
    amina, vera = await join("amina"), await peer(town, "vera", "good.example")
    url = there.lay("/cat.png", png(400, 200))
    cat, shown = tag(icon={"url": url}), {"blobcat": str(ident_of(url))}
    await follows(door, amina, vera)
    named = vera.described(name="Vera :blobcat:", summary="<p>:blobcat: rules</p>", tag=[cat])
    await brings(door, vera, "Update", named)
    with Image.open(io.BytesIO(await had(door, url))) as picture:
        assert (picture.format, picture.size) == ("WEBP", (2 * HIGH, HIGH))
    asked = {"type": "Question", "oneOf": [{"name": "yes :blobcat:"}, {"name": "no"}]}
    note = vera.note("Look: :blobcat: :dog:", summary=":blobcat:", tag=[cat], **asked)
    await brings(door, vera, "Create", note)
    mine = await posted(amina, "A post of here, :blobcat:")
    answer = vera.note("I am :blobcat:", inReplyTo=f"{door.origin}/ap/posts/{mine['id']}", tag=cat)
    await brings(door, vera, "Create", answer)
    assert there.asked == {"/cat.png": 1}
    await _is_shown(door, amina, str(vera.actor.person_id), shown)
    await brings(door, vera, "Update", vera.described(name="Vera"))
    await brings(door, vera, "Update", note | {"content": "None", "summary": "", "type": "Note"})
    [theirs] = [one for one in (await home(amina))["posts"] if one["author"].get("remote")]
    assert "emojis" not in theirs["content"]
    assert "emojis" not in theirs["author"]


async def _is_shown(door: Door, amina: Client, vera: str, shown: dict[str, str]) -> None:
    theirs, mine = (await home(amina))["posts"][::-1]
    assert theirs["content"]["emojis"] == theirs["author"]["emojis"] == shown
    assert "emojis" not in mine["content"]
    assert "emojis" not in mine["author"]
    [comment] = ok(await amina.get(f"/posts/{mine['id']}/comments"))["comments"]
    assert comment["content"]["emojis"] == comment["author"]["emojis"] == shown
    [notice] = [n for n in ok(await amina.get("/news"))["notices"] if n["kind"] == "comment"]
    assert notice["emojis"] == notice["people"][0]["emojis"] == shown
    assert ok(await amina.get(f"/profiles/{vera}"))["person"]["emojis"] == shown
    place = f"/media/emojis/{shown['blobcat']}"
    tells = {
        "shortcode": "blobcat",
        "url": f"{door.origin}{place}",
        "static_url": f"{door.origin}{place}",
        "visible_in_picker": False,
        "category": None,
    }
    status = ok(await door.ask(f"/api/v1/statuses/{ids.shown(UUID(theirs['id']))}"))
    assert status["emojis"] == status["account"]["emojis"] == status["poll"]["emojis"] == [tells]
    [said] = ok(await door.ask(f"/api/v1/statuses/{ids.shown(UUID(mine['id']))}/context"))[
        "descendants"
    ]
    assert said["emojis"] == [tells]
    page = (await door.ask(f"/post/{mine['id']}")).text
    picture = f'<img class="e" src="{place}" alt=":blobcat:" title=":blobcat:" loading="lazy">'
    # The name and the words of the comment; not what somebody of here wrote.
    assert page.count(picture) == 2
    assert "of here, :blobcat:" in page


@pytest.mark.parametrize(
    "content", [None, b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"x" * 2_000_000]
)
async def test_what_cannot_be_had_stays_a_word_and_is_asked_for_again_later(
    town: Town, door: Door, join: Join, there: Pictures, clock: FixedClock, content: bytes | None
) -> None:
    amina, vera = await join("amina"), await peer(town, "vera", "good.example")
    url = there.lay("/cat.png", content) if content else f"{there.origin}/cat.png"
    await follows(door, amina, vera)

    async def writes(asked: int) -> None:
        await brings(door, vera, "Create", vera.note("Now :blobcat:", tag=tag(icon=url)))
        await until(lambda: _tried(town, url, asked))

    await writes(1)
    await brings(door, vera, "Create", vera.note("Again :blobcat:", tag=tag(icon=url)))
    assert (await door.ask(f"/media/emojis/{ident_of(url)}")).status_code == 404
    there.lay("/cat.png", png())
    clock.advance(AGAIN + timedelta(minutes=1))
    await brings(door, vera, "Create", vera.note("Later :blobcat:", tag=tag(icon=url)))
    await had(door, url)
    assert there.asked == {"/cat.png": 2}


async def _tried(town: Town, url: str, times: int) -> bool:
    async with town.database.glance() as db:
        sql = "select count(*) from fediverse_emoji where id = $1"
        return int(await db.value(sql, ident_of(url))) == times

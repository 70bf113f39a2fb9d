"""Pictures and files between two phones, and what becomes of them without a network."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.client.browser import Join, Person
from tests.client.eyes import small_targets, until, violations
from tests.client.media_steps import Finger, got, log, sends, uploads
from tests.client.screens import write
from tests.samples import film, jpeg

H264 = ("-c:v", "libvpx", "-b:v", "200k", "-c:a", "libopus", "-f", "webm")

# As a private window of WebKit: what is written down may hold no files.
KEEPS_NO_FILES = """
globalThis.refused = 0;
const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (value, ...key) {
  if (!Object.values(value ?? {}).some((part) => part instanceof Blob))
    return put.call(this, value, ...key);
  globalThis.refused += 1;
  throw new DOMException("Error preparing Blob/File data to be stored", "UnknownError");
};
"""


def two(join: Join, **look: Any) -> tuple[Person, Person, str]:
    """Amina and Kofi, who are contacts, and the id of their conversation."""
    amina, kofi = join("amina", "Amina Diallo", **look), join("kofi", "Kofi Mensah")
    amina.connect(kofi)
    return amina, kofi, amina.talk(kofi)


def choose(page: Page, tile: str, *files: Any) -> None:
    """Opens the drawer and chooses files, as (name, type, content)."""
    page.get_by_role("button", name="Send something else").tap()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name=tile, exact=True).tap()
    named: list[FilePayload] = [
        {"name": n, "mimeType": kind, "buffer": content} for n, kind, content in files
    ]
    chooser.value.set_files(named)


def photos(page: Page) -> Locator:
    return page.get_by_role("button", name="Look at the photo")


def loaded(photo: Locator) -> None:
    """The picture itself is seen, and not only its colours."""
    expect(photo.locator("img.loaded")).to_have_count(1)


def viewer(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Photo")


def test_a_photo_goes_where_the_browser_keeps_no_files(join: Join) -> None:
    amina, kofi, talk = two(join)
    amina.context.add_init_script(KEEPS_NO_FILES)
    hers, his = amina.open(f"/chat/{talk}"), kofi.open(f"/chat/{talk}")
    choose(hers, "Photos", ("IMG_1.jpg", "image/jpeg", jpeg((400, 300))))
    hers.get_by_role("dialog").get_by_role("button", name="Send", exact=True).tap()
    loaded(photos(his))
    loaded(photos(hers))
    assert hers.evaluate("refused") > 0, "it was asked to keep the photo"


def test_a_photo_is_small_upright_and_says_nothing_else(join: Join) -> None:
    amina, kofi, talk = two(join)
    hers, his = amina.open(f"/chat/{talk}"), kofi.open(f"/chat/{talk}")
    sent = uploads(hers)
    choose(hers, "Photos", ("IMG_1.jpg", "image/jpeg", jpeg((4000, 3000), orientation=6)))
    hers.get_by_role("textbox", name="Add a caption").fill("By the lake")
    hers.get_by_role("dialog").get_by_role("button", name="Send", exact=True).tap()
    loaded(photos(hers))
    loaded(photos(his))
    expect(his.get_by_role("figure")).to_contain_text("By the lake")
    assert len(sent) == 1
    [message] = log(kofi, talk)
    meta = message["meta"]
    assert (meta["width"], meta["height"], meta["name"]) == (1200, 1600, "IMG_1.jpg")
    content = got(kofi, message)
    assert b"secret" not in content
    with Image.open(io.BytesIO(content)) as picture:
        top, bottom = picture.getpixel((600, 80)), picture.getpixel((600, 1500))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > 150 > top[2], "red is on top"
    assert bottom[2] > 150 > bottom[0]


def test_the_original_goes_as_it_is(join: Join) -> None:
    amina, kofi, talk = two(join)
    page, original = amina.open(f"/chat/{talk}"), jpeg((900, 600))
    choose(page, "Photos", ("IMG_2.jpg", "image/jpeg", original))
    page.get_by_role("switch", name="Original").check()
    page.get_by_role("dialog").get_by_role("button", name="Send", exact=True).tap()
    expect(page.locator(".bubble").get_by_role("link", name="IMG_2.jpg")).to_be_visible()
    his = kofi.open(f"/chat/{talk}")
    link = his.locator(".bubble").get_by_role("link", name="IMG_2.jpg")
    with his.expect_download() as saved:
        link.tap()
    assert saved.value.suggested_filename == "IMG_2.jpg"
    assert Path(saved.value.path()).read_bytes() == original


def test_one_looks_through_all_photos(join: Join) -> None:
    amina, kofi, talk = two(join)
    for number in range(3):
        sends(kofi, talk, "image", jpeg((800 + number, 600)), f"Number {number}")
    page = amina.open(f"/chat/{talk}")
    photos(page).nth(2).tap()
    expect(viewer(page)).to_contain_text("3 / 3")
    expect(viewer(page)).to_contain_text("Number 2")
    page.keyboard.press("ArrowLeft")
    expect(viewer(page)).to_contain_text("2 / 3")
    page.keyboard.press("ArrowLeft")
    expect(viewer(page)).to_contain_text("1 / 3")
    page.keyboard.press("Escape")
    expect(viewer(page)).to_have_count(0)


def test_several_photos_are_one_album_each_can_be_seen_and_taken_back(join: Join) -> None:
    amina, kofi, talk = two(join)
    hers, his = amina.open(f"/chat/{talk}"), kofi.open(f"/chat/{talk}")
    shots = [(f"{n}.jpg", "image/jpeg", jpeg((300 + n, 200))) for n in range(4)]
    choose(hers, "Photos", *shots)
    sheet = hers.get_by_role("dialog", name="Send 4 photos")
    expect(sheet.get_by_role("listitem")).to_have_count(4)
    sheet.get_by_role("button", name="Put 3.jpg before").tap()
    sheet.get_by_role("button", name="Leave out 0.jpg").tap()
    sheet = hers.get_by_role("dialog", name="Send 3 photos")
    sheet.get_by_role("textbox", name="Add a caption").fill("By the lake")
    sheet.get_by_role("button", name="Send", exact=True).tap()
    for page in (hers, his):
        album = page.get_by_role("list", name="3 photos together")
        expect(album.locator("img.loaded")).to_have_count(3)
        expect(page.get_by_role("figure")).to_contain_text("By the lake")
    sent = [(one["meta"]["name"], one["body"]) for one in log(kofi, talk)]
    assert sent == [("1.jpg", "By the lake"), ("3.jpg", ""), ("2.jpg", "")]
    photos(his).nth(1).tap()
    expect(viewer(his)).to_contain_text("2 / 3")
    his.keyboard.press("Escape")
    photos(hers).nth(1).click(button="right")
    hers.get_by_role("menu").get_by_role("menuitem", name="Recall").click()
    for page in (hers, his):
        expect(page.get_by_role("list", name="together")).to_have_count(0)
        expect(photos(page)).to_have_count(2)
    assert [one.get("recalled", False) for one in log(kofi, talk)[:3]] == [False, True, False]


def test_files_are_looked_at_once_more_before_they_go(join: Join) -> None:
    amina, kofi, talk = two(join)
    page = amina.open(f"/chat/{talk}")
    choose(page, "File", ("a.txt", "text/plain", b"a"), ("b.txt", "text/plain", b"bb"))
    sheet = page.get_by_role("dialog", name="Send 2 files")
    expect(sheet.get_by_role("listitem")).to_have_count(2)
    assert log(kofi, talk) == []
    sheet.get_by_role("button", name="Leave out a.txt").tap()
    page.get_by_role("dialog", name="Send a file").get_by_role("textbox").fill("the list")
    page.get_by_role("dialog").get_by_role("button", name="Send", exact=True).tap()
    expect(page.locator(".bubble").get_by_role("link", name="b.txt")).to_be_visible()
    expect(page.get_by_text("Sent", exact=True)).to_be_visible()
    [message] = log(kofi, talk)
    assert (message["kind"], message["meta"]["name"], message["body"]) == (
        "file",
        "b.txt",
        "the list",
    )


def near(page: Page) -> tuple[float, float, float]:
    """How the photo that is looked at is moved and how near it is: x, y, scale."""
    style = str(viewer(page).locator(".slide:not([inert]) .near").get_attribute("style"))
    found = re.search(r"translate\(([-\d.]+)px, ([-\d.]+)px\) scale\(([\d.]+)\)", style)
    assert found, style
    x, y, scale = map(float, found.groups())
    return x, y, scale


def test_fingers_turn_the_photos_bring_them_near_and_put_them_away(join: Join) -> None:
    amina, kofi, talk = two(join)
    for number in range(3):
        sends(kofi, talk, "image", jpeg((800 + number, 600)))
    page = amina.open(f"/chat/{talk}")
    photos(page).nth(2).tap()
    stage, finger = viewer(page).locator(".stage"), Finger(page)
    for dx, place in ((200, "2 / 3"), (200, "1 / 3"), (200, "1 / 3"), (-200, "2 / 3")):
        finger.down(stage)
        finger.slide(dx, 5)
        finger.up()
        expect(viewer(page)).to_contain_text(place)
    for nearness in (2.5, 1):
        finger.twice(stage)
        assert near(page)[2] == nearness
    finger.pinch(stage, 2)
    x, _, scale = near(page)
    assert abs(scale - 2) < 0.1
    finger.down(stage)
    finger.slide(100, 0)
    finger.up()
    assert near(page)[0] > x + 80, "a near photo is moved, and no page is turned"
    expect(viewer(page)).to_contain_text("2 / 3")
    finger.pinch(stage, 0.3)
    assert near(page) == (0, 0, 1)
    finger.down(stage)
    finger.slide(0, 220)
    finger.up()
    expect(viewer(page)).to_have_count(0)


def test_a_film_plays(join: Join, tmp_path: Path) -> None:
    amina, kofi, talk = two(join)
    sends(kofi, talk, "video", film(tmp_path, *H264))
    page = amina.open(f"/chat/{talk}")
    play = page.get_by_role("button", name="Play the video")
    expect(play).to_contain_text("0:02")
    play.tap()
    video = page.locator("video")
    video.wait_for()
    until(page, "document.querySelector('video').readyState >= 2")
    assert abs(float(video.evaluate("one => one.duration")) - 2) < 0.2


@pytest.mark.service_worker
def test_without_a_network_all_waits_and_then_goes_in_order_and_once(join: Join) -> None:
    amina, kofi, talk = two(join)
    page = amina.open(f"/chat/{talk}")
    page.get_by_role("textbox", name="Message").wait_for()
    page.get_by_role("button", name="Send something else").tap()
    page.get_by_role("button", name="Photos", exact=True).wait_for()
    page.wait_for_timeout(500)
    page.get_by_role("button", name="Send something else").tap()
    page.evaluate("navigator.serviceWorker.ready")
    amina.context.set_offline(True)
    write(page, "before")
    choose(page, "Photos", ("one.jpg", "image/jpeg", jpeg((300, 200))))
    page.get_by_role("dialog").get_by_role("button", name="Send", exact=True).tap()
    loaded(photos(page))
    write(page, "after")
    expect(page.get_by_role("progressbar", name="Sending")).to_be_visible()
    page.reload()
    expect(photos(page)).to_have_count(1)
    assert log(kofi, talk) == []
    amina.context.set_offline(False)
    expect(page.get_by_role("progressbar", name="Sending")).to_have_count(0)
    expect(page.get_by_text("Sent", exact=True)).to_be_visible()
    assert [(one["kind"], one["body"]) for one in log(kofi, talk)] == [
        ("text", "before"),
        ("image", ""),
        ("text", "after"),
    ]
    assert got(kofi, log(kofi, talk)[1])


def test_a_sticker_is_seen_by_both(join: Join) -> None:
    amina, kofi, talk = two(join)
    hers, his = amina.open(f"/chat/{talk}"), kofi.open(f"/chat/{talk}")
    hers.get_by_role("button", name="Send something else").tap()
    hers.get_by_role("button", name="Stickers").tap()
    hers.get_by_role("button", name="Frog celebrates").tap()
    for page in (hers, his):
        sticker = page.locator(".bubble").get_by_role("img", name="Frog celebrates")
        expect(sticker).to_be_visible()
        expect(sticker).to_have_js_property("complete", value=True)
        assert sticker.evaluate("one => one.naturalWidth") > 0


def test_a_file_that_no_browser_can_show_is_still_sent(join: Join) -> None:
    amina, kofi, talk = two(join)
    page = amina.open(f"/chat/{talk}")
    choose(page, "Photos", ("broken.jpg", "image/jpeg", b"no picture at all"))
    page.get_by_role("dialog").get_by_role("button", name="Send", exact=True).tap()
    expect(page.locator(".bubble").get_by_role("link", name="broken.jpg")).to_be_visible()
    expect(page.get_by_text("Sent", exact=True)).to_be_visible()
    [message] = log(kofi, talk)
    assert (message["kind"], got(kofi, message)) == ("file", b"no picture at all")


def test_all_of_it_is_for_everybody(join: Join) -> None:
    for look in ({}, {"color_scheme": "dark"}, {"viewport": {"width": 360, "height": 640}}):
        suffix = str(len(look)) + str(len(str(look)))
        amina = join(f"amina{suffix}", reduced_motion="reduce", **look)
        kofi = join(f"kofi{suffix}", "Kofi Mensah")
        amina.connect(kofi)
        talk = amina.talk(kofi)
        sends(kofi, talk, "image", jpeg(), "A garden")
        sends(kofi, talk, "file", b"x" * 999, name="Notes.txt")
        page = amina.open(f"/chat/{talk}")
        loaded(photos(page))
        assert [*violations(page), *small_targets(page)] == []
        photos(page).tap()
        viewer(page).wait_for()
        assert [*violations(page), *small_targets(page)] == []
        page.keyboard.press("Escape")
        choose(page, "Photos", ("a.jpg", "image/jpeg", jpeg()))
        page.get_by_role("heading", name="Send a photo").wait_for()
        assert [*violations(page), *small_targets(page)] == []

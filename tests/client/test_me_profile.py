"""My profile: what is said of oneself, and the picture, cut square in the browser."""

import io
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.client.browser import Join, Person

RED, BLUE = (220, 30, 30), (30, 60, 220)

SIDE = 288  # pixels, as the town keeps it


def halves() -> FilePayload:
    """A wide picture, red on the left and blue on the right, as a file to choose."""
    picture = Image.new("RGB", (1600, 800), RED)
    picture.paste(BLUE, (800, 0, 1600, 800))
    content = io.BytesIO()
    picture.save(content, "PNG")
    return {"name": "halves.png", "mimeType": "image/png", "buffer": content.getvalue()}


def choose(page: Page, file: FilePayload) -> None:
    page.get_by_role("button", name="your picture").or_(
        page.get_by_role("button", name="Add a picture")
    ).tap()
    page.get_by_label("Choose a picture").set_input_files(file)


def shown(person: Person) -> Image.Image:
    """The picture that the town keeps of somebody."""
    url = person.ask("GET", "/me")["avatar"]
    return Image.open(io.BytesIO(person.api.get(f"{person.origin}{url}").content)).convert("RGB")


def near(pixel: Any, color: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 30 for a, b in zip(pixel, color, strict=True))


def test_name_and_words_are_saved_and_others_see_them(join: Join) -> None:
    amina, mei = join("amina"), join("mei")
    page = amina.open("/me/profile")
    expect(page.get_by_role("button", name="Save")).to_be_disabled()
    page.get_by_label("Name", exact=True).fill("Amina Diallo")
    page.get_by_label("About you").fill("Nurse.\nMangoes.")
    page.get_by_role("button", name="Save").tap()
    expect(page.get_by_role("status").get_by_text("Saved")).to_be_visible()
    seen = mei.ask("GET", "/people/amina")
    assert (seen["display_name"], seen["about"]) == ("Amina Diallo", "Nurse.\nMangoes.")
    page.get_by_role("button", name="Back").tap()
    expect(page.get_by_role("heading", name="Amina Diallo")).to_be_visible()


def test_a_name_is_needed(join: Join) -> None:
    page = join("amina").open("/me/profile")
    page.get_by_label("Name", exact=True).fill("  ")
    expect(page.get_by_text("People need a name to find you by.")).to_be_visible()
    expect(page.get_by_role("button", name="Save")).to_be_disabled()


@pytest.mark.service_worker
def test_what_could_not_be_saved_is_taken_back(join: Join) -> None:
    amina = join("amina", "Amina")
    page = amina.open("/me/profile")
    face = page.locator(".picture b")
    expect(face).to_have_text("Amina")
    expect(page.get_by_label("Name", exact=True)).to_be_visible()
    amina.context.set_offline(True)
    page.get_by_label("Name", exact=True).fill("Somebody else")
    page.get_by_role("button", name="Save").tap()
    told = page.get_by_role("status").get_by_text("No connection. Please try again")
    expect(told).to_be_visible()
    expect(face).to_have_text("Amina")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Somebody else")
    amina.context.set_offline(False)
    page.get_by_role("button", name="Save").tap()
    expect(page.get_by_role("status").get_by_text("Saved")).to_be_visible()
    assert amina.ask("GET", "/me")["display_name"] == "Somebody else"


def test_the_middle_of_a_picture_is_taken_when_nobody_moves_it(join: Join) -> None:
    amina = join("amina")
    page = amina.open("/me/profile")
    choose(page, halves())
    page.get_by_role("button", name="Use it").tap()
    expect(page.get_by_text("Your new picture is up.")).to_be_visible()
    picture = shown(amina)
    assert picture.size == (SIDE, SIDE)
    assert near(picture.getpixel((12, SIDE // 2)), RED)
    assert near(picture.getpixel((SIDE - 12, SIDE // 2)), BLUE)


def test_a_picture_is_moved_and_brought_nearer_by_keyboard(join: Join) -> None:
    amina = join("amina")
    page = amina.open("/me/profile")
    choose(page, halves())
    frame = page.get_by_role("application", name="Your picture, cut square")
    frame.focus()
    for _ in range(3):
        page.keyboard.press("+")
    for _ in range(20):
        page.keyboard.press("ArrowLeft")
    page.get_by_role("button", name="Use it").tap()
    expect(page.get_by_text("Your new picture is up.")).to_be_visible()
    picture = shown(amina)
    assert near(picture.getpixel((SIDE - 12, SIDE // 2)), RED)


def test_a_picture_is_moved_by_finger(join: Join) -> None:
    amina = join("amina")
    page = amina.open("/me/profile")
    choose(page, halves())
    box = page.get_by_role("application", name="Your picture, cut square").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 170, y, steps=6)
    page.mouse.up()
    page.get_by_role("button", name="Use it").tap()
    expect(page.get_by_text("Your new picture is up.")).to_be_visible()
    assert near(shown(amina).getpixel((20, SIDE // 2)), BLUE)


def test_a_picture_is_given_up_and_taken_away(join: Join) -> None:
    amina = join("amina")
    page = amina.open("/me/profile")
    choose(page, halves())
    page.get_by_role("button", name="Cancel").tap()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert amina.ask("GET", "/me")["avatar"] is None
    choose(page, halves())
    page.get_by_role("button", name="Use it").tap()
    expect(page.get_by_text("Your new picture is up.")).to_be_visible()
    page.get_by_role("button", name="Change your picture").tap()
    page.get_by_role("button", name="Remove it").tap()
    expect(page.get_by_text("Your picture is gone.")).to_be_visible()
    assert amina.ask("GET", "/me")["avatar"] is None


def test_what_is_no_picture_is_said_to_be_none(join: Join) -> None:
    page = join("amina").open("/me/profile")
    choose(page, {"name": "a.png", "mimeType": "image/png", "buffer": b"no picture"})
    expect(page.get_by_role("alert")).to_have_text("This picture can't be read. Try another one.")
    expect(page.get_by_role("button", name="Use it")).to_be_disabled()

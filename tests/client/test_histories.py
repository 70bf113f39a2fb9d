"""Chats of another app are brought along, and chats are taken out, on the phone."""

import io
import json
import os
import zipfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.chat_archives.acts import NAME, whatsapp
from tests.chat_formats import test_line
from tests.client.browser import Join
from tests.client.screens import inside

PICTURES = os.environ.get("HISTORY_PICTURES")


def seen(page: Page, name: str) -> None:
    """Keeps a picture for whoever wants to look at the screens."""
    if PICTURES:
        page.wait_for_timeout(400)
        page.screenshot(path=f"{PICTURES}/{name}.png")


def export() -> FilePayload:
    photo = io.BytesIO()
    Image.new("RGB", (640, 480), (60, 140, 180)).save(photo, "JPEG")
    data = whatsapp("28/12/2020, 10:00 - Cara: See you", IMG_20201228_WA0001__jpg=photo.getvalue())
    return {"name": NAME, "mimeType": "application/zip", "buffer": data}


def test_a_whatsapp_chat_is_brought_along_read_and_taken_away_again(join: Join) -> None:
    anna = join("anna", "Anna")
    anna.contact("Ben Okafor")
    page = anna.open("/me/settings")
    page.get_by_role("link", name="Bring from another app").tap()
    page.get_by_text("WhatsApp", exact=True).tap()
    seen(page, "1-start")
    page.get_by_label("Choose a file").set_input_files([export()])
    expect(page.get_by_role("heading", name="8 messages to bring")).to_be_visible()
    people = page.get_by_role("group", name="Who is who")
    expect(people.get_by_role("button", name="Anna")).to_contain_text("You")
    expect(people.get_by_role("button", name="Ben Okafor").last).to_contain_text("Ben Okafor")
    cara = people.get_by_role("button", name="Cara")
    expect(cara).to_contain_text("Somebody else")
    seen(page, "2-preview")
    cara.tap()
    seen(page, "3-who")
    page.get_by_role("button", name="One of my contacts").tap()
    page.get_by_role("dialog").get_by_text("Ben Okafor").tap()
    expect(cara).to_contain_text("Ben Okafor")
    page.get_by_role("button", name="Bring them in").tap()
    expect(page.get_by_role("heading", name="Your chats are here")).to_be_visible()
    seen(page, "4-done")
    page.get_by_role("group", name="Chats").get_by_role("link", name="Ben Okafor").tap()
    expect(page.get_by_text("From WhatsApp")).to_be_visible()
    expect(page.get_by_text("how are you?")).to_be_visible()
    expect(page.get_by_text("the lake")).to_be_visible()
    expect(page.get_by_text("Messages and calls are end-to-end encrypted.")).to_be_visible()
    seen(page, "5-chat")
    page.go_back()
    page.get_by_role("button", name="Take them out again").tap()
    expect(page.get_by_role("heading", name="Undone")).to_be_visible()
    assert anna.ask("GET", "/conversations")["conversations"] == []


def test_the_same_file_again_says_that_it_is_here(join: Join) -> None:
    anna = join("anna", "Anna")
    page = anna.open("/me/imports")
    page.get_by_label("Choose a file").set_input_files([export()])
    page.get_by_role("button", name="Bring them in").tap()
    expect(page.get_by_role("heading", name="Your chats are here")).to_be_visible()
    page.get_by_role("button", name="Back").tap()
    expect(page.get_by_text("Brought in")).to_be_visible()
    seen(page, "6-earlier")
    page.get_by_label("Choose a file").set_input_files([export()])
    expect(page.get_by_role("heading", name="All of this is here already")).to_be_visible()
    expect(page.get_by_role("button", name="Bring them in")).to_be_disabled()


def test_several_chats_are_brought_at_once(join: Join) -> None:
    page = join("anna", "Anna").open("/me/imports")
    line: FilePayload = {
        "name": "LINE – Ben.txt",
        "mimeType": "text/plain",
        "buffer": test_line.ENGLISH.encode(),
    }
    cat: FilePayload = {"name": "cat.png", "mimeType": "image/png", "buffer": b"\x89PNG\0\0"}
    page.get_by_label("Choose a file").set_input_files([export(), line, cat])
    expect(page.get_by_role("heading", name="16 messages to bring")).to_be_visible()
    seen(page, "8-several")
    chats = page.get_by_role("group", name="Chats")
    expect(chats.get_by_role("checkbox")).to_have_count(2)
    # What cannot be read is named.
    expect(page.get_by_text("cat.png")).to_be_attached()
    page.get_by_role("button", name="Bring them in").tap()
    expect(page.get_by_role("heading", name="Your chats are here")).to_be_visible()
    seen(page, "9-several-done")
    page.get_by_role("link", name="To my chats").tap()
    inside(page)
    expect(page.get_by_role("link", name="Ben Okafor")).not_to_have_count(0)


def test_what_is_no_history_is_said(join: Join) -> None:
    page = join("anna").open("/me/imports")
    file: FilePayload = {"name": "cat.png", "mimeType": "image/png", "buffer": b"\x89PNG\0\0"}
    page.get_by_label("Choose a file").set_input_files([file])
    expect(page.get_by_role("alert")).to_contain_text("cannot read this file")


def test_a_chat_is_exported_from_its_settings(join: Join, tmp_path: Path) -> None:
    anna, ben = join("anna", "Anna"), join("ben", "Ben")
    anna.connect(ben)
    talk = anna.ask("PUT", f"/conversations/direct/{ben.me['id']}")
    path = f"/conversations/{talk['id']}/messages/01890000-0000-7000-8000-000000000001"
    anna.ask("PUT", path, {"body": "Hello Ben"})
    page = anna.open(f"/chat/{talk['id']}/info")
    seen(page, "7-info")
    with page.expect_download() as download:
        page.get_by_role("link", name="Export this chat").tap()
    download.value.save_as(tmp_path / "chat.zip")
    with zipfile.ZipFile(tmp_path / "chat.zip") as made:
        assert made.testzip() is None
        (message,) = json.loads(made.read("chat.json"))["messages"]
    assert message["body"] == "Hello Ben"

"""Posts of other places are brought along, and one's own are taken out, on the phone."""

import io
import json
import os
import zipfile

from playwright.sync_api import FilePayload, Page, expect

from tests.client.browser import Join
from tests.client.eyes import overflow, small_targets, violations
from tests.post_archives import archives

PICTURES = os.environ.get("POST_PICTURES")


def seen(page: Page, name: str) -> None:
    """Keeps a picture for whoever wants to look at the screens."""
    if PICTURES:
        page.wait_for_timeout(400)
        page.screenshot(path=f"{PICTURES}/{name}.png")


def fits(page: Page) -> None:
    found = [*violations(page), *small_targets(page), *filter(None, [overflow(page)])]
    assert found == []


def chosen(data: bytes, name: str = "archive-2019.zip") -> FilePayload:
    return {"name": name, "mimeType": "application/zip", "buffer": data}


def test_an_archive_is_looked_at_brought_in_seen_and_taken_out_again(join: Join) -> None:
    amina = join("amina", "Amina Diallo")
    page = amina.open("/me/settings")
    page.get_by_role("link", name="Bring from another app").tap()
    page.get_by_text("Mastodon", exact=True).tap()
    fits(page)
    seen(page, "1-start")
    page.get_by_label("Choose a file").set_input_files([chosen(b"no archive", "notes.txt")])
    expect(page.get_by_role("alert")).to_have_text(
        "We cannot read this file. It is of no kind that we know."
    )
    page.get_by_label("Choose a file").set_input_files([chosen(archives.mastodon())])
    expect(page.get_by_role("heading", name="8 posts to bring")).to_be_visible()
    expect(page.get_by_text("@amina@masto.test")).to_be_visible()
    expect(page.get_by_role("radio", name="Only me")).to_be_checked()
    page.get_by_role("checkbox", name="Replies to others").uncheck()
    expect(page.get_by_role("heading", name="7 posts to bring")).to_be_visible()
    page.get_by_role("radio").last.check()
    fits(page)
    seen(page, "2-preview")
    page.get_by_role("button", name="Bring them in").tap()
    expect(page.get_by_role("heading", name="7 posts are here")).to_be_visible()
    seen(page, "3-done")
    page.get_by_role("link", name="To my posts").tap()
    expect(page.get_by_role("article").filter(has_text="Which?")).to_contain_text("75%")
    seen(page, "4-posts")
    page.goto("/me/posts/traces")
    expect(page.get_by_text("bo@b.test")).to_be_visible()
    fits(page)
    seen(page, "5-traces")
    page.goto("/me/posts")
    with page.expect_download() as download:
        page.get_by_role("link", name="Take my posts out").tap()
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as taken:
        assert len(json.loads(taken.read("outbox.json"))["orderedItems"]) == 7
    page.get_by_role("link", name="@amina@masto.test").tap()
    page.get_by_role("button", name="Take them out again").tap()
    expect(page.get_by_role("heading", name="Undone")).to_be_visible()
    assert amina.ask("GET", f"/profiles/{amina.me['id']}/posts")["posts"] == []

"""A catalogue of each format comes in by the phone, and what is for sale is taken along."""

from playwright.sync_api import FilePayload, Page, expect

from tests.catalogue_formats import samples
from tests.catalogue_formats.reading import packed
from tests.client.browser import Join
from tests.samples import jpeg

BRING = "Bring them in"


def choose(phone: Page, shop: str, name: str, data: bytes) -> None:
    """Chooses a file on the page of the catalogue, and sees what is in it."""
    phone.goto(f"/market/mine/{shop}/catalogue")
    given: FilePayload = {"name": name, "mimeType": "text/csv", "buffer": data}
    phone.locator("input[type=file]").set_input_files([given])
    expect(phone.get_by_role("button", name=BRING)).to_be_visible()


def bring(phone: Page, n: int) -> None:
    phone.get_by_role("button", name=BRING).tap()
    words = "1 item is here" if n == 1 else f"{n} items are here"
    expect(phone.get_by_role("heading", name=words)).to_be_visible(timeout=30_000)


def test_each_format_comes_in_and_goes_along(join: Join) -> None:
    mei = join("mei", viewport={"width": 360, "height": 640})
    shop = mei.ask("PUT", "/merchants/0197a000-0000-7000-8000-00000000000a", {"name": "Lakeside"})
    own = shop["id"]
    mei.ask("PUT", f"/market/fronts/{own}", {"sign": "Lakeside"})
    mei.ask("PUT", f"/market/fronts/{own}/state", {"state": "open"})
    phone = mei.open(f"/market/mine/{own}")
    phone.get_by_role("link", name="Catalogue").tap()
    expect(phone.get_by_text("Your catalogue comes along")).to_be_visible()

    # Looked at first: what becomes of it, and which line cannot be read.
    files = {"shop/products.csv": samples.SHOPIFY.encode(), "shop/red.jpg": jpeg((640, 480))}
    choose(phone, own, "shop.zip", packed(files))
    expect(phone.get_by_role("heading", name="2 items in this catalogue")).to_be_visible()
    phone.get_by_text("One thing could not be read").tap()
    expect(phone.get_by_text("4 · price · abc")).to_be_visible()
    # What the town has no category for asks once.
    phone.get_by_role("button", name="House and home").tap()
    expect(phone.get_by_text("Lake shirt")).to_be_visible()
    bring(phone, 2)

    for name, data, n in (
        ("wc.csv", samples.WOOCOMMERCE.encode(), 2),
        ("feed.xml", samples.GOOGLE_XML.encode(), 1),
        ("feed.txt", samples.GOOGLE_TSV.encode(), 1),
        ("library.csv", samples.SQUARE.encode(), 2),
        ("EtsyListingsDownload.csv", samples.ETSY.encode(), 2),
    ):
        choose(phone, own, name, data)
        bring(phone, n)

    # Yuan ask for a rate.
    choose_yuan(phone, own)
    bring(phone, 2)

    # A second time all of it is known.
    choose_again(phone, own, packed(files))

    phone.goto(f"/market/mine/{own}")
    expect(phone.get_by_text("湖边 T恤")).to_be_visible()
    phone.goto(f"/market/mine/{own}/catalogue")
    with phone.expect_download() as saved:
        phone.get_by_role("link", name="Shopify").tap()
    written = saved.value.path().read_text("utf-8")
    assert "Lake shirt" in written
    assert "湖边 T恤" in written


def choose_yuan(phone: Page, shop: str) -> None:
    phone.goto(f"/market/mine/{shop}/catalogue")
    data = samples.TAOBAO.encode("gb18030")
    given: FilePayload = {"name": "taobao.csv", "mimeType": "text/csv", "buffer": data}
    phone.locator("input[type=file]").set_input_files([given])
    expect(phone.get_by_text("Prices in this file are in CNY")).to_be_visible()
    expect(phone.get_by_role("button", name=BRING)).to_be_disabled()
    phone.get_by_label("Worth of one").fill("0.13")
    phone.get_by_role("button", name="Look again").tap()
    expect(phone.get_by_role("button", name=BRING)).to_be_enabled()


def choose_again(phone: Page, shop: str, data: bytes) -> None:
    phone.goto(f"/market/mine/{shop}/catalogue")
    given: FilePayload = {"name": "shop.zip", "mimeType": "application/zip", "buffer": data}
    phone.locator("input[type=file]").set_input_files([given])
    expect(phone.get_by_role("heading", name="All of this is here already")).to_be_visible()
    expect(phone.get_by_role("button", name=BRING)).to_be_disabled()

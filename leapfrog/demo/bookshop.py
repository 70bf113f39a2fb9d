"""Omar brings the catalogue of his old web shop: a file of Shopify with some wrong lines."""

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

from leapfrog import imports
from leapfrog.demo.shops import BOOKS
from leapfrog.demo.stage import Stage
from leapfrog.imports import ImportOptions, ImportUpload
from leapfrog.kernel.ids import new_id

FILE = "products_export.csv"
HEAD = (
    "Handle",
    "Title",
    "Body (HTML)",
    "Vendor",
    "Product Category",
    "Published",
    "Option1 Name",
    "Option1 Value",
    "Variant SKU",
    "Variant Inventory Qty",
    "Variant Price",
    "Status",
)
FICTION = "Media > Books > Novels and stories"
NATURE = "Media > Books > Nature and travel"
LEARNING = "Media > Books > Learning and languages"
# Title, what is said of it, kind, price, how many. Three prices are none: these lines are refused.
BOOKS_THERE = (
    ("A Harbour in Winter", "Nine stories about people who wait for ice.", FICTION, "12.50", 4),
    ("The Cook's Sister", "A novel in forty recipes.", FICTION, "14.00", 6),
    ("Letters to a Ferryman", "Found in a tin box, printed as they are.", FICTION, "11.00", 2),
    ("The Last Tram", "A city, a night, one ticket.", FICTION, "free", 3),
    ("Salt and Copper", "Two families and a mine.", FICTION, "13.90", 5),
    ("Reeds, Rushes, Sedges", "How to tell them apart from a boat.", NATURE, "19.00", 3),
    ("Moths of the Lake", "With 80 plates.", NATURE, "28.00", 2),
    ("Weather by Eye", "What clouds say on a Sunday.", NATURE, "9.50", 8),
    ("Mushrooms You May Eat", "And forty that you may not.", NATURE, "0", 4),
    ("Knots in an Evening", "Twelve of them, with a piece of rope.", LEARNING, "8.00", 10),
    ("Chinese in Small Steps", "For people with little time. 每天一小步。", LEARNING, "16.50", 5),
    ("Repair It Yourself", "Zips, kettles, bicycles.", LEARNING, "15.00", 7),
    ("Sums for Market Days", "Mental arithmetic with change.", LEARNING, "-3", 6),
    ("Rowing for Late Starters", "Begin at sixty.", LEARNING, "12.00", 4),
)


def catalogue() -> bytes:
    """The file as the old shop gave it out."""
    made = io.StringIO()
    table = csv.writer(made)
    table.writerow(HEAD)
    for n, (title, body, category, price, units) in enumerate(BOOKS_THERE, 1):
        handle = title.lower().replace(" ", "-").replace("'", "")
        said = f"<p>{body}</p>"
        about = (handle, title, said, "Lakeside Books", category, "TRUE")
        table.writerow((*about, "Title", "Default Title", f"LB-{n:03}", units, price, "active"))
    return made.getvalue().encode()


async def brings(stage: Stage) -> None:
    """It is looked at and let in; the lines that were refused stand in the import."""
    omar, import_id = stage.ids["omar"], new_id()
    options = ImportOptions(shop=stage.shops[BOOKS], category="books/fiction")
    with TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        path.write_bytes(catalogue())
        upload = ImportUpload(import_id, FILE, options)
        await imports.look_at(stage.town, omar, upload, path)
    async with stage.town.database.transaction() as db:
        await imports.let_in(db, omar, import_id)
    await imports.work_on(stage.town, {"id": str(import_id)})

"""What happens with catalogues, in one line each."""

from typing import Any

from leapfrog.imports.worker import work
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from tests.contacts.acts import ok
from tests.http import Client

SHOPIFY = """\
Handle,Title,Body (HTML),Vendor,Product Category,Tags,Published,Option1 Name,Option1 Value,\
Variant SKU,Variant Grams,Variant Inventory Qty,Variant Price,Variant Barcode,Image Src,Status
noodles,Noodle kit,<p>Dried <b>noodles</b></p>,Mei,Food > Grain,soup,TRUE,Size,Small,\
N-S,200,4,3.50,,https://cdn.test/noodles.jpg,active
noodles,,,,,,,,Large,N-L,400,2,6.00,,,
noodles,,,,,,,,Huge,N-X,800,1,free,,,
tea,Green tea,Leaves of spring,Mei,Food > Tea and coffee,,TRUE,Title,Default Title,\
T-1,100,9,12.00,4006381333931,,active
"""


async def looked_at(one: Client, data: bytes, name: str = "products.csv", **more: Any) -> Any:
    """A catalogue as its preview says it."""
    answer = await one.put(f"/imports/{new_id()}", content=data, params={"name": name, **more})
    return ok(answer)


async def brought(town: Town, one: Client, found: Any) -> Any:
    """What came of a catalogue that was looked at."""
    path = f"/imports/{found['id']}"
    ok(await one.post(f"{path}/application"))
    await work(town, {"id": found["id"]})
    done = ok(await one.get(path))
    assert done["state"] == "applied"
    return done


async def items_of(one: Client, shop: str) -> dict[str, Any]:
    """What a shop has, by title."""
    found = ok(await one.get(f"/market/fronts/{shop}/items", params={"limit": 50}))
    return {item["title"]: item for item in found["items"]}


def count(done: Any, kind: str) -> dict[str, Any]:
    """What became of the records of a kind."""
    return next(one for one in done["counts"] if one["kind"] == kind)

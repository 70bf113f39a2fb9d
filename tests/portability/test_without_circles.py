"""A take-out only reads, also of somebody who has no circles."""

import io
from zipfile import ZipFile

from leapfrog.kernel.ids import new_id
from tests.http import App, Enter
from tests.portability.conftest import take_out


async def test_somebody_who_dissolved_all_circles_takes_out(app: App, client: Enter) -> None:
    amina = client()
    await amina.join("amina")
    for circle in (await amina.get("/circles")).json():
        assert (await amina.delete(f"/circles/{circle['id']}")).status_code == 204
    with ZipFile(io.BytesIO(await take_out(app, amina, new_id()))) as copy:
        assert copy.read("records/circles.jsonl") == b""
        assert copy.read("records/profile.jsonl") != b""

"""Bringing a history over HTTP, in one line each."""

import io
import zipfile
from typing import Any

import httpx

from leapfrog.imports.worker import work
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from tests.chat_formats.reading import zipped
from tests.contacts.acts import ok
from tests.http import Client

CHAT = (
    "27/12/2020, 18:50 - Messages and calls are end-to-end encrypted.\n"
    "27/12/2020, 18:51 - Anna: Hello\n"
    "27/12/2020, 18:52 - Ben Okafor: Hi Anna\nhow are you?\n"
    "28/12/2020, 09:00 - Anna: IMG-20201228-WA0001.jpg (file attached)\nthe lake\n"
    "28/12/2020, 09:01 - Ben Okafor: <Media omitted>\n"
    "28/12/2020, 09:02 - Anna: This message was deleted\n"
    "28/12/2020, 09:03 - Ben Okafor: PTT-20201228-WA0002.opus (file attached)\n"
)
NAME = "WhatsApp Chat with Ben Okafor.zip"


def whatsapp(*more: str, **files: bytes) -> bytes:
    """A WhatsApp export with these lines more, and these files."""
    text = CHAT + "".join(f"{line}\n" for line in more)
    named = {name.replace("_", "-").replace("--", "."): data for name, data in files.items()}
    return zipped({"WhatsApp Chat with Ben Okafor.txt": text, **named})


async def send(one: Client, data: bytes, **more: Any) -> httpx.Response:
    """The answer to a file; `id`, `name`, `zone` and `day_first` may be chosen."""
    params = {"name": more.get("name", NAME), "zone": more.get("zone", "UTC")}
    if "day_first" in more:
        params["day_first"] = str(more["day_first"]).lower()
    return await one.put(f"/imports/{more.get('id', new_id())}", content=data, params=params)


async def look(one: Client, data: bytes, **more: Any) -> Any:
    return await whole(one, ok(await send(one, data, **more)))


async def whole(one: Client, found: Any) -> Any:
    """An import with what its chats are, and with its conversations."""
    path = f"/imports/{found['id']}/conversations"
    threads = ok(await one.get(path, params={"limit": 500}))["conversations"]
    return found | found["chats"] | {"threads": threads}


async def read(one: Client, import_id: str) -> Any:
    return await whole(one, ok(await one.get(f"/imports/{import_id}")))


async def people(one: Client, history_id: str) -> list[Any]:
    return list(ok(await one.get(f"/imports/{history_id}/people"))["people"])


async def apply(town: Town, one: Client, history_id: str, **body: Any) -> Any:
    """Lets it in with these options, and waits until that is done."""
    if body:
        ok(await one.patch(f"/imports/{history_id}", json=body))
    ok(await one.post(f"/imports/{history_id}/application"))
    await work(town, {"id": history_id})
    return await read(one, history_id)


async def bring(town: Town, one: Client, data: bytes, **more: Any) -> Any:
    """A file that is looked at and let in as it was found."""
    return await apply(town, one, (await look(one, data, **more))["id"])


async def exported(one: Client, conversation_id: str, **query: Any) -> zipfile.ZipFile:
    """A conversation as its zip."""
    answer = await one.get(f"/conversations/{conversation_id}/export", params=query)
    assert answer.is_success, answer.text
    return zipfile.ZipFile(io.BytesIO(answer.content))

"""Voice messages written down, where the town wants that, for those who have them."""

import asyncio
from pathlib import Path
from uuid import UUID

from msgspec.structs import replace

from leapfrog.chat import store_files
from leapfrog.chat_files import dictation, transcripts
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from leapfrog.media.contained import ConversionFailed
from leapfrog.media.recognising import PocketSphinx
from tests.chat.acts import Talk, befriend, history, ok, opened
from tests.chat.test_attaching import meta_of, send
from tests.chat_files.test_files import put
from tests.http import Client, running
from tests.matrix import unchanged
from tests.samples import webm

SPEECH = Path(__file__).parents[1] / "media/speech/go-forward-ten-meters.ogg"
ASKED = """
select (select count(*) from pgqueuer where entrypoint = $1)
    + (select count(*) from pgqueuer_log where entrypoint = $1)
"""
PATIENCE = 90


class Says:
    """A recogniser that always understands the same."""

    def __init__(self, text: str) -> None:
        self.text = text

    async def write_down(self, folder: Path) -> str:
        if not self.text:
            raise ConversionFailed("nothing to understand")
        return self.text


async def test_what_was_said_is_read_by_both_and_by_whom_it_is_forwarded_to(
    talk: Talk, town: Town
) -> None:
    file = ok(await put(talk.amina, SPEECH.read_bytes(), kind="voice"))
    before = ok(await send(talk.amina, talk.id, "voice", meta_of(file)))
    await transcripts.write(town, PocketSphinx(None), UUID(file["id"]))
    text = "go forward ten meters"
    for one in (talk.amina, talk.bo):
        [message] = (await history(one, talk.id))["messages"]
        assert message == before | {"meta": before["meta"] | {"transcript": text}}
    forwarded = ok(await send(talk.bo, talk.id, "voice", {"file": file["id"]}))
    assert forwarded["meta"]["transcript"] == text


async def test_the_same_message_again_is_still_the_same(talk: Talk, town: Town) -> None:
    file = ok(await put(talk.amina, webm(1), kind="voice"))
    first = ok(await send(talk.amina, talk.id, "voice", meta_of(file)))
    await transcripts.write(town, Says("hello"), UUID(file["id"]))
    again = await send(talk.amina, talk.id, "voice", meta_of(file), client_id=first["client_id"])
    assert ok(again)["seq"] == first["seq"]


async def test_who_put_the_message_out_of_sight_does_not_hear_of_it(talk: Talk, town: Town) -> None:
    file = ok(await put(talk.amina, webm(1), kind="voice"))
    seq = ok(await send(talk.amina, talk.id, "voice", meta_of(file)))["seq"]
    place = (UUID(talk.id), seq)
    people = {UUID(one.me["id"]) for one in (talk.amina, talk.bo)}
    async with town.database.reading() as db:
        assert set((await store_files.hearing(db, [place]))[place]) == people
    hidden = await talk.bo.post(f"/conversations/{talk.id}/hidden", json={"seqs": [seq]})
    assert hidden.is_success
    async with town.database.reading() as db:
        assert await store_files.hearing(db, [place]) == {place: [UUID(talk.amina.me["id"])]}


async def test_what_is_not_understood_stays_a_voice(
    talk: Talk, town: Town, settings: Settings
) -> None:
    file = ok(await put(talk.amina, webm(1), kind="voice"))
    ok(await send(talk.amina, talk.id, "voice", meta_of(file)))
    async with unchanged(str(settings.database_url), "identity_session"):
        await transcripts.write(town, Says(""), UUID(file["id"]))


async def test_nobody_listens_unless_the_town_wants_it(talk: Talk, town: Town) -> None:
    ok(await put(talk.amina, webm(1), kind="voice"))
    async with town.database.reading() as db:
        assert await db.value(ASKED, dictation.TRANSCRIBE) == 0


async def test_where_nobody_listens_nothing_is_dictated(talk: Talk, settings: Settings) -> None:
    async with unchanged(str(settings.database_url), "identity_session"):
        refused = await talk.amina.post("/chat/dictations", content=SPEECH.read_bytes())
    assert refused.json()["code"] == "no_recogniser"
    assert ok(await talk.amina.get("/town"))["writes_down"] is False


async def test_a_town_that_wants_it_writes_down_by_itself_and_to_dictation(
    settings: Settings, clock: FixedClock
) -> None:
    async with running(replace(settings, transcripts="pocketsphinx"), clock) as app:
        amina, bo = (Client(app, settings.origin, f"203.0.113.{n}") for n in (1, 2))
        await amina.join("amina")
        await bo.join("bo_chen")
        await befriend(amina, bo)
        talk = await opened(amina, bo)
        file = ok(await put(amina, SPEECH.read_bytes(), kind="voice"))
        ok(await send(amina, talk, "voice", meta_of(file)))
        async with asyncio.timeout(PATIENCE):
            while True:
                [message] = (await history(bo, talk))["messages"]
                if "transcript" in message["meta"]:
                    break
                await asyncio.sleep(0.2)
        assert message["meta"]["transcript"] == "go forward ten meters"
        assert ok(await amina.get("/town"))["writes_down"] is True
        async with unchanged(str(settings.database_url), "identity_session"):
            said = await amina.post("/chat/dictations", content=SPEECH.read_bytes())
            noise = await amina.post("/chat/dictations", content=b"RIFF????WAVE but no more")
            other = await amina.post("/chat/dictations", content=b"%PDF-1.7")
            stranger = await Client(app, settings.origin, "203.0.113.3").post(
                "/chat/dictations", content=SPEECH.read_bytes()
            )
    assert ok(said) == {"text": "go forward ten meters"}
    refusals = [answer.json()["code"] for answer in (noise, other, stranger)]
    assert refusals == ["not_a_sound", "not_a_sound", "sign_in_needed"]
    assert list((settings.home / "tmp").iterdir()) == []

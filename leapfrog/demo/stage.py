"""The stage of a story: the characters act through the front doors, while the clock is moved."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import msgspec

from leapfrog import (
    calls,
    chat,
    chat_files,
    contacts,
    identity,
    moderation,
    pay,
    post_media,
    posts,
)
from leapfrog.chat import MessageDraft
from leapfrog.chat_content import GroupChange
from leapfrog.contacts import Audience, CardField, Change, Edit, Field, StoredRequest
from leapfrog.demo.cast import PASSWORD, Character
from leapfrog.identity import ClientInfo, JoinCommand, NewPerson
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.moderation import ModerationAction
from leapfrog.posts import NewPost

HERE = ClientInfo("The demo story", "127.0.0.1")


class Stage:
    """What a story can let happen. Each act is one call through a front door, in a transaction."""

    def __init__(self, town: Town, clock: FixedClock) -> None:
        self.town, self.clock = town, clock
        self.ids: dict[str, UUID] = {}
        self.groups: dict[str, UUID] = {}
        self.shops: dict[str, UUID] = {}
        self.goods: dict[str, UUID] = {}
        self.circles: dict[tuple[str, str], UUID] = {}

    def at(self, when: datetime) -> None:
        """Moves the clock on; time never goes back."""
        self.clock.set(max(when, self.clock.now()))

    def later(self, minutes: float) -> None:
        self.clock.advance(timedelta(minutes=minutes))

    async def joins(self, character: Character) -> None:
        """Somebody joins, with a picture and a few words."""
        newcomer = NewPerson(new_id(), character.handle, character.name, character.language)
        town = self.town
        joining = JoinCommand(
            newcomer, PASSWORD, operator_code=await self._operator_code(character)
        )
        await identity.join(town.database, town.settings, joining, HERE)
        self.ids[character.handle] = newcomer.id
        face = character.picture()
        async with town.database.transaction() as db:
            told = identity.ProfileChange(about=character.about, service=character.service)
            await identity.change(db, newcomer.id, told)
            if face is not None:
                await identity.show(db, newcomer.id, await town.files.put(face), len(face))
        async with town.database.transaction() as db:
            for circle in await contacts.circles_of(db, newcomer.id):
                self.circles[character.handle, circle.kind] = circle.id

    async def _operator_code(self, character: Character) -> str | None:
        """For a character whose handle is kept: whoever the settings name runs this town."""
        async with self.town.database.transaction() as db:
            if not await identity.is_kept_for_operator(db, character.handle):
                return None
            return (await identity.appoint_operator(db, character.handle)).code

    async def meet(self, asker: str, asked: str, greeting: str, circle: str = "friends") -> None:
        """One asks, the other accepts; both sort each other into the circle of that kind."""
        async with self.town.database.transaction() as db:
            request = StoredRequest(
                new_id(), self.ids[asker], self.ids[asked], greeting, "pending", db.now
            )
            await contacts.ask_contact(db, request)
            places = [self.circles[asked, circle]]
            await contacts.accept_contact(db, self.ids[asked], request.id, places)
            entry = await contacts.entry_of(db, self.ids[asker], self.ids[asked])
            assert entry is not None
            change = Change(circles=[self.circles[asker, circle]])
            await contacts.change_contact(db, self.ids[asker], entry.id, change)

    async def asks(self, asker: str, asked: str, greeting: str) -> None:
        """A request that waits."""
        async with self.town.database.transaction() as db:
            request = StoredRequest(
                new_id(), self.ids[asker], self.ids[asked], greeting, "pending", db.now
            )
            await contacts.ask_contact(db, request)

    async def shows(self, who: str, fields: Sequence[tuple[str, str, str, str]]) -> None:
        """Somebody fills their card: (kind, label, value, who sees it: "everyone" or circles)."""
        async with self.town.database.transaction() as db:
            for kind, label, value, seen_by in fields:
                circles = [] if seen_by == "everyone" else seen_by.split()
                audience = Audience(
                    seen_by == "everyone", [self.circles[who, circle] for circle in circles]
                )
                field = CardField(new_id(), kind, label, value, audience)  # type: ignore[arg-type]
                await contacts.put_card_field(db, self.ids[who], field)

    async def knows(
        self, who: str, name: str, org: str, fields: Sequence[Field], *tags: str
    ) -> None:
        """Somebody writes a person into their book who is on no server."""
        async with self.town.database.transaction() as db:
            edit = Edit(name, fields, org=org, tags=tags)
            await contacts.put_contact(db, self.ids[who], new_id(), edit)

    async def marks(self, who: str, whom: str, change: Change) -> None:
        """Somebody stars, tags or renames a contact for themselves."""
        async with self.town.database.transaction() as db:
            entry = await contacts.entry_of(db, self.ids[who], self.ids[whom])
            assert entry is not None
            await contacts.change_contact(db, self.ids[who], entry.id, change)

    async def gathers(self, owner: str, name: str, *people: str) -> None:
        """Somebody makes a group; from then on it is spoken to by its name."""
        self.groups[name] = new_id()
        others = [self.ids[one] for one in people]
        async with self.town.database.transaction() as db:
            await chat.make_group(db, self.ids[owner], self.groups[name], name, others)

    async def announces(self, who: str, group: str, text: str) -> None:
        """An admin writes what everybody in the group should know."""
        change = GroupChange(announcement=text)
        async with self.town.database.transaction() as db:
            await chat.change_group(db, self.ids[who], self.groups[group], change)

    async def says(self, who: str, whom: str, *lines: str) -> None:
        """Somebody writes to a contact or into a group, a line a minute."""
        for line in lines:
            await self.sends(who, whom, body=line)
            self.later(1)

    async def sends(self, who: str, whom: str, **message: Any) -> int:
        """Somebody sends anything, also an event; answers its seq. `message`: as in
        `MessageDraft`.
        """
        async with self.town.database.transaction() as db:
            draft = MessageDraft(await self._talk(db, who, whom), self.ids[who], new_id(), "")
            [result] = await chat.append(db, [msgspec.structs.replace(draft, **message)])
        if isinstance(result, Problem):
            raise result
        return result.seq

    async def uploads(self, who: str, name: str, content: bytes) -> dict[str, str]:
        """Somebody puts a picture or a sound into the town; answers the `meta` that sends it."""
        told = chat_files.UploadInfo(new_id(), None, name)
        with TemporaryDirectory() as folder:
            path = Path(folder) / "source"
            path.write_bytes(content)
            kept = await chat_files.receive(self.town, self.ids[who], told, path)
        return {"file": str(kept.id)}

    async def follows(self, who: str, whom: str) -> None:
        async with self.town.database.transaction() as db:
            await posts.follow(db, self.ids[who], self.ids[whom])

    async def posts(
        self, who: str, wanted: NewPost, *, circles: Sequence[str] = (), **more: Any
    ) -> UUID:
        """Somebody shows a post, for circles of these kinds if there are any; answers its id."""
        if circles:
            places = tuple(self.circles[who, one] for one in circles)
            more |= {"audience": "circles", "circles": places}
        post_id = new_id()
        async with self.town.database.transaction() as db:
            wanted = msgspec.structs.replace(wanted, **more)
            await posts.publish(db, self.ids[who], post_id, wanted)
        return post_id

    async def comments(self, who: str, on: UUID, text: str) -> UUID:
        """Somebody says something under a post, or below a comment; answers the comment's id."""
        return await self.posts(who, NewPost(text=text, answers=on))

    async def likes(self, post: UUID, people: Sequence[str]) -> None:
        async with self.town.database.transaction() as db:
            for who in people:
                await posts.like_post(db, self.ids[who], post, True)

    async def votes(self, who: str, post: UUID, choice: int) -> None:
        async with self.town.database.transaction() as db:
            await posts.vote(db, self.ids[who], post, [choice])

    async def verifies(self, who: str, kind: str, reason: str) -> None:
        """The town looked who that is."""
        person = self.ids[who]
        act = f"verify_{kind}"
        operation = ModerationAction(act, str(person), reason)  # type: ignore[arg-type]
        async with self.town.database.transaction() as db:
            await moderation.decide(db, person, new_id(), operation)

    async def shows_picture(self, who: str, content: bytes) -> UUID:
        """Somebody puts a picture into the town for a post; answers its id."""
        file_id = new_id()
        with TemporaryDirectory() as folder:
            path = Path(folder) / "source"
            path.write_bytes(content)
            await post_media.receive(self.town, self.ids[who], file_id, path)
        return file_id

    async def talks(self, who: str, whom: str, media: calls.Media, minutes: float) -> None:
        """Somebody calls a contact, and they talk for so long."""
        call_id = await self._rings(who, whom, media)
        self.later(0.1)
        async with self.town.database.transaction() as db:
            await calls.answer(db, calls.CallSide(self.ids[whom], new_id()), call_id)
        self.later(minutes)
        async with self.town.database.transaction() as db:
            await calls.hang_up(db, self.ids[who], call_id)

    async def misses(self, whom: str, who: str) -> None:
        """A contact calls somebody, who does not hear it."""
        call_id = await self._rings(who, whom, "voice")
        self.clock.advance(self._patience)
        async with self.town.database.transaction() as db:
            await calls.run_out(db, str(call_id), None)

    async def _rings(self, who: str, whom: str, media: calls.Media) -> UUID:
        caller = calls.CallSide(self.ids[who], new_id())
        wanted = calls.CallRequest(new_id(), caller, self.ids[whom], media, self._patience)
        async with self.town.database.transaction() as db:
            return (await calls.place(db, wanted)).id

    @property
    def _patience(self) -> timedelta:
        return timedelta(seconds=self.town.settings.ring_seconds)

    async def brings_cash(self, who: str, amount: int, clerk: str) -> None:
        """Somebody fills their wallet at the desk."""
        async with self.town.database.transaction() as db:
            currency = (await pay.money_terms(db)).currency
            given = pay.TopUp(new_id(), self.ids[clerk], self.ids[who], amount, currency, "demo")
            await pay.top_up(db, given)

    async def pays(self, who: str, whom: str, amount: int, note: str) -> UUID:
        """Somebody sends a contact money, in their conversation."""
        return await self._sent(
            pay.NewTransfer(
                id=new_id(),
                sender_id=self.ids[who],
                receiver_id=self.ids[whom],
                amount=amount,
                currency=await self._currency(),
                note=note,
            )
        )

    async def accepts(self, who: str, transfer_id: UUID) -> None:
        """Somebody takes what was sent to them."""
        async with self.town.database.transaction() as db:
            await pay.accept_transfer(db, self.ids[who], transfer_id)

    async def asks_for(self, who: str, whom: str, amount: int, note: str) -> UUID:
        """Somebody asks a contact for money."""
        currency = await self._currency()
        async with self.town.database.transaction() as db:
            wanted = pay.MoneyRequest(
                id=new_id(),
                asker_id=self.ids[who],
                payer_id=self.ids[whom],
                amount=amount,
                currency=currency,
                note=note,
                state="waiting",
                made_at=db.now,
                ended_at=None,
            )
            return (await pay.request_money(db, wanted)).id

    async def pays_what_was_asked(self, who: str, whom: str, amount: int, request_id: UUID) -> None:
        """Somebody pays what a contact asked for."""
        await self._sent(
            pay.NewTransfer(
                id=new_id(),
                sender_id=self.ids[who],
                receiver_id=self.ids[whom],
                amount=amount,
                currency=await self._currency(),
                note="",
                at_once=True,
                request_id=request_id,
            )
        )

    async def _sent(self, sending: pay.NewTransfer) -> UUID:
        async with self.town.database.transaction() as db:
            vouched = msgspec.structs.replace(sending, consent=pay.VOUCHED)
            [result] = await pay.send_transfers(db, [vouched])
        if isinstance(result, Problem):
            raise result
        return result.id

    async def _currency(self) -> str:
        async with self.town.database.reading() as db:
            return (await pay.money_terms(db)).currency

    async def reads(self, who: str, whom: str) -> None:
        """Somebody reads all that was said with a contact or in a group."""
        async with self.town.database.transaction() as db:
            talk = await self._talk(db, who, whom)
            await chat.read(db, self.ids[who], talk, chat.LARGEST_SEQ)

    async def _talk(self, db: Db, who: str, whom: str) -> UUID:
        """The group of that name, or the conversation of the two."""
        if whom in self.groups:
            return self.groups[whom]
        return (await chat.open_direct(db, self.ids[who], self.ids[whom])).id

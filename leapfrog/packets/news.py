"""What a conversation hears of its red packets."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from leapfrog import chat
from leapfrog.chat import MessageDraft
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import derived_id
from leapfrog.packets.model import Packet, PacketShare

Place = tuple[UUID, UUID]


async def opened(
    db: Db,
    packets: Mapping[UUID, Packet],
    new: Mapping[Place, PacketShare],
    said: Mapping[Place, str],
) -> None:
    """A line for each who opened one, after the words that opened it; and the cards look
    different. Where only admins may write now, there is no line.
    """
    drafts = []
    for place in new:
        packet, person = packets[place[0]], place[1]
        where, phrase = packet.conversation_id, said.get(place, "")
        if packet.phrase:
            drafts.append(
                MessageDraft(where, person, derived_id(packet.id, f"said:{person}"), phrase)
            )
        meta = {"what": "packet_opened", "person_ids": [str(packet.sender_id)]}
        line = derived_id(packet.id, f"opened:{person}")
        drafts.append(MessageDraft(where, person, line, "", "system", meta=meta))
    if drafts:
        await chat.append(db, drafts)
        await tell(db, [packets[packet_id] for packet_id in {place[0] for place in new}])


async def tell(db: Db, packets: Iterable[Packet]) -> None:
    """Open chats read these cards anew."""
    for packet in packets:
        people = await chat.people(db, packet.conversation_id)
        stream.tell(db, people, {"t": "changed", "what": "card", "ref": f"pay:packet:{packet.id}"})

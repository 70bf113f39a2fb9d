"""What a device costs that is only connected, and what a message takes on disk; ours alone."""

import asyncio

import asyncpg
import msgspec
import uvloop

from bench.chat.load import Ear
from bench.chat.processes import Server, resident
from bench.chat.stream import Line, connect
from bench.chat.town import Town, database_of, running

# The first few bring along what all share.
FIRST, DEVICES = 20, 900
SIZE = """
select (select sum(pg_total_relation_size(inhrelid)) from pg_inherits
        where inhparent = 'chat_message'::regclass)
    + pg_total_relation_size('chat_search') + pg_total_relation_size('chat_search_indexed'),
    (select sum(last_seq) from chat_conversation)
"""


class Idle(msgspec.Struct, frozen=True):
    """Bytes of memory for each device; bytes on disk for each message, with its search index."""

    device: float
    message: float


def idle(town: Town) -> Idle:
    with running(town) as server:
        return uvloop.run(_idle(town, server))


async def _idle(town: Town, server: Server) -> Idle:
    lines = [Line(token, Ear(closely=False)) for token in town.tokens[: FIRST + DEVICES]]
    await connect(server.port, lines[:FIRST])
    await asyncio.sleep(2)
    before = resident(server)
    await connect(server.port, lines[FIRST:])
    await asyncio.sleep(2)
    memory = resident(server) - before
    for line in lines:
        line.transport.close()
    connection = await asyncpg.connect(database_of(town))
    size, many = await connection.fetchrow(SIZE)
    await connection.close()
    return Idle(memory / DEVICES, float(size) / float(many))

"""All SQL of nodes."""

from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.nodes.model import Node, Standby

BEAT = """
insert into nodes_node
    (id, name, version, program, schema, settings, state, started_at, seen_at, carrier)
values ($1, $2, $3, $4, $5, $6, $7, statement_timestamp(), statement_timestamp(), $8)
on conflict (id) do update
set state = excluded.state, seen_at = excluded.seen_at, carrier = excluded.carrier
returning ends
"""
FORGET = "delete from nodes_node where seen_at < now() - interval '1 day'"
FORGET_ALL = "delete from nodes_node"
LEAVE = "delete from nodes_node where id = $1"
ALL = """
select id, name, version, program, schema, settings, state, started_at,
    -- What lies ahead was written by the clock of another server, that of a primary before.
    case when seen_at <= statement_timestamp() + interval '5 seconds'
        then statement_timestamp() - seen_at else interval '1 day' end as silent, carrier
from nodes_node order by started_at
"""
MAY_JOIN = "select pg_try_advisory_xact_lock(hashtextextended('nodes_node', 0))"
ASK_TO_END = "update nodes_node set ends = true where id = $1"
ROOM = """
select current_setting('max_connections')::int - current_setting('reserved_connections')::int
    - current_setting('superuser_reserved_connections')::int
"""
STANDBYS = """
select coalesce(application_name, '') as name, coalesce(sync_state, '') as kind
from pg_stat_replication order by name
"""
LOWEST_PROGRAM = "select max(lowest_program) from kernel_migration"


async def beat(db: Db, node: Node) -> bool:
    """Says that it is there, and forgets those that have been gone for a day. Answers whether
    somebody asked it to end.
    """
    about = (node.id, node.name, node.version, node.program, node.schema, node.settings)
    ends = await db.value(BEAT, *about, node.state, node.carrier)
    await db.run(FORGET)
    return bool(ends)


async def may_join(db: Db) -> bool:
    """Whether this process may get ready now; until the transaction ends, no other one may."""
    return bool(await db.value(MAY_JOIN))


async def forget_all(db: Db) -> None:
    """For whoever has just started the database, and knows that nobody is left."""
    await db.run(FORGET_ALL)


async def ask_to_end(db: Db, node_id: UUID) -> None:
    """Asks a process to end: it reads that with its next heartbeat, and ends as on SIGTERM."""
    await db.run(ASK_TO_END, node_id)


async def leave(db: Db, node: Node) -> None:
    """It ends, as was meant."""
    await db.run(LEAVE, node.id)


async def all_nodes(db: Db) -> list[Node]:
    """The processes of this town that run, and those that did within a day, the oldest first."""
    return await db.all_as(Node, ALL)


async def lowest_program(db: Db) -> int:
    """The oldest program that the schema still lets in; 0 for an empty timeline."""
    return int(await db.value(LOWEST_PROGRAM) or 0)


async def room(db: Db) -> int:
    """How many connections PostgreSQL has for programs: `max_connections` without the reserved
    ones.
    """
    return int(await db.value(ROOM))


async def standbys(db: Db) -> list[Standby]:
    """The PostgreSQL servers that replicate from this one now, by name."""
    return await db.all_as(Standby, STANDBYS)

"""All SQL of nodes."""

from leapfrog.kernel.db import Db
from leapfrog.nodes.model import Node

BEAT = """
insert into nodes_node
    (id, name, version, program, schema, settings, state, started_at, seen_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (id) do update set state = excluded.state, seen_at = excluded.seen_at
"""
FORGET = "delete from nodes_node where seen_at < $1::timestamptz - interval '1 day'"
LEAVE = "delete from nodes_node where id = $1"
ALL = """
select id, name, version, program, schema, settings, state, started_at, seen_at
from nodes_node order by started_at
"""
LOWEST_PROGRAM = "select max(lowest_program) from kernel_migration"


async def beat(db: Db, node: Node) -> None:
    """Says that it is there, and forgets those that have been gone for a day."""
    about = (node.id, node.name, node.version, node.program, node.schema, node.settings)
    await db.run(BEAT, *about, node.state, node.started_at, node.seen_at)
    await db.run(FORGET, node.seen_at)


async def leave(db: Db, node: Node) -> None:
    """It ends, as was meant."""
    await db.run(LEAVE, node.id)


async def all_nodes(db: Db) -> list[Node]:
    """Those that are here, and those that were within a day, the oldest first."""
    return await db.all_as(Node, ALL)


async def lowest_program(db: Db) -> int:
    """The oldest program that the schema still lets in; 0 for an empty timeline."""
    return int(await db.value(LOWEST_PROGRAM) or 0)

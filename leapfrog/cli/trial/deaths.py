"""What dies in a trial, how that is seen, and how it comes back."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Mapping

from leapfrog.cli.cluster_now import Cluster, cluster_now, drain
from leapfrog.cli.trial.model import happens
from leapfrog.cli.trial.parts import NodePart
from leapfrog.cli.trial.standing import DatabaseMember, TrialCluster

# As the unit of `leapfrog cluster init` has it.
RESTART_SECONDS = 1

Death = Callable[[TrialCluster], Awaitable[str]]


async def nothing(_: TrialCluster) -> str:
    """To compare with."""
    return ""


async def node_killed(cluster: TrialCluster) -> str:
    """As when its machine loses its power. Answers how it ended."""
    node = cluster.nodes[0]
    node.kill()
    code = await node.ended()
    await _ready_again(cluster, node)
    return f"{node.name} ended with {code}"


async def node_frozen(cluster: TrialCluster) -> str:
    """It stands still, with all its connections, until the others take it for gone."""
    node = cluster.nodes[1]
    name = cluster.name_of(node)

    async def is_gone() -> bool:
        return name not in {one.name for one in (await _now(cluster)).here()}

    node.signal(signal.SIGSTOP)
    try:
        await happens(f"{node.name} counts as gone", is_gone)
        answered = await cluster.is_ready(node)
    finally:
        node.signal(signal.SIGCONT)

    async def is_ready() -> bool:
        return await cluster.is_ready(node) and not await is_gone()

    await happens(f"{node.name} is ready again", is_ready)
    return f"{node.name} counted as gone, and {'answered' if answered else 'answered nothing'}"


async def node_drained(cluster: TrialCluster) -> str:
    """As before an upgrade: `leapfrog cluster drain`."""
    node = cluster.nodes[2]
    await drain(cluster.plan.database_url, cluster.name_of(node))
    code = await node.ended()
    await _ready_again(cluster, node)
    return f"{node.name} ended with {code}"


async def bus_killed(cluster: TrialCluster) -> str:
    """Answers by what the nodes heard each other meanwhile."""

    async def database_stands_in() -> bool:
        return await _carriers(cluster) == {"database"}

    async def nats_is_back() -> bool:
        return await _carriers(cluster) == {"nats"}

    cluster.bus.kill()
    code = await cluster.bus.ended()
    await happens("the database stands in for NATS", database_stands_in)
    carriers = await _carriers(cluster)
    cluster.bus.start()
    await happens("the nodes hear each other by NATS again", nats_is_back)
    return f"NATS ended with {code}, the nodes heard each other by: {', '.join(carriers)}"


async def primary_killed(cluster: TrialCluster) -> str:
    """The primary and its Patroni at once; both come back as a standby. Answers which PostgreSQL
    took its place, and the timelines of both.
    """
    part, before = await cluster.primary()
    part.die()
    await part.ended()
    seen = await _replaced(cluster, before)
    part.start()
    await happens(f"{part.name} follows the primary", cluster.has_standby)
    return f"{before.name} (timeline {before.timeline}) ended, {seen}"


async def primary_silent(cluster: TrialCluster) -> str:
    """It stands still with all its connections, until another one has its place; then it wakes, and
    takes itself for the primary until its Patroni has seen that it is none.
    """
    part, before = await cluster.primary()
    part.fall_silent()
    try:
        seen = await _replaced(cluster, before)
    finally:
        part.wake()
    await happens(f"{part.name} follows the primary", cluster.has_standby)
    return f"{before.name} (timeline {before.timeline}) fell silent, {seen}"


async def _replaced(cluster: TrialCluster, before: DatabaseMember) -> str:
    """Waits until another PostgreSQL is the primary; answers which one."""
    found = before

    async def has_another() -> bool:
        nonlocal found
        found = (await cluster.members()).leader or before
        return found.name != before.name and found.timeline > before.timeline

    await happens("another PostgreSQL is the primary", has_another)
    return f"{found.name} (timeline {found.timeline}) took its place"


async def _ready_again(cluster: TrialCluster, node: NodePart) -> None:
    async def is_ready() -> bool:
        return await cluster.is_ready(node)

    await asyncio.sleep(RESTART_SECONDS)
    node.start()
    await happens(f"{node.name} is ready", is_ready)


async def _carriers(cluster: TrialCluster) -> set[str]:
    return {one.carrier for one in (await _now(cluster)).here()}


async def _now(cluster: TrialCluster) -> Cluster:
    return await cluster_now(cluster.plan.database_url)


DEATHS: Mapping[str, Death] = {
    "nothing": nothing,
    "a node is killed": node_killed,
    "a node freezes": node_frozen,
    "a node is drained": node_drained,
    "NATS is killed": bus_killed,
    "the primary is killed": primary_killed,
    "the primary falls silent": primary_silent,
}

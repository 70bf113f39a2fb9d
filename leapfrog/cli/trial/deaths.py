"""What dies in a trial, how that is seen, and how it comes back."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Mapping

from leapfrog.cli.cluster_now import Cluster, cluster_now, drain
from leapfrog.cli.trial.model import TrialError, happens
from leapfrog.cli.trial.parts import NodePart, PostgresPart
from leapfrog.cli.trial.standing import DatabaseMember, TrialCluster

# Of a PostgreSQL that is restarted, until Patroni gives its place to another one.
START_SECONDS = 60
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


async def primary_moved(cluster: TrialCluster) -> str:
    """As before its machine is taken away: Patroni's planned switchover."""
    part, before = await cluster.primary()
    await _told(cluster, part, "switchover", {"leader": before.name})
    seen = await _replaced(cluster, before)
    await happens(f"{part.name} follows the primary", cluster.has_standby)
    return f"{before.name} (timeline {before.timeline}) handed over, {seen}"


async def primary_restarted(cluster: TrialCluster) -> str:
    """As for a setting that PostgreSQL reads at its start alone; it stays the primary."""
    part, before = await cluster.primary()
    started = await _started(cluster, part)
    await _told(cluster, part, "restart", {"timeout": START_SECONDS})

    async def has_started() -> bool:
        return await _started(cluster, part) not in ("", started)

    await happens(f"{part.name} has started again", has_started)
    await happens(f"{part.name} has a standby again", cluster.has_standby)
    _, after = await cluster.primary()
    return f"{before.name} was restarted, and {after.name} is the primary"


async def _started(cluster: TrialCluster, part: PostgresPart) -> str:
    """When a PostgreSQL that runs was started; "" when it does not."""
    answer = await cluster.ask_patroni(part, "GET", "patroni")
    about = answer.body if answer is not None else {}
    return about.get("postmaster_start_time", "") if about.get("state") == "running" else ""


async def _told(cluster: TrialCluster, part: PostgresPart, path: str, body: object) -> None:
    """A Patroni answers when all is done, which may be later than one waits here. Raises
    `TrialError` when it refuses.
    """
    answer = await cluster.ask_patroni(part, "POST", path, body)
    if answer is not None and 400 <= answer.status < 500:
        raise TrialError(f"the Patroni of {part.name} refuses a {path}: {answer.status}")


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


# There is no primary for a while, and streams stay: whoever hears nothing waits.
WAITED_FOR: Mapping[str, Death] = {
    "the primary is moved": primary_moved,
    "the primary is restarted": primary_restarted,
    "the primary is killed": primary_killed,
    "the primary falls silent": primary_silent,
}
DEATHS: Mapping[str, Death] = {
    "nothing": nothing,
    "a node is killed": node_killed,
    "a node freezes": node_frozen,
    "a node is drained": node_drained,
    "NATS is killed": bus_killed,
    **WAITED_FOR,
}

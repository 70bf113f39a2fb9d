"""The table: ours beside each of them, of the median of the rounds."""

from collections.abc import Callable, Mapping, Sequence

from bench.chat.idle import Idle
from bench.chat.load import Run
from bench.harness import Figure, median

Runs = Mapping[str, Sequence[Mapping[str, Run]]]
EJABBERD, PROSODY = "ejabberd, PostgreSQL", "Prosody, PostgreSQL"
IN_FILES, SYNAPSE = "Prosody, files", "Synapse, PostgreSQL"
KB = 1024


def figures(runs: Runs, idle: Idle, sizes: Mapping[str, float]) -> list[Figure]:
    def of(name: str, step: str, what: Callable[[Run], float]) -> float | None:
        rounds = runs.get(name)
        return median([what(one[step]) for one in rounds]) if rounds else None

    def against(
        label: str, unit: str, peer: str, step: str, what: Callable[[Run], float], aim: float
    ) -> Figure:
        """An `aim` below 1 is a most, else a least."""
        mine, other = of("ours", step, what), of(peer, step, what)
        assert mine is not None
        return compared(label, unit, mine, peer, other, aim)

    rate = "1:1, 50 pairs, 200 in flight"
    group = "group of 100 online"
    cpu = "CPU of server and database per 1:1 message"
    return [
        against(rate, "msg/s", EJABBERD, "pairs", lambda run: run.rate, 10),
        against(rate, "msg/s", PROSODY, "pairs", lambda run: run.rate, 1),
        against(rate, "msg/s", IN_FILES, "pairs", lambda run: run.rate, 5),
        against(rate, "msg/s", SYNAPSE, "pairs", lambda run: run.rate, 400),
        against(group, "copies/s", EJABBERD, "group", lambda run: run.copies, 20),
        against(group, "copies/s", SYNAPSE, "group", lambda run: run.copies, 800),
        against(cpu, "us", EJABBERD, "pairs", lambda run: run.cpu_us, 1 / 15),
        against(cpu, "us", SYNAPSE, "pairs", lambda run: run.cpu_us, 1 / 700),
        against("latency at 200/s, p50", "ms", PROSODY, "steady", lambda run: run.p50, 0.8),
        against("latency at 200/s, p99", "ms", PROSODY, "steady", lambda run: run.p99, 0.5),
        Figure(
            "memory per idle device",
            "kB",
            idle.device / KB,
            "kB allowed",
            35,
            idle.device / KB / 35,
            "<= 35 kB",
            idle.device <= 35 * KB,
        ),
        compared(
            "disk per 1:1 message, indexes included",
            "bytes",
            idle.message,
            EJABBERD,
            sizes.get(EJABBERD),
            0.4,
        ),
    ]


def compared(
    label: str, unit: str, mine: float, peer: str, other: float | None, aim: float
) -> Figure:
    """At least `aim` times as much, or, for one below 1, at most; without a peer nobody knows."""
    ratio = mine / other if other else None
    if aim >= 1:
        words, holds = f">= {aim:.0f}x", ratio is not None and ratio >= aim
    else:
        words = f"<= 1/{1 / aim:.0f}" if aim < 0.3 else f"<= {aim}x"
        holds = ratio is not None and ratio <= aim
    return Figure(label, unit, mine, peer, other, ratio, words, None if ratio is None else holds)

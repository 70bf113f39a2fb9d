"""`leapfrog vend`: a vending machine in a terminal, against a running town."""

import asyncio
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from uuid import UUID

import segno

from leapfrog.kernel.settings import Settings
from leapfrog.vending import Simulator

HELP = "Type slots (A1 A2), eight digits of a code, `jam A1`, `free A1`, or `end`."


def arguments(parser: ArgumentParser) -> None:
    """What has to be said: who the machine is, and where its town."""
    parser.add_argument("machine", type=UUID, help="the machine's number")
    parser.add_argument("key", help="the device's key, as the owner's page shows it")
    parser.add_argument("--town", help="the town's address, http://localhost:8000 by default")
    parser.add_argument("--memory", type=Path, help="a file that outlives the machine's power")
    parser.set_defaults(run=vend)


def vend(settings: Settings, given: Namespace) -> int:
    """Returns when the terminal says so, or ends."""
    town = given.town or settings.origin
    asyncio.run(_run(Simulator(town, given.machine, given.key, given.memory)))
    return 0


async def _run(machine: Simulator) -> None:
    line = asyncio.create_task(machine.run())
    await machine.connected.wait()
    print(HELP, flush=True)
    _show(machine)
    while text := (await asyncio.to_thread(sys.stdin.readline)).strip():
        if text == "end":
            break
        print(await _act(machine, text.split()), flush=True)
    line.cancel()


async def _act(machine: Simulator, words: list[str]) -> str:
    first, rest = words[0], {word.upper() for word in words[1:]}
    if first in ("jam", "free"):
        machine.jammed = machine.jammed | rest if first == "jam" else machine.jammed - rest
        return f"jammed: {' '.join(sorted(machine.jammed)) or 'none'}"
    if first.isdigit():
        return "open" if await machine.type_code(first) else "wrong code"
    basket = [word.upper() for word in words]
    if not set(basket) <= set(machine.slots):
        return HELP
    link = machine.offer(*basket)
    segno.make(link).terminal(compact=True)
    return link


def _show(machine: Simulator) -> None:
    for slot in machine.slots.values():
        state = slot.fault or f"{slot.left} left"
        print(f"{slot.slot:>4}  {slot.name:<20} {slot.price / 100:8.2f}  {state}")

"""What is paid in the story's week."""

from leapfrog.demo.stage import Stage

BROUGHT = {
    "amina": 12_000,
    "tariq": 8_000,
    "mei": 30_000,
    "priya": 9_500,
    "omar": 4_000,
    "fatou": 15_000,
}


async def everybody_has_some(stage: Stage) -> None:
    """Cash is brought to the desk, where Kofi works."""
    for who, amount in BROUGHT.items():
        await stage.brings_cash(who, amount, "kofi")
        stage.later(3)


async def football(stage: Stage) -> None:
    """Tariq had borrowed; Omar asks for half a ball."""
    sent = await stage.pays("tariq", "amina", 1850, "For the pitch, thank you")
    stage.later(4)
    await stage.accepts("amina", sent)
    asked = await stage.asks_for("omar", "amina", 720, "Your half of the new ball")
    await stage.pays_what_was_asked("amina", "omar", 720, asked)

"""`leapfrog cluster try`: a whole cluster on this machine, in which one part after the other dies
while people write to each other.
"""

from leapfrog.cli.trial.model import Outcome, TrialError
from leapfrog.cli.trial.running import arguments, rehearse, rounds, try_out

__all__ = ["Outcome", "TrialError", "arguments", "rehearse", "rounds", "try_out"]

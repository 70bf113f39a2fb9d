"""The switchboard: which event of which module makes which other module act. The only place that
knows two at once.
"""

from leapfrog.reactions.notices import COMPOSERS, POLLERS
from leapfrog.reactions.shop_desk import question_id
from leapfrog.reactions.switchboard import DUE, SWEEP, SWITCHBOARD

__all__ = ["COMPOSERS", "DUE", "POLLERS", "SWEEP", "SWITCHBOARD", "question_id"]

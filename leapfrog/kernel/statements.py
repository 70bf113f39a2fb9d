"""Which statements need a transaction."""

import re
from functools import lru_cache

NEEDS_TRANSACTION = re.compile(
    r"\b(insert|update|delete|merge|share|into|nextval|setval|set_config|pg_notify)\b"
    r"|\bpg_(try_)?advisory|\bpg_current_xact_id\b|/\* acts \*/",
    re.IGNORECASE,
)
# In a statement that changes something by a function and is a transaction by itself, where none has
# begun: then it is committed when it is answered.
ALONE = "/* alone */"


@lru_cache(maxsize=4096)
def only_reads(sql: str) -> bool:
    """Whether a statement does the same with and without a transaction around it: it changes,
    locks and tells nothing, or is `ALONE`. One that calls a function of ours which does says
    `/* acts */`. A test holds this for every statement of the program.
    """
    is_query = sql.split(None, 1)[0].lower() in ("select", "with")
    return is_query and NEEDS_TRANSACTION.search(sql) is None

"""django-hordak's own transfer path, by two processes of eight threads, in an environment of its
own that is made from the registry.
"""

import subprocess
import sys
from pathlib import Path

PROGRAM = Path(__file__).with_name("hordak_transfers.py")
HOME = Path(__file__).parents[1] / ".venv-bench" / "hordak"
PACKAGES = ("django-hordak==2.0.0", "django>=5,<6", "psycopg[binary]>=3.2", "setuptools")
PROCESSES = 2


def rate(dsn: str, step: float) -> float:
    """Transfers a second. Installs what it needs on first use."""
    # -P: the folder of the program, which has an `http.py`, does not stand before the library.
    python = [str(HOME / "bin" / "python"), "-P"]
    if not (HOME / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", HOME], check=True)
        subprocess.run([*python, "-m", "pip", "install", "-q", *PACKAGES], check=True)
        (HOME / "ready").touch()
    subprocess.run([*python, PROGRAM, dsn], check=True)
    paying = [
        subprocess.Popen([*python, PROGRAM, dsn, str(step)], stdout=subprocess.PIPE, text=True)
        for _ in range(PROCESSES)
    ]
    return sum(float(process.communicate()[0]) for process in paying)

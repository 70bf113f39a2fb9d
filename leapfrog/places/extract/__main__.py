"""`python -m leapfrog.places.extract FILE OPTIONS`: makes `tiles.pmtiles`, `places.msgpack` and
`roads.bin` in the folder in which it runs. `OPTIONS` is JSON; so is the summary that it prints.
A file of which it can make nothing ends it with 2 and the reason, in one line.
"""

import sys
from pathlib import Path

import msgspec

from leapfrog.places.errors import BadExtract
from leapfrog.places.extract.making import make
from leapfrog.places.model import MapOptions

NOT_POSSIBLE = 2

if __name__ == "__main__":
    _, file, told = sys.argv
    try:
        made = make(Path(file), msgspec.json.decode(told, type=MapOptions), Path())
    except BadExtract as cause:
        sys.stderr.write(f"{cause}\n")
        sys.exit(NOT_POSSIBLE)
    sys.stdout.buffer.write(msgspec.json.encode(made))

"""The program that writes down speech: `python -m leapfrog.media.dictation [MODEL]`.

In its folder it finds `samples`, 16-bit at 16 kHz, and prints what is said in them. MODEL is a
folder with `acoustic/`, `words.dict` and `language.lm.bin`; without it, the US English of
PocketSphinx's own package.
"""

import sys
from pathlib import Path

from pocketsphinx import Decoder

RATE = 16_000


def main(model: str | None) -> None:
    here = Path(model) if model else None
    files = (
        {"hmm": here / "acoustic", "dict": here / "words.dict", "lm": here / "language.lm.bin"}
        if here
        else {}
    )
    named = {name: str(path) for name, path in files.items()}
    decoder = Decoder(samprate=RATE, loglevel="FATAL", **named)
    decoder.start_utt()
    decoder.process_raw(Path("samples").read_bytes(), False, True)
    decoder.end_utt()
    found = decoder.hyp()
    sys.stdout.write(found.hypstr if found else "")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)

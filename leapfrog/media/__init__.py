"""Pictures, speech and films that strangers send, made into what every browser can show.

Nothing here touches a stranger's bytes in this process: that is done by programs of their own,
which can be killed and cannot take much (`contained`).
"""

from leapfrog.media.contained import ConversionFailed
from leapfrog.media.film import Film, NotAFilm, develop
from leapfrog.media.painted import PaintedImage
from leapfrog.media.pictures import MEDIA_TYPE as PICTURE_TYPE
from leapfrog.media.pictures import paint
from leapfrog.media.recognising import PocketSphinx, Recogniser, recogniser_of, transcribe
from leapfrog.media.sniffing import CONTAINERS, UNKNOWN, sniff
from leapfrog.media.speech import PLAYS, LongVoice, NotASound, SpeechRecording, record
from leapfrog.media.turns import one_at_a_time

__all__ = [
    "CONTAINERS",
    "PICTURE_TYPE",
    "PLAYS",
    "UNKNOWN",
    "ConversionFailed",
    "Film",
    "LongVoice",
    "NotAFilm",
    "NotASound",
    "PaintedImage",
    "PocketSphinx",
    "Recogniser",
    "SpeechRecording",
    "develop",
    "one_at_a_time",
    "paint",
    "recogniser_of",
    "record",
    "sniff",
    "transcribe",
]

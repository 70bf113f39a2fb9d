"""One conversation as WhatsApp exports it on phones of many languages and regions.

In each: Anna says hello, Ben answers in two lines in the evening, Anna sends a picture, and on the
next day somebody says good night. The day comes after the 12th, so that a file tells its order.
"""

from datetime import UTC, datetime

import msgspec

N = "\u202f"
L = "\u200e"
R = "\u200f"

HELLO = datetime(2020, 12, 27, 9, 5, tzinfo=UTC)
ANSWER = datetime(2020, 12, 27, 18, 51, tzinfo=UTC)
PICTURE = datetime(2020, 12, 27, 18, 52, tzinfo=UTC)
NIGHT = datetime(2020, 12, 28, 0, 30, tzinfo=UTC)


class Dialect(msgspec.Struct, frozen=True):
    """`stamps`: the four times as the phone writes them, up to the name."""

    name: str
    stamps: tuple[str, str, str, str]
    attached: str

    @property
    def is_iphone(self) -> bool:
        return self.stamps[0].startswith("[")

    @property
    def file(self) -> str:
        return (
            "00000003-PHOTO-2020-12-27-18-52-00.jpg"
            if self.is_iphone
            else "IMG-20201227-WA0001.jpg"
        )

    @property
    def text(self) -> str:
        hello, answer, picture, night = self.stamps
        attached = self.attached.format(self.file)
        return "\n".join(
            (
                f"{hello}Anna: Hello: how are you?",
                f"{answer}Ben: Fine.",
                "And you?",
                f"{L if self.is_iphone else ''}{picture}Anna: {attached}",
                f"{night}Ben: Good night 🌙",
                "",
            )
        )


def _android(name: str, date: str, times: str, attached: str, next_date: str = "") -> Dialect:
    """`times`: four with `|` between; `date` and `next_date` with what stands behind them."""
    hello, answer, picture, night = times.split("|")
    other = next_date or date.replace("27", "28").replace("٢٧", "٢٨")
    stamps = (
        f"{date}{hello} - ",
        f"{date}{answer} - ",
        f"{date}{picture} - ",
        f"{other}{night} - ",
    )
    return Dialect(name, stamps, f"{{}} ({attached})")


def _iphone(name: str, date: str, times: str, attached: str, end: str = "] ") -> Dialect:
    hello, answer, picture, night = times.split("|")
    other = date.replace("27", "28").replace("٢٧", "٢٨")
    days = (date, date, date, other)
    stamps = tuple(
        f"[{day}{time}{end}"
        for day, time in zip(days, (hello, answer, picture, night), strict=True)
    )
    a, b, c, d = stamps
    return Dialect(name, (a, b, c, d), f"{L}<{attached}>")


def _bare(name: str, date: str, times: str, end: str) -> Dialect:
    """With nothing around date and time."""
    found = _android(name, date, times, "file attached")
    a, b, c, d = (stamp.removesuffix(" - ") + end for stamp in found.stamps)
    return Dialect(name, (a, b, c, d), found.attached)


H24 = "09:05|18:51|18:52|00:30"
H24S = "09:05:00|18:51:00|18:52:00|00:30:00"
ASIA = "上午9:05|下午6:51|下午6:52|上午12:30"

# The fourteen on which public parsers were compared.
FOURTEEN = [
    _android("android en-US", "12/27/20, ", "9:05 AM|6:51 PM|6:52 PM|12:30 AM", "file attached"),
    _android(
        "android en-US narrow space",
        "12/27/20, ",
        f"9:05{N}AM|6:51{N}PM|6:52{N}PM|12:30{N}AM",
        "file attached",
    ),
    _android("android en-GB", "27/12/2020, ", H24, "file attached"),
    _android("android de", "27.12.20, ", H24, "Datei angehängt"),
    _android(
        "android es",
        "27/12/20, ",
        f"9:05 a.{N}m.|6:51 p.{N}m.|6:52 p.{N}m.|12:30 a.{N}m.",
        "archivo adjunto",
    ),
    _android("android sv", "2020-12-27 ", H24, "bifogad fil"),
    _android("android zh slashes", "2020/12/27 ", H24, "文件附件"),
    _android("android zh 年", "2020年12月27日 ", H24, "文件附件"),
    _iphone("iphone en-US", "12/27/20, ", f"9:05:00{N}AM|6:51:00{N}PM|6:52:00{N}PM|12:30:00{N}AM",
            "attached: {}"),
    _iphone("iphone en-GB", "27/12/2020, ", H24S, "attached: {}"),
    _iphone("iphone de", "27.12.20, ", H24S, "Anhang: {}"),
    _iphone("iphone pt-BR", "27/12/2020 ", H24S, "anexado: {}"),
    _iphone("iphone zh 下午", "2020/12/27 ", "上午9:05:00|下午6:51:00|下午6:52:00|上午12:30:00",
            "附件：{}"),
    _iphone("iphone ar", f"٢٧{R}/١٢{R}/٢٠٢٠، ", "٩:٠٥:٠٠ ص|٦:٥١:٠٠ م|٦:٥٢:٠٠ م|١٢:٣٠:٠٠ ص",
            "مرفق: {}"),
]  # fmt: skip

OTHERS = [
    _android("android zh 下午", "2020/12/27 ", ASIA, "文件附件"),
    _android("android tw 晚上", "2020/12/27 ", "早上9:05|晚上6:51|晚上6:52|凌晨12:30",
             "檔案已附加"),
    _android("android tw dashes", "2020-12-27 ", ASIA, "附件檔案"),
    _android("android ja", "2020/12/27 ", H24, "添付ファイル"),
    _android("android ja 年", "2020年12月27日 ", "午前9:05|午後6:51|午後6:52|午前0:30",
             "添付ファイル"),
    _android("android ko", "2020. 12. 27. ", "오전 9:05|오후 6:51|오후 6:52|오전 12:30",
             "파일 첨부됨"),
    _android("android ko short", "20. 12. 27. ", "오전 9:05|오후 6:51|오후 6:52|오전 12:30",
             "파일 첨부됨", "20. 12. 28. "),
    _android("android fr", "27/12/2020 à ", H24, "fichier joint"),
    _android("android it", "27/12/20, ", H24, "file allegato"),
    _android("android nl", "27-12-2020 ", H24, "bestand bijgevoegd"),
    _android("android da", "27.12.2020 ", "09.05|18.51|18.52|00.30", "fil vedhæftet"),
    _android("android bg", "27.12.20 г., ", "9:05 ч.|18:51 ч.|18:52 ч.|0:30 ч.", "file attached"),
    _android("android en-IN", "27/12/20, ", "9:05 am|6:51 pm|6:52 pm|12:30 am", "file attached"),
    _android("android en-ZA", "2020/12/27, ", H24, "file attached"),
    _android("android el", "27/12/20, ", "9:05 π.μ.|6:51 μ.μ.|6:52 μ.μ.|12:30 π.μ.", "attached"),
    _android("android ar", f"٢٧{R}/١٢{R}/٢٠٢٠، ", "٩:٠٥ ص|٦:٥١ م|٦:٥٢ م|١٢:٣٠ ص", "الملف مرفق"),
    _android("android hi digits", "२७/१२/२०, ", "९:०५ am|६:५१ pm|६:५२ pm|१२:३० am",
             "file attached", "२८/१२/२०, "),
    _android("android th", "27/12/2563 ", H24, "file attached"),
    _android("android hu", "2020. 12. 27. ", H24, "file attached"),
    _android("android ru", "27.12.2020, ", H24, "файл добавлен"),
    _android("android tr", "27.12.2020 ", H24, "dosya ekli"),
    _android("android he", "27.12.2020, ", H24, "קובץ מצורף"),
    _iphone("iphone es", "27/12/20, ", "9:05:00|18:51:00|18:52:00|0:30:00", "adjunto: {}"),
    _iphone("iphone fr", "27/12/2020 ", "09:05:00|18:51:00|18:52:00|00:30:00", "pièce jointe : {}"),
    _iphone("iphone it", "27/12/20, ", H24S, "allegato: {}"),
    _iphone("iphone sv", "2020-12-27 ", H24S, "bifogad: {}"),
    _iphone("iphone ja", "2020/12/27 ", H24S, "添付ファイル: {}"),
    _iphone("iphone ko", "2020. 12. 27. ", "오전 9:05:00|오후 6:51:00|오후 6:52:00|오전 12:30:00",
            "첨부됨: {}"),
    _iphone("iphone tw", "2020/12/27 ", "上午9:05:00|下午6:51:00|下午6:52:00|上午12:30:00",
            "附件：{}"),
    _bare("colon after the time", "27.12.20 ", "09.05.00|18.51.00|18.52.00|00.30.00", ": "),
    _bare("nothing after the time", "27. 12. 2020. ", H24S, " "),
    _iphone("iphone year in the middle", "12/2020/27, ", H24S, "attached: {}"),
]  # fmt: skip

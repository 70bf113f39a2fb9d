"""Writes the fixtures anew: `python -m tests.contact_formats.write_fixtures`.

They are committed so that a change of the generator cannot change what we promise to read.
"""

from pathlib import Path

from tests.contact_formats.dialects import DIALECTS, make_address_book

FIXTURES = Path(__file__).parent / "fixtures"

_MIXED = """BEGIN:VCARD
VERSION:4.0
FN:Ada Example
N:Example;Ada;;Dr.;
KIND:individual
TEL;VALUE=uri;TYPE="cell,voice";PREF=1:tel:+49-221-5550100
ADR;LABEL="1 Main St, Door 2^nSpringfield";TYPE=work:;;1 Main St\\, Door 2;Springfield;;12345;US
RELATED;TYPE=friend;VALUE=text:Bo: the other one
GENDER:F
LANG;PREF=1:de
PHOTO:data:image/png;base64,iVBORw0KGgo=
X-SHOE;SIZE="a:b;c":42
END:VCARD
begin:vcard
version:2.1
n:Old;Nokia;;;
fn:Nokia Old
tel;cell;pref;voice:+8613800138000
tel;home;fax:+862150501111
note;encoding=quoted-printable:line one=0D=0A=
line two =3D end
x-irmc-luid:000200000102
end:vcard
BEGIN:VCARD
VERSION:3.0
FN:Bo Tab
N:Tab;Bo;;;
NOTE:folded with
\ta tab and
  a space\\, and an escaped\\nbreak
item1.EMAIL;TYPE=INTERNET:bo@example.org
item1.X-ABLabel:_$!<School>!$_
item2.X-ABDATE;TYPE=pref:2010-06-05
item2.X-ABLabel:_$!<Anniversary>!$_
CATEGORIES:Friends,Old\\, but gold
KEY;ENCODING=b;TYPE=PGP:AQIDBA==
END:VCARD
"""

_LEGACY = {
    "legacy_cp1252.vcf": ("cp1252", "", "Müller;Jürgen;;;", "Jürgen Müller", "Café an der Straße"),
    "legacy_gb18030.vcf": ("gb18030", "", "张;三丰;;;", "张三丰", "住在中山路，爱喝茶"),
    "legacy_big5.vcf": ("big5", "", "陳;美玲;;;", "陳美玲", "住在台北市，喜歡喝茶"),
    "legacy_shift_jis.vcf": ("cp932", "SHIFT_JIS", "山田;太郎;;;", "山田太郎", "表紙のデザイン"),
}
_OUTLOOK_DE = """"Anrede";"Vorname";"Nachname";"Firma";"Position";"Straße privat";"Ort privat";\
"Postleitzahl privat";"Telefon (privat)";"Mobiltelefon";"E-Mail-Adresse";"E-Mail-Typ";\
"Geburtstag";"Jahrestag";"Notizen";"Vertraulichkeit"
"Dr.";"Jürgen";"Müller";"Müller & Söhne";"Geschäftsführer";"Hauptstraße 5";"Köln";"50667";\
"+49 221 5550100";"+49 170 5550100";"juergen@example.org";"SMTP";"9.3.1975";"0.0.00";\
"Zwei
Zeilen";"Normal"
"";"Zoë";"";"";"";"";"";"";"";"0170 5550101";"";"";"0.0.00";"";"";"Normal"
"""
_OUTLOOK_ZH = """英文称谓,名,姓,单位,部门,职务,商务地址 街道,商务地址 市/县,移动电话,商务电话,\
电子邮件地址,附注,类别,生日,工作证号码
,三丰,张,东风茶馆,后厨,厨师,中山路 88号,上海,13800138000,021-50501111,zsf@example.org,\
"第一行
第二行",朋友;同事,1975-3-9,A-17
,娜娜,欧阳,,,,,,13900139000,,,,,,
"""


def _legacy(name: str) -> bytes:
    encoding, declared, parts, shown, note = _LEGACY[name]
    said = f";CHARSET={declared}" if declared else ""
    lines = ["BEGIN:VCARD", "VERSION:2.1", f"N{said}:{parts}", f"FN{said}:{shown}"]
    lines += ["TEL;CELL:+8613800138000", f"NOTE{said}:{note}", "END:VCARD", ""]
    return "\r\n".join(lines).encode(encoding)


def all_fixtures() -> dict[str, bytes]:
    """File name to content."""
    files = {
        f"{dialect}.{'csv' if 'csv' in dialect or dialect == 'linkedin' else 'vcf'}": (
            make_address_book(dialect, 24, 7)
        )
        for dialect in DIALECTS
    }
    files["mixed_versions.vcf"] = b"\xef\xbb\xbf" + _MIXED.encode()
    files["utf16le.vcf"] = b"\xff\xfe" + make_address_book("apple", 4, 3).decode().encode(
        "utf-16-le"
    )
    files["utf16be.vcf"] = make_address_book("google_vcf", 4, 3).decode().encode("utf-16-be")
    files["old_mac_lines.vcf"] = make_address_book("apple", 4, 4).replace(b"\r\n", b"\r")
    files["google_utf16.csv"] = make_address_book("google_csv_old", 4, 3).decode().encode("utf-16")
    files["outlook_de.csv"] = _OUTLOOK_DE.replace("\n", "\r\n").encode("cp1252")
    files["outlook_zh.csv"] = _OUTLOOK_ZH.replace("\n", "\r\n").encode("gb18030")
    return files | {name: _legacy(name) for name in _LEGACY}


if __name__ == "__main__":
    for file_name, content in all_fixtures().items():
        (FIXTURES / file_name).write_bytes(content)

"""The column names of Outlook in English, German and Chinese."""

_PLACES = ("Street", "Street 2", "Street 3", "City", "State", "Postal Code", "Country/Region")

# English name, then German ones, then Chinese ones; several of a language parted by `|`.
_SINGLE = """
Title = Anrede = 英文称谓|称谓
First Name = Vorname = 名
Middle Name = Weitere Vornamen = 中间名
Last Name = Nachname = 姓
Suffix = Suffix = 中文称谓|后缀
Company = Firma = 单位|公司
Department = Abteilung = 部门
Job Title = Position = 职务
Assistant's Phone = Telefon Assistent = 助理的电话
Business Fax = Fax geschäftlich = 商务传真
Business Phone = Telefon geschäftlich = 商务电话
Business Phone 2 = Telefon geschäftlich 2 = 商务电话 2
Callback = Rückmeldung = 回电话
Car Phone = Autotelefon = 车载电话
Company Main Phone = Telefon Firma = 单位主要电话
Home Fax = Fax privat = 住宅传真
Home Phone = Telefon (privat)|Telefon privat = 住宅电话
Home Phone 2 = Telefon (privat 2)|Telefon privat 2 = 住宅电话 2
ISDN = ISDN = ISDN
Mobile Phone = Mobiltelefon = 移动电话
Other Fax = Weiteres Fax = 其他传真
Other Phone = Weiteres Telefon = 其他电话
Pager = Pager = 寻呼机
Primary Phone = Haupttelefon = 主要电话
Radio Phone = Mobiltelefon 2 = 无绳电话
TTY/TDD Phone = Telefon für Hörbehinderte = TTY/TDD 电话
Telex = Telex = 电报
Anniversary = Jahrestag = 纪念日
Birthday = Geburtstag = 生日
Categories = Kategorien = 类别
E-mail Address = E-Mail-Adresse = 电子邮件地址
E-mail Type = E-Mail-Typ = 电子邮件类型
E-mail Display Name = E-Mail: Angezeigter Name = 电子邮件显示名称
E-mail 2 Address = E-Mail 2: Adresse = 电子邮件 2 地址
E-mail 2 Type = E-Mail 2: Typ = 电子邮件 2 类型
E-mail 2 Display Name = E-Mail 2: Angezeigter Name = 电子邮件 2 显示名|电子邮件 2 显示名称
E-mail 3 Address = E-Mail 3: Adresse = 电子邮件 3 地址
E-mail 3 Type = E-Mail 3: Typ = 电子邮件 3 类型
E-mail 3 Display Name = E-Mail 3: Angezeigter Name = 电子邮件 3 显示名|电子邮件 3 显示名称
Notes = Notizen = 附注|备注
Spouse = Partner = 配偶
Web Page = Webseite = 网页
"""
_GERMAN_PLACES = {
    "Business": (
        "Straße geschäftlich",
        "Straße geschäftlich 2",
        "Straße geschäftlich 3",
        "Ort geschäftlich",
        "Region geschäftlich",
        "Postleitzahl geschäftlich",
        "Land/Region geschäftlich",
    ),
    "Home": (
        "Straße privat",
        "Straße privat 2",
        "Straße privat 3",
        "Ort privat",
        "Bundesland/Kanton privat",
        "Postleitzahl privat",
        "Land/Region privat",
    ),
    "Other": (
        "Weitere Straße",
        "Weitere Straße 2",
        "Weitere Straße 3",
        "Weiterer Ort",
        "Weiteres/r Bundesland/Kanton",
        "Weitere Postleitzahl",
        "Weiteres/e Land/Region",
    ),
}
_CHINESE_KINDS = {"Business": "商务", "Home": "住宅", "Other": "其他"}
_CHINESE_PLACES = (
    "街道", "街道 2", "街道 3", "市/县", "省/市/自治区", "邮政编码", "国家/地区",
)  # fmt: skip


def _english() -> dict[str, str]:
    words: dict[str, str] = {}
    for line in _SINGLE.strip().splitlines():
        english, german, chinese = line.split(" = ")
        for word in (english, *german.split("|"), *chinese.split("|")):
            words.setdefault(word.lower(), english)
    for kind, chinese in _CHINESE_KINDS.items():
        for german, place, sign in zip(_GERMAN_PLACES[kind], _PLACES, _CHINESE_PLACES, strict=True):
            english = f"{kind} {place}"
            for word in (english, german, f"{chinese}地址 {sign}"):
                words[word.lower()] = english
        words[f"{kind.lower()} country"] = f"{kind} Country/Region"
    return words


ENGLISH = _english()
"""Lower-case column name in any of the languages -> its English name."""

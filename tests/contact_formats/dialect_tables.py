"""The CSV dialects: Google of before and after 2024, Outlook, LinkedIn."""

import csv
import io

from tests.contact_formats.people import Person

Rows = list[dict[str, str]]


def _table(columns: list[str], rows: Rows, *, encoding: str = "utf-8", preamble: str = "") -> bytes:
    out = io.StringIO(newline="")
    out.write(preamble)
    table = csv.DictWriter(out, columns, restval="", lineterminator="\r\n")
    table.writeheader()
    table.writerows(rows)
    return out.getvalue().encode(encoding)


def google_csv_old(people: list[Person]) -> bytes:
    """Google until 2024: `Given Name`, `E-mail 1 - Type`, several values of a kind with `:::`."""
    columns = [
        *("Name", "Given Name", "Additional Name", "Family Name", "Yomi Name", "Name Prefix"),
        *("Name Suffix", "Initials", "Nickname", "Short Name", "Birthday", "Gender", "Notes"),
        *("Language", "Photo", "Group Membership", "E-mail 1 - Type", "E-mail 1 - Value"),
        *("Phone 1 - Type", "Phone 1 - Value", "Phone 2 - Type", "Phone 2 - Value"),
        *("Address 1 - Type", "Address 1 - Formatted", "Address 1 - Street"),
        *("Address 1 - City", "Address 1 - Postal Code", "Address 1 - Country"),
        *("Organization 1 - Name", "Organization 1 - Title", "Organization 1 - Symbol"),
        *("Website 1 - Type", "Website 1 - Value"),
        *("Custom Field 1 - Type", "Custom Field 1 - Value"),
    ]
    return _table(columns, [_old(person) for person in people])


def _old(p: Person) -> dict[str, str]:
    row = {
        "Name": p.shown,
        "Given Name": p.given,
        "Family Name": p.family,
        "Nickname": p.nickname,
        "Birthday": p.birthday,
        "Notes": p.note,
        "Group Membership": " ::: ".join([*p.tags, "* myContacts"]),
        "E-mail 1 - Type": "* Home" if p.email else "",
        "E-mail 1 - Value": " ::: ".join(filter(None, (p.email, p.email and p.email2))),
        "Phone 1 - Type": "Mobile",
        "Phone 1 - Value": " ::: ".join(filter(None, (p.mobile, p.work))),
        "Phone 2 - Type": (p.label or "Home") if p.home else "",
        "Phone 2 - Value": p.home,
        "Address 1 - Type": "Home",
        "Address 1 - Formatted": f"{p.street}\n{p.city}, {p.code}",
        "Address 1 - Street": p.street,
        "Address 1 - City": p.city,
        "Address 1 - Postal Code": p.code,
        "Address 1 - Country": p.country,
        "Organization 1 - Name": p.org,
        "Organization 1 - Title": p.title,
        "Organization 1 - Symbol": "LEAP" if p.org else "",
        "Website 1 - Type": "Blog" if p.url else "",
        "Website 1 - Value": p.url,
    }
    if p.photo:
        row["Photo"] = f"https://photos.example/{p.uid}"
        row |= {"Custom Field 1 - Type": "Shoe size", "Custom Field 1 - Value": "42"}
    return row


def google_csv_new(people: list[Person]) -> bytes:
    """Google since 2024: `First Name`, `E-mail 1 - Label`, groups in `Labels`."""
    columns = [
        *("First Name", "Middle Name", "Last Name", "Phonetic First Name", "Name Prefix"),
        *("Name Suffix", "Nickname", "File As", "Organization Name", "Organization Title"),
        *("Organization Department", "Birthday", "Notes", "Photo", "Labels"),
        *("E-mail 1 - Label", "E-mail 1 - Value", "E-mail 2 - Label", "E-mail 2 - Value"),
        *("Phone 1 - Label", "Phone 1 - Value", "Phone 2 - Label", "Phone 2 - Value"),
        *("Address 1 - Label", "Address 1 - Formatted", "Address 1 - Street"),
        *("Address 1 - City", "Address 1 - Postal Code", "Address 1 - Country"),
        *("Relation 1 - Label", "Relation 1 - Value", "Website 1 - Label", "Website 1 - Value"),
        *("Event 1 - Label", "Event 1 - Value"),
    ]
    return _table(columns, [_new(person) for person in people])


def _new(p: Person) -> dict[str, str]:
    return {
        "First Name": p.given,
        "Last Name": p.family,
        "Phonetic First Name": "Xiao" if p.nickname else "",
        "Nickname": p.nickname,
        "File As": p.shown if p.department else "",
        "Organization Name": p.org,
        "Organization Title": p.title,
        "Organization Department": p.department if p.org else "",
        "Birthday": p.birthday,
        "Notes": p.note,
        "Photo": f"https://photos.example/{p.uid}" if p.photo else "",
        "Labels": " ::: ".join(["* myContacts", *p.tags]),
        "E-mail 1 - Label": "* Home" if p.email else "",
        "E-mail 1 - Value": p.email,
        "E-mail 2 - Label": (p.label or "Work") if p.email2 else "",
        "E-mail 2 - Value": p.email2,
        "Phone 1 - Label": "Mobile",
        "Phone 1 - Value": p.mobile,
        "Phone 2 - Label": "Work" if p.work else "",
        "Phone 2 - Value": p.work,
        "Address 1 - Label": "Home",
        "Address 1 - Formatted": f"{p.street}\n{p.city}",
        "Address 1 - Street": p.street,
        "Address 1 - City": p.city,
        "Address 1 - Postal Code": p.code,
        "Address 1 - Country": p.country,
        "Relation 1 - Label": "Spouse" if p.nickname else "",
        "Relation 1 - Value": "Robin" if p.nickname else "",
        "Website 1 - Label": "Blog" if p.url else "",
        "Website 1 - Value": p.url,
        "Event 1 - Label": "Anniversary" if p.tags else "",
        "Event 1 - Value": "2010-06-05" if p.tags else "",
    }


def outlook_csv(people: list[Person]) -> bytes:
    """Outlook: one column for each thing, `0/0/00` for no birthday, UTF-16 with a mark."""
    columns = [
        *("Title", "First Name", "Middle Name", "Last Name", "Suffix", "Company", "Department"),
        *("Job Title", "Business Street", "Business City", "Home Street", "Home Street 2"),
        *("Home City", "Home State", "Home Postal Code", "Home Country/Region", "Business Fax"),
        *("Business Phone", "Home Phone", "Mobile Phone", "Pager", "Birthday", "Categories"),
        *("E-mail Address", "E-mail Type", "E-mail Display Name", "E-mail 2 Address", "Gender"),
        *("Initials", "Notes", "Priority", "Sensitivity", "Web Page"),
    ]
    return _table(columns, [_outlook(person) for person in people], encoding="utf-16")


def _outlook(p: Person) -> dict[str, str]:
    year, month, day = p.birthday.split("-") if p.birthday[:1].isdigit() else ("00", "0", "0")
    return {
        "First Name": p.given,
        "Last Name": p.family,
        "Company": p.org,
        "Department": p.department,
        "Job Title": p.title,
        "Home Street": p.street,
        "Home Street 2": "2nd floor" if p.label else "",
        "Home City": p.city,
        "Home Postal Code": p.code,
        "Home Country/Region": p.country,
        "Business Phone": p.work,
        "Home Phone": p.home,
        "Mobile Phone": p.mobile,
        "Birthday": f"{int(month)}/{int(day)}/{year}",
        "Categories": ";".join(p.tags),
        "E-mail Address": p.email,
        "E-mail Type": "SMTP" if p.email else "",
        "E-mail Display Name": f"{p.shown} ({p.email})" if p.email else "",
        "E-mail 2 Address": p.email2,
        "Gender": "Unspecified",
        "Notes": p.note,
        "Priority": "Normal",
        "Sensitivity": "Normal",
        "Web Page": p.url,
    }


_PREAMBLE = (
    "Notes:\r\n"
    '"When exporting your connection data, you may notice that some of the email addresses '
    'are missing. You will only see those of connections who allowed it."\r\n'
    "\r\n"
)


def linkedin(people: list[Person]) -> bytes:
    """LinkedIn: notes before the header, hardly any e-mail addresses, dates in English words."""
    columns = ["First Name", "Last Name", "URL", "Email Address", "Company", "Position"]
    rows = [
        {
            "First Name": p.given,
            "Last Name": p.family,
            "URL": f"https://www.linkedin.example/in/{p.uid}",
            "Email Address": p.email if p.tags else "",
            "Company": p.org,
            "Position": p.title,
            "Connected On": "24 Nov 2026",
        }
        for p in people
    ]
    return _table([*columns, "Connected On"], rows, preamble=_PREAMBLE)

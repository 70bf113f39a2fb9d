import { expect, test } from "vitest";
import { read } from "$lib/contacts/codes";
import { contactIn } from "$lib/contacts/vcard";

const HERE = "https://lake.town";

test.each([
  ["https://lake.town/@amina", "/@amina"],
  ["https://lake.town/i/84fvMEOdFxTOKB_-7J1", "/i/84fvMEOdFxTOKB_-7J1"],
  ["https://lake.town/link/ABCD-1234", "/link/ABCD-1234"],
])("%s is ours", (text, path) => {
  expect(read(text, HERE)).toEqual({ is: "ours", path });
});

test.each([
  "https://evil.example/@amina",
  "https://lake.town.evil.example/@amina",
  "https://lake.town/me/security",
  "http://lake.town/@amina",
  "javascript:alert(1)",
  "just words",
])("%s is only text", (text) => {
  expect(read(text, HERE)).toEqual({ is: "text", text });
});

test("a vCard's name, numbers, firm and address are read", () => {
  const draft = contactIn(
    [
      "BEGIN:VCARD",
      "VERSION:3.0",
      "N:Diallo;Amina;;;",
      "FN:Amina Diallo",
      "ORG:Lake Hospital;Children",
      "TITLE:Doctor",
      "item1.TEL;TYPE=CELL,VOICE:+49 151 1",
      'TEL;TYPE="work";VALUE=uri:tel:+49-30-2',
      "EMAIL;TYPE=INTERNET,HOME:amina@lake",
      " .town",
      "ADR;TYPE=HOME:;;12 Pier Road\\, left;Lake Town;;123;",
      "BDAY:19900504",
      "NOTE:two\\nlines",
      "PHOTO;ENCODING=b:AAAA",
      "END:VCARD",
    ].join("\r\n"),
  );
  expect(draft?.name).toBe("Amina Diallo");
  expect(draft?.fields).toEqual([
    { kind: "org", label: "", value: "Lake Hospital, Children" },
    { kind: "org", label: "title", value: "Doctor" },
    { kind: "phone", label: "mobile", value: "+49 151 1" },
    { kind: "phone", label: "work", value: "+49-30-2" },
    { kind: "email", label: "home", value: "amina@lake.town" },
    { kind: "address", label: "home", value: "12 Pier Road, left, Lake Town, 123" },
    { kind: "birthday", label: "", value: "1990-05-04" },
    { kind: "note", label: "", value: "two\nlines" },
  ]);
});

test("a name in parts is put together as it is said", () => {
  expect(contactIn("BEGIN:VCARD\nN:Berg;Lars\nEND:VCARD")?.name).toBe("Lars Berg");
  expect(contactIn("BEGIN:VCARD\nN:林;美\nEND:VCARD")?.name).toBe("林美");
});

test("a MECARD is a contact too", () => {
  expect(contactIn("MECARD:N:Tanaka,Aiko;TEL:+81 3 1;EMAIL:a@b.jp;;")).toEqual({
    name: "Aiko Tanaka",
    fields: [
      { kind: "phone", label: "", value: "+81 3 1" },
      { kind: "email", label: "", value: "a@b.jp" },
    ],
  });
});

test("an empty card is none", () => {
  expect(contactIn("BEGIN:VCARD\nEND:VCARD")).toBeNull();
  expect(contactIn("WIFI:S:pond;;")).toBeNull();
});

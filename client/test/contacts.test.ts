import { beforeEach, expect, test } from "vitest";
import { captionOf, hrefOf, valueText } from "$lib/contacts/fields";
import { Form } from "$lib/contacts/form.svelte";
import { found, headingOf, headings, lines, ordered, STAR } from "$lib/contacts/order";
import { nameIn } from "$lib/contacts/people";
import { speak } from "$lib/kernel/i18n.svelte";
import { nameOf } from "$lib/kernel/name-of";
import { session } from "$lib/kernel/session.svelte";
import type { Contact, ContactRow } from "$lib/kernel/types";

beforeEach(() => speak("en"));

const row = (name: string, sort: string, more: Partial<ContactRow> = {}): ContactRow => ({
  id: name,
  name,
  sort,
  person: null,
  connected: false,
  avatar: null,
  org: "",
  starred: false,
  tags: [],
  circles: [],
  subtitle: "",
  search: "",
  ...more,
});
// Sort keys as the server makes them.
const mei = row("林美", "l{c1d6m{c3c0", {
  subtitle: "+86 138 0013 8000",
  search: "林美 8613800138000",
});
// With a firm in the second line, numbers and addresses stand in what a search looks in alone.
const lars = row("Lars Berg", "lars berg", {
  org: "Lake Hospital",
  subtitle: "Lake Hospital",
  search: "lars berg lake hospital l.berg@lake.example 4922155501 49151777888",
});
const amelie = row("Amélie Dupont", "amelie dupont", { tags: ["Boat"], starred: true });
const taxi = row("1st Taxi", "~1st taxi");
const all = ordered([taxi, mei, lars, amelie]);

test("Latin names come first in their letter, Chinese ones after them, signs last", () => {
  expect(all.map((r) => r.name)).toEqual(["Amélie Dupont", "Lars Berg", "林美", "1st Taxi"]);
  expect(all.map(headingOf)).toEqual(["A", "L", "L", "#"]);
});

test("the starred stand first, and again in their place", () => {
  const drawn = lines(all, true);
  expect(drawn.map((line) => line.heading)).toEqual([STAR, "A", "L", "", "#"]);
  expect(new Set(drawn.map((line) => line.key)).size).toBe(drawn.length);
  expect(headings(drawn).map((h) => h.text)).toEqual([STAR, "A", "L", "#"]);
  expect(lines(all, false)[0]!.heading).toBe("A");
});

test.each([
  ["amelie", "Amélie Dupont"],
  ["AMÉLIE dup", "Amélie Dupont"],
  ["boat", "Amélie Dupont"],
  ["hospital lars", "Lars Berg"],
  ["林", "林美"],
  ["lm", "林美"],
  ["138 0013", "林美"],
  ["+86-138", "林美"],
  ["0086 138", "林美"],
  ["0221 555", "Lars Berg"],
  ["+49 151 777", "Lars Berg"],
  ["l.berg@lake", "Lars Berg"],
])("%s finds %s alone", (query, name) => {
  expect(found(all, query).map((r) => r.name)).toEqual([name]);
});

test("nothing typed finds everybody, nonsense nobody", () => {
  expect(found(all, "  ")).toHaveLength(4);
  expect(found(all, "zzz")).toEqual([]);
});

test("a tap on a value calls, writes, or opens a page; a script goes nowhere", () => {
  const href = (kind: Contact["fields"][0]["kind"], value: string) =>
    hrefOf({ kind, label: "", value });
  expect(href("phone", "+49 (151) 20-00")).toBe("tel:+491512000");
  expect(href("email", "a b@c.org")).toBe("mailto:a%20b@c.org");
  expect(href("url", "lake.town/x")).toBe("https://lake.town/x");
  expect(href("url", "javascript:alert(1)")).toBeNull();
  expect(href("network", "javascript:alert(1)")).toBeNull();
  expect(href("address", "1 Pier Rd")).toContain("1%20Pier%20Rd");
  expect(href("birthday", "1990-01-01")).toBeNull();
});

test("labels of ours speak the person's language, others stay", async () => {
  const field = { kind: "phone" as const, label: "mobile", value: "1" };
  await speak("zh-CN");
  expect(captionOf(field)).toBe("手机");
  expect(captionOf({ ...field, label: "Grandma's" })).toBe("Grandma's");
  expect(captionOf({ ...field, label: "" })).toBe("电话");
});

test("a birthday is a date, also without its year, and other text stays as it is", () => {
  const text = (value: string) => valueText({ kind: "birthday", label: "", value });
  expect(text("1990-05-04")).toMatch(/4 May 1990|May 4, 1990/);
  expect(text("--05-04")).toMatch(/May 4|4 May/);
  expect(text("in spring")).toBe("in spring");
});

test("people type names in many ways", () => {
  const named = (typed: string) => nameIn(typed, "lake.town");
  expect(named(" @Amina ")).toBe("amina");
  expect(named("Amina@lake.town")).toBe("amina@lake.town");
  expect(named("https://lake.town/@amina?x=1")).toBe("amina");
  expect(named("https://hill.town/@Amina?x=1")).toBe("amina@hill.town");
  expect(named("https://hill.town/@amina@oak.town")).toBe("amina@oak.town");
});

test("who lives elsewhere is named with their town", () => {
  session.town = { domain: "lake.town" } as typeof session.town;
  expect(nameOf({ handle: "tariq", address: "tariq@lake.town" })).toBe("tariq");
  expect(nameOf({ handle: "tariq", address: "tariq@hill.town" })).toBe("tariq@hill.town");
});

const contact = {
  id: "c",
  own_name: "Zoe",
  name: "Aunt",
  note: "n",
  circles: ["k"],
  fields: [
    { kind: "org", label: "title", value: "Doctor" },
    { kind: "org", label: "work", value: "Clinic" },
    { kind: "phone", label: "car", value: "1" },
  ],
} as unknown as Contact;

test("a form over a contact edits its own name, not the remark, and knows what is changed", () => {
  const form = new Form(contact);
  expect(form.name).toBe("Zoe");
  expect(form.org).toBe("Clinic");
  expect(form.fields.map((f) => f.value)).toEqual(["Doctor", "1"]);
  expect(form.changed).toBe(false);
  form.fields[1]!.value = "2";
  expect(form.changed).toBe(true);
});

test("a new contact needs a name or a number", () => {
  const form = new Form(null);
  expect(form.ready).toBe(false);
  form.fields[0]!.value = " 123 ";
  expect(form.ready).toBe(true);
});

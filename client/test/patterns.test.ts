import { expect, test } from "vitest";
import { Table } from "$lib/kernel/patterns";

const table = new Table({
  "/contacts/:id": "one",
  "/contacts/add": "add",
  "/@:handle": "person",
  "/i/:token": "invitation",
  "/square/:which(saved|liked)": "posts",
});

test("a fixed path wins over a pattern that stands before it", () => {
  expect(table.match("/contacts/add")?.value).toBe("add");
  expect(table.match("/contacts/7")).toMatchObject({ value: "one", params: { id: "7" } });
});

test("names are decoded and a query is read", () => {
  const match = table.match("/@%E6%9E%97?from=qr");
  expect(match?.params.handle).toBe("林");
  expect(match?.query.get("from")).toBe("qr");
});

test("a name ends at a slash, and what fits nothing is not found", () => {
  expect(table.match("/i/a/b")).toBeUndefined();
  expect(table.match("/x")).toBeUndefined();
});

test("a name that is one of some words fits no other", () => {
  expect(table.match("/square/liked")?.params.which).toBe("liked");
  expect(table.match("/square/town")).toBeUndefined();
  expect(table.match("/square/likedx")).toBeUndefined();
});

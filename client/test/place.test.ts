import { expect, test } from "vitest";
import {
  landing,
  moved,
  pushed,
  replaced,
  switched,
  tabAt,
  urlOf,
  type Place,
} from "$lib/kernel/place";

const chats: Place = { tab: "chats", stack: [], n: 0 };

test("a cold start at a tab is that tab alone", () => {
  expect(landing("/contacts", () => "chats")).toEqual([{ tab: "contacts", stack: [], n: 0 }]);
});

test("a cold start deep inside has its tab under it, so back leads home", () => {
  const entries = landing("/me/devices", () => "me");
  expect(entries.map(urlOf)).toEqual(["/me", "/me/devices"]);
  expect(entries.map((e) => e.n)).toEqual([0, 1]);
});

test("a pushed screen lies over the others and remembers them", () => {
  const one = pushed(chats, "/chat/1", false);
  const two = pushed(one, "/@amina", false);
  expect(two.stack).toEqual(["/chat/1", "/@amina"]);
  expect(urlOf(two)).toBe("/@amina");
  expect(two.n).toBe(2);
});

test("beside a list that stays in view, the next screen takes the place of the last", () => {
  const one = pushed(chats, "/chat/1", true);
  expect(pushed(one, "/chat/2", true).stack).toEqual(["/chat/2"]);
});

test("a replaced screen leaves no trace", () => {
  const scan = pushed(chats, "/scan", false);
  expect(replaced(scan, "/@mei")).toEqual({ ...scan, stack: ["/@mei"] });
});

test("leaving Chats can be gone back from; between other tabs there is no trail", () => {
  const away = switched(chats, "contacts");
  expect(away.how).toBe("push");
  const on = switched(away.to, "me");
  expect(on.how).toBe("replace");
  expect(on.to.n).toBe(1);
  expect(switched(on.to, "chats").how).toBe("back");
});

test("a tab reached by a deep link goes to Chats without leaving the app", () => {
  const [me] = landing("/me", () => "me");
  expect(switched(me!, "chats")).toMatchObject({ how: "replace", to: { tab: "chats", n: 0 } });
});

test("links of before lead to the place of today, with what is asked behind them", () => {
  expect(moved("/discover?tab=hot")).toBe("/square?tab=hot");
  expect(moved("/square/search")).toBe("/search");
  expect(moved("/square/saved")).toBe("/square/saved");
  expect(landing("/discover", () => "chats")).toEqual([{ tab: "square", stack: [], n: 0 }]);
});

test("only the five paths are tabs, with or without a query", () => {
  expect(tabAt("/")).toBe("chats");
  expect(tabAt("/me?x=1")).toBe("me");
  expect(tabAt("/town")).toBe("town");
  expect(tabAt("/me/qr")).toBeUndefined();
});

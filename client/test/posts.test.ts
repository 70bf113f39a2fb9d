import { expect, test } from "vitest";
import { begun, pieces, topicName, topicPath } from "$lib/posts/pieces";

const AMINA = { person_id: "a1", handle: "amina" };

test("topics in both forms, people who are named, and links lead somewhere", () => {
  const text = "Tea at #湖边 面馆# with @amina and @nobody, see https://lake.town/#x. #tea";
  const found = pieces(text, [AMINA]).filter((one) => one.href);
  expect(found.map(({ text, href }) => [text, href])).toEqual([
    ["#湖边 面馆#", `/topic/${encodeURIComponent("湖边 面馆")}`],
    ["@amina", "/u/a1"],
    ["https://lake.town/#x", "https://lake.town/#x"],
    ["#tea", "/topic/tea"],
  ]);
  expect(
    pieces(text, [AMINA])
      .map((one) => one.text)
      .join(""),
  ).toBe(text);
});

test("a number is no topic, and an address names nobody", () => {
  for (const text of ["#123", "me@amina.org", "a#b", "# no#", "#&lt"]) {
    expect(pieces(text, [AMINA]).filter((one) => one.href && !one.out)).toEqual([]);
  }
});

test("a topic is known by one width and small letters", () => {
  expect(topicName(" Ｌake  Side ")).toBe("lake side");
  expect(topicPath("A/B")).toBe("/topic/a%2Fb");
});

test("what is begun at the end of a text", () => {
  expect(begun("hello @ko")).toEqual({ sign: "@", word: "ko" });
  expect(begun("see #湖")).toEqual({ sign: "#", word: "湖" });
  expect(begun("(#")).toEqual({ sign: "#", word: "" });
  expect(begun("@kofi ")).toBeNull();
  expect(begun("bo@ko")).toBeNull();
});

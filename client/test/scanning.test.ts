import { expect, test } from "vitest";
import { read } from "$lib/contacts/codes";

const here = "https://lake.town";

test.each([
  ["https://lake.town/@amina", "/@amina"],
  ["https://lake.town/i/abc-DEF", "/i/abc-DEF"],
  ["https://hill.town/@tariq", "/@tariq@hill.town"],
  ["https://hill.town/i/abc", "/i/abc@hill.town"],
  ["http://localhost:8001/@tariq/", "/@tariq@localhost:8001"],
])("the code %s leads to %s", (text, path) => {
  expect(read(text, here)).toEqual({ is: "ours", path });
});

test.each(["https://hill.town/@a/b", "ftp://hill.town/@tariq", "@tariq"])(
  "the code %s is only shown",
  (text) => {
    expect(read(text, here)).toEqual({ is: "text", text });
  },
);

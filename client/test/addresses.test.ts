import { expect, test } from "vitest";
import { composed, taken, written, type Parts } from "../src/lib/parcels/address-form";
import type { AddressForm } from "../src/lib/parcels/types";

const part = (token: "S" | "C" | "Z", pattern = "", values: string[] = []) => ({
  token,
  called: "",
  required: true,
  example: "",
  pattern,
  choices: values.map((value) => ({ value, label: value })),
});
const form = (country: string, lines: string[], ...parts: AddressForm["parts"]): AddressForm => ({
  country,
  lines,
  parts,
  divided: false,
});
const ZIP = "^(\\d{5})(?:[ \\-](\\d{4}))?$";
const de = form("DE", ["%Z %C"], part("Z", "^\\d{5}$"), part("C"));
const us = form("US", ["%C, %S %Z"], part("C"), part("S", "", ["VT", "NY"]), part("Z", ZIP));
const gb = form("GB", ["%C", "%Z"], part("C"), part("Z", "^[A-Z]{1,2}\\d\\w? \\d[A-Z]{2}$"));
const jp = form("JP", ["〒%Z", "%S"], part("Z", "^\\d{3}-?\\d{4}$"), part("S", "", ["東京都"]));

test.each<[AddressForm, Parts, string[], string]>([
  [de, { Z: "10115", C: "Berlin" }, ["10115 Berlin"], "Uferweg 4\n10115 Berlin"],
  [
    us,
    { C: "Montpelier", S: "VT", Z: "05602-1234" },
    ["Montpelier, VT 05602-1234"],
    "Uferweg 4\nMontpelier, VT 05602-1234",
  ],
  [gb, { C: "London", Z: "SW1A 1AA" }, ["SW1A 1AA", "London"], "Uferweg 4\nLondon, SW1A 1AA"],
  [jp, { Z: "154-0023", S: "東京都" }, ["〒154-0023", "東京都"], "〒154-0023 東京都\nUferweg 4"],
])("an address is put together and taken apart again", (of, parts, divisions, said) => {
  expect(composed(of, parts)).toEqual(divisions);
  expect(taken(of, divisions)).toEqual(parts);
  expect(written({ country: of.country, divisions, line: "Uferweg 4", plus_code: "" })).toBe(said);
});

test("what is missing leaves no commas, and what does not fit is the city", () => {
  expect(composed(us, { C: "Montpelier" })).toEqual(["Montpelier"]);
  expect(composed(us, { S: "VT" })).toEqual(["VT"]);
  expect(composed(us, {})).toEqual([]);
  expect(taken(us, ["Montpelier"])).toEqual({ C: "Montpelier" });
  expect(taken(de, ["By the well"])).toEqual({ C: "By the well" });
});

test("what has no name of its own is not written", () => {
  const divisions = ["北京市", "市辖区", "东城区", "东华门街道", "多福巷社区"];
  const one = { country: "CN", divisions, line: "8号", plus_code: "" };
  expect(written(one)).toBe("北京市东城区东华门街道多福巷社区 8号");
});

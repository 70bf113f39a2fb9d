/** The colours that things are told apart by: `--hue-…` of the tokens. */
export type Hue =
  "blue" | "orange" | "pink" | "violet" | "teal" | "red" | "steel" | "olive" | "grey";

/** The colours that things are told apart by: `--hue-…` of the tokens. */
export type Hue =
  "blue" | "orange" | "pink" | "violet" | "teal" | "red" | "steel" | "olive" | "grey";

const GROUNDS = 8;

/** Which of the tokens' `--av…` somebody has: always the same one, whatever they are called. */
export const groundOf = (id: string): number =>
  [...id].reduce((sum, c) => (sum * 31 + c.codePointAt(0)!) % 9973, 7) % GROUNDS;

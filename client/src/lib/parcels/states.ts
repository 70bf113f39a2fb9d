/** What a parcel is, and what one does with it, in keys of words: pure. */
import type { HandAct, Parcel, Round } from "./types";

export const OVER: Parcel["state"][] = ["received", "returned", "lost", "called_off"];
export const isOver = (one: Parcel): boolean => OVER.includes(one.state);

/** What a person with the parcel in hand does, the likeliest first. */
const HANDS: HandAct[] = [
  "collect",
  "depart",
  "deliver",
  "fail",
  "take_back",
  "turn_back",
  "call_off",
];
/** Of these, what needs the receiver or a reason is asked for in a sheet. */
export const ASKS: HandAct[] = ["deliver", "fail", "turn_back"];

export const actsOf = (one: Parcel): HandAct[] =>
  HANDS.filter((act) => (one.acts as string[]).includes(act));

/** Its way so far and what comes next, for who waits for it. */
export function track(one: Parcel): { at: string | null; what: Parcel["state"]; reason: string }[] {
  const made = one.steps.map(({ at, state, reason }) => ({ at, what: state, reason }));
  if (isOver(one) || one.state === "returning") return made;
  const way: Parcel["state"][] =
    one.service === "point" ? ["collected", "at_point", "received"] : ["collected", "received"];
  const at = way.indexOf(
    one.state === "failed" || one.state === "on_the_way" ? "collected" : one.state,
  );
  return [...made, ...way.slice(at + 1).map((what) => ({ at: null, what, reason: "" }))];
}

/** So many stops, parcels and cash, of a round. */
export const loadOf = (round: Round): number =>
  round.stops.reduce((n, stop) => n + stop.parcels.length, 0);

/** A label's number in groups that can be read out. */
export const grouped = (number: string): string => number.replace(/(.{4})(?=.)/g, "$1 ");

/** What a ride has to have room for. */
import type { CarClass, Needs } from "./types";

export const CARRIED = ["luggage", "pet", "child_seat", "wheelchair"] as const;
export type Carried = (typeof CARRIED)[number];
export const MOST_SEATS = 8;

/** Somebody with nothing but themselves. */
export const ALONE: Needs = {
  seats: 1,
  child_seat: false,
  wheelchair: false,
  pet: false,
  luggage: false,
};

/** How many a kind of car takes at most; the town refuses more. */
export const seatsOf = (car: CarClass): number =>
  car === "van" ? MOST_SEATS : car === "bike" ? 1 : 4;

/** Whether that kind of car can carry it at all. */
export const mayCarry = (car: CarClass, what: Carried): boolean =>
  car !== "bike" && (what !== "wheelchair" || car === "van" || car === "accessible");

/** Which of them beside people. */
export const wordsOf = (needs: Partial<Needs>): Carried[] => CARRIED.filter((one) => needs[one]);

/** One person, and nothing besides. */
export const isPlain = (needs: Partial<Needs>): boolean =>
  (needs.seats ?? 1) === 1 && !wordsOf(needs).length;

/** Minutes of the day: the town counts in UTC, people by their clock. */
const DAY = 1440;
const wrapped = (minutes: number) => ((minutes % DAY) + DAY) % DAY;
const two = (n: number) => `${n}`.padStart(2, "0");

/** `HH:MM` on this device's clock of a minute of the day in UTC. */
export function localTime(minute: number, shift = new Date().getTimezoneOffset()): string {
  const local = wrapped(minute - shift);
  return `${two(Math.floor(local / 60))}:${two(local % 60)}`;
}

/** The minute of the day in UTC of what somebody typed; null: it is no time. */
export function utcMinute(time: string, shift = new Date().getTimezoneOffset()): number | null {
  const found = /^(\d\d):(\d\d)$/.exec(time);
  return found ? wrapped(+found[1]! * 60 + +found[2]! + shift) : null;
}

/** Days later (-1, 0 or 1) on which what happens at that time by this device's clock is in UTC. */
const later = (time: string, shift: number) =>
  Math.floor((+time.slice(0, 2) * 60 + +time.slice(3) + shift) / DAY);
const turned = (days: Iterable<number>, by: number) =>
  [...days].map((day) => ((day - 1 + by + 7) % 7) + 1).sort();

/** The days of the week in UTC (Monday is 1) of those on which somebody does it at `time`. */
export const utcDays = (
  days: Iterable<number>,
  time: string,
  shift = new Date().getTimezoneOffset(),
): number[] => turned(days, later(time, shift));

/** The days by this device's clock of what is done on those days in UTC, at that minute of them. */
export const localDays = (
  days: Iterable<number>,
  minute: number,
  shift = new Date().getTimezoneOffset(),
): number[] => turned(days, -later(localTime(minute, shift), shift));

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

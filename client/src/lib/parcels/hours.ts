/** Hours are minutes of the day by the clocks of a time zone, that of the device that set them. */
const two = (n: number) => `${n}`.padStart(2, "0");

/** `HH:MM` of a minute of the day. */
export const shown = (minute: number): string =>
  `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

/** The minute of the day of what somebody typed; null: it is no time. */
export function minuteOf(time: string): number | null {
  const found = /^(\d\d):(\d\d)$/.exec(time);
  return found && +found[1]! < 24 && +found[2]! < 60 ? +found[1]! * 60 + +found[2]! : null;
}

/** A month of this device's calendar, as `2026-11`. */
export type Month = string;

const two = (n: number) => String(n).padStart(2, "0");

export const monthOf = (date: Date): Month => `${date.getFullYear()}-${two(date.getMonth() + 1)}`;

/** When a month begins, here. */
export function begins(month: Month): Date {
  const [year, number] = month.split("-").map(Number) as [number, number];
  return new Date(year, number - 1, 1);
}

/** The month so many months later, or earlier. */
export function step(month: Month, by: number): Month {
  const date = begins(month);
  date.setMonth(date.getMonth() + by);
  return monthOf(date);
}

/** What is in it, as the town is asked for it. */
export const timeOf = (month: Month) => ({
  since: begins(month).toISOString(),
  until: begins(step(month, 1)).toISOString(),
});

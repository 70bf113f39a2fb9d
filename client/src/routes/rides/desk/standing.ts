/** How a driver stands with the desk, in words. */
import { date } from "$lib/kernel/format";
import { t } from "$lib/kernel/i18n.svelte";
import type { DeskDriver } from "$lib/rides/types";

const DAY = 24 * 3600 * 1000;
const SOON = 30;

/** Days until what was checked runs out; null: nothing was. Negative: it has. */
export function daysLeft(driver: DeskDriver): number | null {
  if (driver.vetting !== "checked" || !driver.vetted_until) return null;
  const today = new Date(new Date().toISOString().slice(0, 10)).getTime();
  return Math.round((new Date(driver.vetted_until).getTime() - today) / DAY);
}

export function runsOut(driver: DeskDriver): boolean {
  const days = daysLeft(driver);
  return days !== null && days <= SOON;
}

export function standing(driver: DeskDriver): string {
  if (driver.vetting === "refused") return t("rideDesk.refused");
  const days = daysLeft(driver);
  if (days === null) return t("rideDesk.waits");
  if (days < 0) return t("rideDesk.out");
  if (days <= SOON) return t("rideDesk.soon", { n: days });
  return t("rideDesk.checked", { day: date(driver.vetted_until!) });
}

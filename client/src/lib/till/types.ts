import type { components } from "$lib/kernel/schema";

type S = components["schemas"];
export type Shop = S["Shop"];
export type OwnShop = S["OwnShop"];
export type Worker = S["Worker"];
export type Role = OwnShop["role"];
export type Category = Shop["category"];
export type TillIntent = S["TillIntent"];
export type Payment = S["Payment"];
export type Scanned = S["ScanResult"];
export type Days = S["ClosedDays"];
export type ClosedDay = S["ClosedDay"];
export const CATEGORIES = [
  "market",
  "groceries",
  "food",
  "cafe",
  "services",
  "machine",
  "other",
] as const satisfies readonly Category[];
export type StaffInvitation = S["StaffInvitationShown"];
export type InvitationLook = S["InvitationLook"];
export type Webhook = S["Webhook"];
export type WebhookWithSecret = S["WebhookWithSecret"];
export type WebhookPage = S["WebhookMessages"];
export type HookEvent = S["WebhookInput"]["events"][number];

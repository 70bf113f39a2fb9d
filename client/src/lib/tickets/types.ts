import type { components } from "$lib/kernel/schema";

type S = components["schemas"];
export type Show = S["ShowShown"];
export type ShowsPage = S["ShowsPage"];
export type Event = S["EventShown"];
export type Plan = S["PlanShown"];
export type SeatsNow = S["SeatsNow"];
export type Order = S["TicketOrderShown"];
export type Ticket = S["TicketShown"];
export type Own = S["OwnTickets"];
export type Programme = S["Programme"];
export type OwnShow = S["OwnShow"];
export type Venue = S["VenueShown"];
export type VenueKind = NonNullable<S["VenueInput"]["kind"]>;
export type Hall = S["HallShown"];
export type GateList = S["GateList"];
export type Scan = S["ScanShown"];

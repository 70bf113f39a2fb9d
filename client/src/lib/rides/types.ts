import type { components } from "$lib/kernel/schema";

type S = components["schemas"];
export type Ride = S["RideShown"];
export type Driver = S["DriverShown"];
export type OwnDriver = S["OwnDriver"];
export type Place = S["Waypoint"];
export type Day = S["DriversDay"];

import type { components } from "$lib/kernel/schema";

type S = components["schemas"];
export type OwnLocker = S["OwnLocker"];
export type OwnDoor = S["OwnDoor"];
export type LockerInput = S["LockerInput"];
export type LockerKey = S["LockerKey"];
export type Opening = S["OpeningShown"];
export type AtRound = S["LockerAtRound"];
export type InLocker = S["ParcelInLocker"];
export type LockerReturn = S["ReturnShown"];
export type Desk = S["LockersDesk"];
export type UnknownDoor = S["UnknownDoor"];
export type Finding = S["FindingInput"]["found"];
export type Size = S["DoorInput"]["size"];
export type Point = S["PointShown"];

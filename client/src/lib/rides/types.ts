import type { components } from "$lib/kernel/schema";

type S = components["schemas"];
export type Ride = S["RideShown"];
export type Driver = S["DriverShown"];
export type OwnDriver = S["OwnDriver"];
export type Place = S["Waypoint"];
export type Day = S["DriversDay"];
export type Estimate = S["RideEstimate"];
/** What a ride would be in a car of one class. */
export type InClass = S["ClassEstimate"];
export type CarClass = InClass["car_class"];
export type Needs = Required<S["RideNeeds"]>;
export type RidePayers = S["RidePayers"];
export type TripToFollow = S["TripToFollow"];
export type Followers = S["ChosenFollowers"];
export type RidesNow = S["RidesNow"];
export type Tariffs = S["TownTariffs"];
export type Hail = S["HailShown"];
/** A ride by hail. */
export type Hailed = Omit<Ride, "state" | "hail"> & {
  hail: Hail;
  state: Exclude<Ride["state"], "open" | "metered">;
};
export type DeskDriver = S["DriverAtDesk"];
export type DeskDispute = S["DisputeAtDesk"];
export type Dispute = S["RideDisputeShown"];
export type DocumentKind = DeskDriver["documents"][number];
export type Tariff = S["SetTariff"];
/** What was driven of a ride that is over. */
export type WayDriven = S["WayDriven"];
export type RideMessage = S["RideMessage"];
export type FollowedTrip = S["FollowedTrip"];
export type HelpNumber = S["HelpNumber"];
export type HelpCall = S["HelpCallAtDesk"];
export type Ratings = S["RatingsOfRide"];
export type RatingWord = S["RideRating"]["words"][number];
export type TripChange = S["TripChangeShown"];
export type RideMode = Hail["mode"];
export type PriceLine = Hail["lines"][number];
export type DeskSum = S["SumAtDesk"];
export type Offer = S["RideOfferShown"];

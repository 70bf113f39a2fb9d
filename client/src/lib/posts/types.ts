/** Short names for the shapes of posts; how the schema spells them is known only here. */
import type { components } from "$lib/kernel/schema";

type Schemas = components["schemas"];

export type Author = Schemas["Author"];
export type Decision = Schemas["ModerationDecision"];
export type Action = Schemas["ModerationActionInput"];
export type Desk = Schemas["OperatorDesk"];
/** As the town has it, or as it waits on this device. */
export type Draft = Omit<Schemas["PostDraft"], "body"> & {
  body: Omit<PostInput, "files"> & Pick<Schemas["NewPost"], "files">;
};
export type Media = Schemas["PostMedia"];
export type Moment = Schemas["Moment"];
export type Mute = Schemas["Mute"];
export type Notice = Schemas["NotificationEntry"];
export type Original = Schemas["ShownPost"];
export type People = Schemas["PeoplePage"];
export type Place = Schemas["PostLocation"];
export type Card = Schemas["PostCard"];
export type Post = Schemas["Post"] & Partial<Pick<Moment, "likers" | "remarks">>;
export type PostInput = Schemas["PostInput"];
export type PostSettings = Schemas["PostSettings"];
export type Profile = Schemas["SquareProfile"];
export type ReadingList = Schemas["ReadingList"];
export type Remark = Schemas["MomentRemark"];
export type Someone = Schemas["PersonSummary"];
export type Thread = Schemas["CommentThread"];
export type Topic = Schemas["Topic"];
export type TopicPage = Schemas["TopicPage"];
export type Version = Schemas["PostVersion"];
export type Audience = Post["audience"];
export type Replies = Post["replies"];
export type Page = { posts: Post[]; next: string | null };

/** For whom one may want a post; for a `thread` is what stands under one. */
export type Wanted = Exclude<Audience, "thread">;
export const AUDIENCES: readonly Wanted[] = [
  "public",
  "unlisted",
  "followers",
  "contacts",
  "circles",
  "me",
];
/** What is on the stage of Moments; all else is on the Square. */
export const isMoment = (audience: Audience): boolean =>
  audience === "contacts" || audience === "circles" || audience === "me";

export const fileUrl = (id: string, part: "whole" | "thumb" | "play", type?: string): string =>
  `/api/v1/post-files/${id}?${new URLSearchParams({ part, ...(type && { type }) })}`;

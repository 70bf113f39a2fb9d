/** What one can do with a post beside reading it. */
import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import type { Decision, Action, Desk, Post, Version } from "./types";

export const history = async (post_id: string): Promise<Version[]> =>
  (await ask(api.GET("/posts/{post_id}/history", { params: { path: { post_id } } }))).versions;

/** Into a chat, as a card. */
export const share = (post: Post, conversation_id: string) =>
  ask(
    api.POST("/posts/{post_id}/shares", {
      params: { path: { post_id: post.id } },
      body: { conversation_id, client_id: uuidv7() },
    }),
  );

export const likers = async (post_id: string) =>
  (await ask(api.GET("/posts/{post_id}/likers", { params: { path: { post_id } } }))).people;

/** Takes one's own post out of somebody's quote. */
export const detach = (post_id: string) =>
  ask(api.PUT("/posts/{post_id}/detached", { params: { path: { post_id } } }));

export const decisions = async (): Promise<Decision[]> =>
  (await ask(api.GET("/decisions"))).decisions;
export const appeal = async (decision_id: string, text: string): Promise<Decision[]> =>
  (
    await ask(
      api.PUT("/decisions/{decision_id}/appeal", {
        params: { path: { decision_id } },
        body: { text },
      }),
    )
  ).decisions;

export const desk = (): Promise<Desk> => ask(api.GET("/operator/desk"));
export const diary = () => ask(api.GET("/operator/decisions"));
export const decide = (body: Action): Promise<Decision> =>
  ask(
    api.PUT("/operator/decisions/{decision_id}", {
      params: { path: { decision_id: uuidv7() } },
      body,
    }),
  );
export const answerAppeal = (decision_id: string, granted: boolean, answer: string) =>
  ask(
    api.PUT("/operator/decisions/{decision_id}/appeal", {
      params: { path: { decision_id } },
      body: { granted, answer },
    }),
  );

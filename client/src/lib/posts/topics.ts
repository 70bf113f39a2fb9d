import { api, ask } from "$lib/kernel/api";
import type { Topic, TopicPage } from "./types";

const at = (name: string) => ({ params: { path: { name } } });

export const CATEGORIES = ["talk", "town", "food", "sport", "culture", "market", "help"] as const;
export type Category = (typeof CATEGORIES)[number];

export const topic = (name: string): Promise<TopicPage> => ask(api.GET("/topics/{name}", at(name)));
export const topics = async (category?: Category): Promise<Topic[]> =>
  (await ask(api.GET("/topics", { params: { query: category ? { category } : {} } }))).topics;

export const followTopic = (name: string, follows: boolean): Promise<TopicPage> =>
  ask(
    follows
      ? api.PUT("/topics/{name}/follow", at(name))
      : api.DELETE("/topics/{name}/follow", at(name)),
  );
export const hostTopic = (name: string, hosts: boolean): Promise<TopicPage> =>
  ask(
    hosts ? api.PUT("/topics/{name}/host", at(name)) : api.DELETE("/topics/{name}/host", at(name)),
  );
export const describe = (name: string, about: string, category: Category): Promise<TopicPage> =>
  ask(api.PATCH("/topics/{name}", { ...at(name), body: { about, category } }));

import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { Problem } from "$lib/kernel/problem";
import { session } from "$lib/kernel/session.svelte";

const EVERY = 2_000;

/** The borrowed computer's side: shows a code and waits until a phone lets it in. */
export class Borrowed {
  url = $state("");
  state = $state<"starting" | "waiting" | "expired" | "failed">("starting");
  private run = 0;

  async begin(): Promise<void> {
    const run = ++this.run;
    this.state = "starting";
    try {
      const { id, url } = await ask(api.POST("/device-links", { body: { id: uuidv7() } }));
      if (run !== this.run) return;
      this.url = url;
      this.state = "waiting";
      await this.poll(run, id);
    } catch {
      if (run === this.run) this.state = "failed";
    }
  }

  stop(): void {
    this.run++;
  }

  private async poll(run: number, id: string): Promise<void> {
    while (run === this.run) {
      await new Promise((r) => setTimeout(r, EVERY));
      if (run !== this.run) return;
      try {
        const answer = await ask(
          api.POST("/device-links/{link_id}/session", { params: { path: { link_id: id } } }),
        );
        if ("me" in answer) {
          session.lend(true);
          return await session.enter(answer.me);
        }
      } catch (error) {
        const { code, status } = Problem.of(error);
        if (code === "offline" || status === 429) continue;
        this.state = "expired";
        return;
      }
    }
  }
}

/** The phone's side: who asks, and letting them in. */
export const linkOf = (code: string) =>
  ask(api.GET("/device-links/{code}", { params: { path: { code } } }));

export const approve = (code: string) =>
  ask(api.POST("/device-links/{code}/approval", { params: { path: { code } } }));

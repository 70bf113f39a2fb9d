import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import { Problem } from "$lib/kernel/problem";
import { ability, isOn, subscribe, unsubscribe, type Ability } from "./device";
import type { Push } from "./types";

export type Standing = Exclude<Ability, "able"> | "off" | "on";

/** How the person is told while the app is closed, on this device and their others. */
export class Notifications extends Kept<Push> {
  private able = $state<Ability>("able");
  private wanted = $state(false);

  /** On means that both sides say so: this device, and the town, which forgets what is gone. */
  readonly standing = $derived.by((): Standing => {
    if (this.able !== "able") return this.able;
    const known = this.value?.subscriptions.some((one) => one.current);
    return this.wanted && known ? "on" : "off";
  });
  readonly others = $derived(this.value?.subscriptions.filter((one) => !one.current) ?? []);

  constructor() {
    super("push", () => ask(api.GET("/push")));
    this.look();
  }

  /** Looks again at what the browser allows: it may be changed in its settings at any time. */
  look(): void {
    this.able = ability();
    this.wanted = isOn();
  }

  async turnOn(): Promise<void> {
    try {
      this.take(await subscribe(this.value!.public_key));
    } finally {
      this.look();
    }
  }

  async turnOff(): Promise<void> {
    await unsubscribe();
    this.look();
    await this.read();
  }

  async showText(yes: boolean): Promise<void> {
    const before = this.value!;
    this.value = { ...before, shows_text: yes };
    try {
      this.take(await ask(api.PATCH("/push", { body: { shows_text: yes } })));
    } catch (error) {
      this.value = before;
      throw error;
    }
  }

  async stop(id: string): Promise<void> {
    const path = { session_id: id };
    await ask(api.DELETE("/push/subscriptions/{session_id}", { params: { path } })).catch(
      (error) => {
        if (Problem.of(error).status !== 404) throw error;
      },
    );
    const subscriptions = this.value!.subscriptions.filter((one) => one.session_id !== id);
    this.take({ ...this.value!, subscriptions });
  }
}

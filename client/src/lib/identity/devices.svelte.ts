import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import { Problem } from "$lib/kernel/problem";
import type { Device } from "./types";

/** The devices that are signed in, this one first. */
export class Devices extends Kept<Device[]> {
  readonly current = $derived(this.value?.find((device) => device.current));
  readonly others = $derived((this.value ?? []).filter((device) => !device.current));
  /** On a borrowed computer nothing that opens the account can be changed. */
  readonly borrowed = $derived(this.current?.kind === "linked");

  constructor() {
    super("devices", () => ask(api.GET("/sessions")));
  }

  /** One that has ended by itself meanwhile is as good as ended. */
  async end(id: string): Promise<void> {
    try {
      await ask(api.DELETE("/sessions/{session_id}", { params: { path: { session_id: id } } }));
    } catch (error) {
      if (Problem.of(error).status !== 404) throw error;
    }
    this.take((this.value ?? []).filter((device) => device.id !== id));
  }

  async endOthers(): Promise<void> {
    for (const { id } of this.others) await this.end(id);
  }
}

/** What else is signed in, for the cards of what runs. */
export const elsewhere = new Devices();

export const isPhone = (name: string): boolean => /iPhone|Android/.test(name);

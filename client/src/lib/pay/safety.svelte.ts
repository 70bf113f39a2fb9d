import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import type { Proof, Safety } from "./types";

/** How the person's money is kept safe. */
class SafetyModel extends Kept<Safety> {
  constructor() {
    super("pay.limits", () => ask(api.GET("/pay/safety")));
  }

  async setPin(pin: string, proof: Proof): Promise<void> {
    await ask(api.PUT("/pay/pin", { body: { pin, ...proof } }));
    await this.read();
  }

  async setLimits(limits: Omit<Safety, "pin" | "code_count">, proof: Proof): Promise<void> {
    this.take(await ask(api.PUT("/pay/safety", { body: { ...limits, ...proof } })));
  }

  freeze = () => ask(api.PUT("/pay/freeze"));
  unfreeze = (proof: Proof) => ask(api.POST("/pay/unfreeze", { body: proof }));
}

export const safety = new SafetyModel();

import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import { once } from "$lib/kernel/once";
import type { HookEvent, Webhook, WebhookPage, WebhookWithSecret } from "./types";

export const EVENTS = [
  "order.paid",
  "order.sent",
  "order.received",
  "order.cancelled",
  "case.opened",
  "parcel.moved",
  "stock.low",
  "review.new",
] as const satisfies readonly HookEvent[];

const ONE = "/merchants/{merchant_id}/webhooks/{hook_id}";

/** The addresses at which a shop's programs are told what happens. */
class Programs extends Kept<Webhook[]> {
  constructor(readonly shop: string) {
    super(`webhooks.${shop}`, async () => {
      const request = { params: { path: { merchant_id: shop } } };
      return (await ask(api.GET("/merchants/{merchant_id}/webhooks", request))).webhooks;
    });
  }

  private of(hook_id: string) {
    return { params: { path: { merchant_id: this.shop, hook_id } } };
  }

  one(hook_id: string): Webhook | undefined {
    return this.value?.find((each) => each.id === hook_id);
  }

  async put(
    hook_id: string,
    body: { url: string; events: HookEvent[]; on: boolean },
  ): Promise<WebhookWithSecret> {
    const made = await ask(api.PUT(ONE, { ...this.of(hook_id), body }));
    await this.read();
    return made;
  }

  async drop(hook_id: string): Promise<void> {
    await ask(api.DELETE(ONE, this.of(hook_id)));
    this.take((this.value ?? []).filter((one) => one.id !== hook_id));
  }

  async secret(hook_id: string): Promise<string> {
    return (await ask(api.POST(`${ONE}/secret`, this.of(hook_id)))).secret;
  }

  async ping(hook_id: string): Promise<void> {
    await ask(api.POST(`${ONE}/ping`, this.of(hook_id)));
  }
}

const known = new Map<string, Programs>();

/** The one list of a shop, so that what one screen changes the other shows. */
export function programsOf(shop: string): Programs {
  const found = known.get(shop) ?? new Programs(shop);
  known.set(shop, found);
  return found;
}

/** What an address was told, or will be, the newest first. */
export class ProgramLog extends Kept<WebhookPage> {
  constructor(
    private readonly shop: string,
    private readonly hook: string,
  ) {
    super(`webhook.${hook}`, () => this.page());
  }

  private page(before?: string): Promise<WebhookPage> {
    const path = { merchant_id: this.shop, hook_id: this.hook };
    const query = before ? { before } : {};
    return ask(api.GET(`${ONE}/messages`, { params: { path, query } }));
  }

  async more(): Promise<void> {
    const { messages, next } = this.value!;
    const page = await this.page(next!);
    this.value = { ...page, messages: once([...messages, ...page.messages], (one) => one.id) };
  }

  async replay(told_id: string): Promise<void> {
    const path = { merchant_id: this.shop, hook_id: this.hook, told_id };
    await ask(api.POST(`${ONE}/messages/{told_id}/replay`, { params: { path } }));
    await this.read();
  }
}

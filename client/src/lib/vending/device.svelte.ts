import { MachineLine } from "$lib/kernel/machine-line";
import { mac } from "$lib/kernel/machine-mac";
import { offer, shortCode } from "./offer";

type SlotShown = { slot: string; name: string; price: number; left: number; fault: string };
type Item = { place: number; slot: string };
type Welcome = { now: string; name: string; currency: string; link: string; slots: SlotShown[] };
type Frame =
  | ({ t: "welcome" } & Welcome)
  | { t: "slots"; slots: SlotShown[] }
  | { t: "vend"; serial: string; items: Item[]; mac: string }
  | { t: "recorded"; of: string }
  | { t: "pong" | "problem" };
type Done = { slots: string[]; fell: boolean[]; coded: boolean; recorded: boolean };
type Phase = "off" | "choose" | "pay" | "drop" | "done" | "stuck";

const MOST = 12;
const FALL = 900;

const nonce = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(8)), (n) => (n % 36).toString(36)).join("");

/** A machine as a page: it keeps its line, shows offers, lets things fall and says what fell. */
export class Device {
  phase = $state<Phase>("off");
  online = $state(false);
  welcome = $state.raw<Welcome | null>(null);
  slots = $state.raw<SlotShown[]>([]);
  basket = $state<string[]>([]);
  link = $state("");
  fallen = $state<string[]>([]);
  /** Spirals that turn and let nothing fall, to see what happens then. */
  jammed = $state<string[]>([]);
  readonly price = $derived(
    this.basket.reduce((sum, slot) => sum + (this.slotOf(slot)?.price ?? 0), 0),
  );
  private readonly line: MachineLine;
  private done: Record<string, Done>;
  private last = "";
  private ahead = 0;

  constructor(
    private readonly id: string,
    private readonly key: string,
  ) {
    this.line = new MachineLine(id, key, {
      hear: (frame) => void this.hear(frame as Frame),
      lost: () => (this.online = false),
    });
    this.done = JSON.parse(localStorage.getItem(this.memory) ?? "{}") as Record<string, Done>;
  }

  private get memory(): string {
    return `leapfrog.machine.${this.id}`;
  }

  slotOf(label: string): SlotShown | undefined {
    return this.slots.find((one) => one.slot === label);
  }

  start(): void {
    this.line.start();
  }

  stop(): void {
    this.line.stop();
  }

  choose(label: string): void {
    const slot = this.slotOf(label);
    const chosen = this.basket.filter((one) => one === label).length;
    if (!slot || slot.fault || slot.left <= chosen || this.basket.length >= MOST) return;
    if (this.phase === "done" || this.phase === "stuck") this.clear();
    this.basket.push(label);
    this.phase = "choose";
    this.link = "";
  }

  clear(): void {
    this.basket = [];
    this.fallen = [];
    this.link = "";
    this.phase = "choose";
  }

  /** Shows the code to pay by. */
  async show(): Promise<void> {
    this.last = nonce();
    const chosen = {
      machine: this.id,
      basket: [...this.basket],
      price: this.price,
      nonce: this.last,
    };
    const seconds = Math.floor((Date.now() + this.ahead) / 1000);
    this.link = this.welcome!.link + (await offer(this.key, chosen, seconds));
    this.phase = "pay";
  }

  /** Somebody typed eight digits: the code of a machine without network. */
  async type(code: string): Promise<boolean> {
    if (code !== (await shortCode(this.key, this.last, [...this.basket]))) return false;
    await this.act(this.last, [...this.basket], true);
    return true;
  }

  private async hear(frame: Frame): Promise<void> {
    if (frame.t === "welcome") {
      this.welcome = frame;
      this.slots = frame.slots;
      this.ahead = Date.parse(frame.now) - Date.now();
      this.online = true;
      if (this.phase === "off") this.phase = "choose";
      for (const [named, done] of Object.entries(this.done)) if (!done.recorded) this.report(named);
    } else if (frame.t === "slots") this.slots = frame.slots;
    else if (frame.t === "recorded") this.note(frame.of, { recorded: true });
    else if (frame.t === "vend") await this.vend(frame);
  }

  private async vend({ serial, items, mac: given }: Extract<Frame, { t: "vend" }>): Promise<void> {
    const labels = items.map((item) => item.slot);
    if (given !== (await mac(this.key, "vend", `${serial}:${labels.join("-")}`))) return;
    await this.act(serial, labels, false);
  }

  private async act(named: string, slots: string[], coded: boolean): Promise<void> {
    if (!this.done[named]) {
      const fell = slots.map((slot) => !this.jammed.includes(slot));
      this.note(named, { slots, fell, coded, recorded: false });
      this.phase = "drop";
      this.fallen = slots.filter((_, n) => fell[n]);
      await new Promise((done) => setTimeout(done, FALL));
      this.phase = fell.every(Boolean) ? "done" : "stuck";
      this.basket = [];
    }
    this.report(named);
  }

  private report(named: string): void {
    const { fell, coded } = this.done[named]!;
    const items = fell.map((dropped, place) => ({ place, dropped }));
    this.line.say(
      coded ? { t: "coded", nonce: named, items } : { t: "result", serial: named, items },
    );
  }

  private note(named: string, what: Partial<Done>): void {
    this.done[named] = { ...this.done[named], ...what } as Done;
    localStorage.setItem(this.memory, JSON.stringify(this.done));
  }
}

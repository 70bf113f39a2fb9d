import { uuidv7 } from "$lib/kernel/ids";
import { MachineLine } from "$lib/kernel/machine-line";
import { mac } from "$lib/kernel/machine-mac";

type SlotShown = {
  slot: string;
  name: string;
  left: number;
  fault: string;
  codes?: string[];
  until?: string | null;
};
type Welcome = { now: string; name: string; slots: SlotShown[] };
type Vend = { serial: string; items: { slot: string }[]; seconds: number; mac: string };
type Frame =
  | ({ t: "welcome" } & Welcome)
  | { t: "slots"; slots: SlotShown[] }
  | ({ t: "vend" } & Vend)
  | { t: "recorded"; of: string }
  | { t: "problem"; code: string; title: string; of: string }
  | { t: "pong" };
type Said = { t: "result" | "door" | "typed"; id?: string; serial?: string | null };
type Door = { open: boolean; serial: string | null; full: boolean };
type Memory = { done: Record<string, boolean>; said: Said[]; doors: Record<string, Door> };

const MOST_TRIES = 5;
const LOCKED = 600_000;

/** A locker as a page: it keeps its line, opens doors, and says what their sensors see. */
export class LockerDevice {
  online = $state(false);
  welcome = $state.raw<Welcome | null>(null);
  slots = $state.raw<SlotShown[]>([]);
  doors = $state<Record<string, Door>>({});
  /** Doors that do not open, to see what happens then. */
  jammed = $state<string[]>([]);
  /** What the display says of the code that was typed last. */
  answer = $state<"" | "wait" | "open" | "wrong" | "locked" | "full" | "trouble">("");
  private memory: Memory;
  private readonly line: MachineLine;
  private ahead = 0;
  private tries = 0;
  private lockedUntil = 0;
  private typed = "";

  constructor(
    private readonly id: string,
    private readonly key: string,
  ) {
    this.line = new MachineLine(id, key, {
      hear: (frame) => void this.hear(frame as Frame),
      lost: () => (this.online = false),
    });
    const kept = localStorage.getItem(this.name);
    this.memory = kept ? (JSON.parse(kept) as Memory) : { done: {}, said: [], doors: {} };
    this.doors = this.memory.doors;
  }

  private get name(): string {
    return `leapfrog.locker.${this.id}`;
  }

  /** Of a door that this device never opened it knows what the town does: who may fetch what. */
  door(label: string): Door {
    const codes = this.slots.find((one) => one.slot === label)?.codes ?? [];
    return this.doors[label] ?? { open: false, serial: null, full: codes.length > 0 };
  }

  start(): void {
    this.line.start();
  }

  stop(): void {
    this.line.stop();
  }

  /** Somebody typed six digits, or showed them to the reader. */
  async type(code: string): Promise<void> {
    const id = uuidv7();
    if (this.online) {
      this.typed = id;
      this.answer = "wait";
      this.tell({ t: "typed", id, code, opened: [] } as Said);
      return;
    }
    await this.alone(id, code);
  }

  /** Something is laid in or taken out, while the door is open. */
  turn(label: string): void {
    this.set(label, { full: !this.door(label).full });
  }

  close(label: string): void {
    const { serial, full } = this.door(label);
    this.set(label, { open: false });
    this.answer = "";
    this.tell({
      t: "door",
      id: uuidv7(),
      slot: label,
      open: false,
      serial,
      inside: full,
    } as Said);
  }

  private async alone(id: string, code: string): Promise<void> {
    if (Date.now() < this.lockedUntil) return void (this.answer = "locked");
    const found: string[] = [];
    for (const { slot, codes = [], until } of this.slots) {
      const late = until && Date.parse(until) < Date.now() + this.ahead;
      if (!late && codes.includes(await mac(this.key, "code", `${slot}:${code}`))) found.push(slot);
    }
    if (!found.length) {
      this.answer = "wrong";
      if (++this.tries < MOST_TRIES) return;
      [this.tries, this.lockedUntil] = [0, Date.now() + LOCKED];
      return;
    }
    this.tries = 0;
    const opened = found.map((slot) => ({ slot, serial: uuidv7() }));
    for (const { slot, serial } of opened) this.spring(slot, serial);
    this.answer = "open";
    this.tell({ t: "typed", id, code, opened } as Said);
  }

  private async hear(frame: Frame): Promise<void> {
    if (frame.t === "welcome") {
      this.welcome = frame;
      this.slots = frame.slots;
      this.ahead = Date.parse(frame.now) - Date.now();
      this.online = true;
      for (const one of this.memory.said) this.line.say(one);
    } else if (frame.t === "slots") this.slots = frame.slots;
    else if (frame.t === "recorded") this.recorded(frame.of);
    else if (frame.t === "problem") this.refused(frame);
    else if (frame.t === "vend") await this.vend(frame);
  }

  private async vend({ serial, items, seconds, mac: given }: Vend): Promise<void> {
    const label = items[0]!.slot;
    if (given !== (await mac(this.key, "vend", `${serial}:${label}`))) return;
    if (!(serial in this.memory.done)) {
      const opens = seconds > 0 && !this.jammed.includes(label);
      this.memory.done[serial] = opens;
      if (opens) this.spring(label, serial);
      this.keep();
    }
    const items_ = [{ place: 0, dropped: this.memory.done[serial] }];
    this.tell({ t: "result", serial, items: items_ } as Said);
  }

  private spring(label: string, serial: string): void {
    this.memory.done[serial] = true;
    this.set(label, { open: true, serial });
    this.answer = "open";
  }

  private refused({ code, of }: { code: string; of: string }): void {
    this.recorded(of);
    if (of !== this.typed) return;
    this.answer =
      code === "wrong_parcel_code"
        ? "wrong"
        : code === "parcel_code_locked"
          ? "locked"
          : code === "locker_full"
            ? "full"
            : "trouble";
  }

  private set(label: string, what: Partial<Door>): void {
    this.doors[label] = { ...this.door(label), ...what };
    this.keep();
  }

  private tell(one: Said): void {
    const named = one.id ?? one.serial;
    if (!this.memory.said.some((each) => (each.id ?? each.serial) === named))
      this.memory.said.push(one);
    this.keep();
    this.line.say(one);
  }

  private recorded(of: string): void {
    this.memory.said = this.memory.said.filter((one) => (one.id ?? one.serial) !== of);
    this.keep();
  }

  private keep(): void {
    this.memory.doors = $state.snapshot(this.doors);
    localStorage.setItem(this.name, JSON.stringify(this.memory));
  }
}

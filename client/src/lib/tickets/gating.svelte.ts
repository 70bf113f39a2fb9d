import { api, ask } from "$lib/kernel/api";
import { t } from "$lib/kernel/i18n.svelte";
import { uuidv7 } from "$lib/kernel/ids";
import { Problem } from "$lib/kernel/problem";
import { session } from "$lib/kernel/session.svelte";
import {
  judge,
  ownVerify,
  readCode,
  trimmed,
  withInside,
  type Inside,
  type Outcome,
  type Verify,
} from "./gate";
import type { GateList, Scan, ScanSeen } from "./types";

/** The town is asked for so long; then the gate decides by itself. */
const PATIENCE = 1500;
const [MOST, LONGEST_CODE, LONGEST_NAME] = [500, 400, 40];
/** The town will never take these words, asked how often whatever. */
const FOR_GOOD = [400, 409, 413, 422];
type Waiting = { id: string; code: string; at: string; let_in: boolean };
type Stored = { list: GateList; waiting: Waiting[]; offset: number; name: string };
export type Answer = {
  outcome: Outcome;
  seat: string;
  category: string;
  used_at: string | null;
  gate: string | null;
  proof: string;
  offline: boolean;
};

/** The town answered, and the answer is no; else it is away, or cannot now. */
function saysNo(error: unknown): boolean {
  const { status } = Problem.of(error);
  return status >= 400 && status < 500 && status !== 429;
}

const of = (show_id: string) => ({ params: { path: { show_id } } });

export const lastScans = async (show_id: string): Promise<ScanSeen[]> =>
  (await ask(api.GET("/tickets/shows/{show_id}/scans", of(show_id)))).scans;

/** One gate of a show, with or without network: what it saw goes to the town as soon as it can. */
export class Gate {
  list = $state.raw<GateList | null>(null);
  waiting = $state.raw<Waiting[]>([]);
  answer = $state.raw<Answer | null>(null);
  offline = $state(false);
  /** Whether this browser can check a signature by itself; null: not known yet. */
  able = $state<boolean | null>(null);
  name = $state("A");
  entered = $state(0);
  /** Scans that the town did not take. */
  refused = $state(0);
  private verify: Verify | null = null;
  /** How far this device's clock is from the town's. */
  private offset = 0;
  private inside: Inside = new Map();
  private anchor: { town: number; mono: number } | null = null;

  constructor(readonly show: string) {}

  private get key(): string {
    return `tickets.gate.${this.show}`;
  }

  /** The town's time, as far as this device knows it; a clock that is set meanwhile changes nothing. */
  now(): number {
    return this.anchor
      ? this.anchor.town + (performance.now() - this.anchor.mono)
      : Date.now() + this.offset;
  }

  async open(): Promise<void> {
    this.verify = await ownVerify();
    this.able = this.verify !== null;
    const kept = await session.store?.get<Stored>(this.key).catch(() => undefined);
    if (kept) {
      [this.list, this.waiting, this.offset] = [kept.list, kept.waiting, kept.offset];
      this.name = kept.name;
      for (const one of this.waiting) if (one.let_in) this.letIn(one);
    }
    await this.refresh();
  }

  /** Throws only where there is no list at all to go on with. */
  async refresh(): Promise<void> {
    try {
      await this.tell().catch((error: unknown) => {
        if (!saysNo(error)) throw error;
      });
      const list = await ask(api.GET("/tickets/shows/{show_id}/gate", of(this.show)));
      const town = Date.parse(list.made_at);
      this.anchor = { town, mono: performance.now() };
      this.offset = town - Date.now();
      // Whom it let in while the list was on its way is not in there.
      this.list = withInside(list, this.inside, this.called);
      this.offline = false;
    } catch (error) {
      if (!this.list || Problem.of(error).code === "no_show") throw error;
      this.offline = true;
    }
    await this.keep();
  }

  rename(name: string): void {
    this.name = name;
    void this.keep();
  }

  async scan(code: string): Promise<void> {
    const seen: Waiting = {
      id: uuidv7(),
      code: trimmed(code).slice(0, LONGEST_CODE),
      at: new Date(this.now()).toISOString(),
      let_in: false,
    };
    const told = await this.askTown([seen], PATIENCE).catch((error: unknown) => {
      if (saysNo(error)) throw error;
      return null;
    });
    this.offline = told === null;
    this.answer = told ? this.shown(told[0]!) : await this.alone(seen);
    if (this.answer.outcome !== "ok") return;
    this.entered += 1;
    if (told) this.letIn(seen);
  }

  /** What was seen without network goes to the town. */
  async tell(): Promise<void> {
    while (this.waiting.length) {
      const some = this.waiting.slice(0, MOST);
      await this.deliver(some);
      const told = new Set(some.map((one) => one.id));
      this.waiting = this.waiting.filter((one) => !told.has(one.id));
      await this.keep();
    }
  }

  /** One that is refused for good goes alone, and is no longer told: it holds up none of the others. */
  private async deliver(some: Waiting[]): Promise<void> {
    try {
      await this.askTown(some);
    } catch (error) {
      if (!FOR_GOOD.includes(Problem.of(error).status)) throw error;
      if (some.length === 1) this.refused += 1;
      else for (const one of some) await this.deliver([one]);
    }
  }

  /** The town takes no gate without a name. */
  private get called(): string {
    const kept = [...this.name.trim()].slice(0, LONGEST_NAME).join("");
    return /[\p{L}\p{N}]/u.test(kept) ? kept : "A";
  }

  private async askTown(scans: Waiting[], patience?: number): Promise<Scan[]> {
    const signal = patience ? AbortSignal.timeout(patience) : undefined;
    const told = scans.map((one) => ({ ...one, code: trimmed(one.code) }));
    const body = { gate: this.called, scans: told };
    const url = "/tickets/shows/{show_id}/scans";
    const { scans: found } = await ask(api.POST(url, { ...of(this.show), body, signal }));
    return found;
  }

  private async alone(seen: Waiting): Promise<Answer> {
    if (!this.verify) throw new Problem("gate_needs_town", "");
    const verdict = await judge(seen.code, this.list!, this.now(), this.verify);
    const { code, outcome } = verdict;
    if (outcome === "ok") this.letIn(seen);
    if (code) this.waiting = [...this.waiting, { ...seen, let_in: outcome === "ok" }];
    await this.keep();
    return {
      ...this.words(code?.seat ?? null, code?.category ?? null),
      outcome,
      used_at: verdict.used_at,
      gate: verdict.gate,
      proof: verdict.proof,
      offline: true,
    };
  }

  private letIn({ code, at }: Waiting): void {
    const { ticket, turn } = readCode(code)!;
    this.inside.set(ticket, { turn, used_at: at });
    this.list = withInside(this.list!, new Map([[ticket, { turn, used_at: at }]]), this.called);
  }

  private shown(scan: Scan): Answer {
    const { outcome, used_at, gate, proof } = scan;
    const words = this.words(scan.seat, scan.category);
    return { ...words, outcome, used_at, gate, proof, offline: false };
  }

  private words(seat: number | null, category: number | null) {
    const row = seat === null ? undefined : this.list?.rows[seat];
    return {
      seat: row === undefined ? "" : t("tickets.seat", { row, seat: this.list!.numbers[seat!]! }),
      category: category === null ? "" : (this.list?.categories[category] ?? ""),
    };
  }

  private async keep(): Promise<void> {
    if (!this.list) return;
    // What is kept is copied: the store takes no proxies.
    const { waiting, offset, name } = this;
    await session.store?.set(this.key, { list: this.list, waiting, offset, name }).catch(() => {});
  }
}

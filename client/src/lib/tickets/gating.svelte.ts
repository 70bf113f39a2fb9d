import { t } from "$lib/kernel/i18n.svelte";
import { uuidv7 } from "$lib/kernel/ids";
import { Problem } from "$lib/kernel/problem";
import { session } from "$lib/kernel/session.svelte";
import {
  isInside,
  judge,
  ownVerify,
  readCode,
  trimmed,
  withMoves,
  type Answer,
  type Move,
  type Moves,
  type Outcome,
  type Verify,
  type Way,
} from "./gate";
import { GateQueue, saysNo, type Waiting } from "./gate-queue.svelte";
import { gateList, letGuestIn, tellScans } from "./gate-town";
import type { GateList, Scan } from "./types";

/** The town is asked for so long; then the gate decides by itself. */
const PATIENCE = 1500;
/** So long what was read can be taken back. */
export const UNDO = 30_000;
const [LONGEST_CODE, LONGEST_NAME] = [400, 40];
/** Somebody passed. */
const PASSED: Outcome[] = ["ok", "not_in"];
type Stored = {
  list: GateList;
  waiting: Waiting[];
  moves: [string, Move][];
  offset: number;
  name: string;
  entrance: string;
};
/** What can be taken back: the scan, and how its ticket stood before. */
type Last = { seen: Waiting; ticket: string; before: Omit<Move, "at">; until: number };

/** One gate of a show, with or without network: what it saw goes to the town as soon as it can. */
export class Gate {
  private told = $state.raw<GateList | null>(null);
  private moves = $state.raw<Moves>(new Map());
  list = $derived(this.told && withMoves(this.told, this.moves));
  readonly queue = new GateQueue((scans) => this.askTown(scans));
  answer = $state.raw<Answer | null>(null);
  last = $state.raw<Last | null>(null);
  offline = $state(false);
  /** Whether this browser can check a signature by itself; null: not known yet. */
  able = $state<boolean | null>(null);
  name = $state("A");
  /** At which of the show's entrances it stands; none: at all of them. */
  entrance = $state("");
  way = $state<Way>("in");
  entered = $state(0);
  went = $state(0);
  inside = $derived(this.list?.known.filter(isInside).length ?? 0);
  private verify: Verify | null = null;
  /** How far this device's clock is from the town's. */
  private offset = 0;
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
      [this.told, this.queue.waiting, this.offset] = [kept.list, kept.waiting, kept.offset];
      this.name = kept.name;
      // Gates that were kept by a program of before know neither.
      this.entrance = kept.entrance ?? "";
      this.moves = new Map(kept.moves ?? []);
    }
    await this.refresh();
  }

  /** Throws only where there is no list at all to go on with. */
  async refresh(): Promise<void> {
    try {
      await this.queue
        .tell(() => this.keep())
        .catch((error: unknown) => {
          if (!saysNo(error)) throw error;
        });
      const list = await gateList(this.show);
      const town = Date.parse(list.made_at);
      this.anchor = { town, mono: performance.now() };
      this.offset = town - Date.now();
      this.told = list;
      this.offline = false;
    } catch (error) {
      // Whoever does not stand here any more has no list either.
      if (Problem.of(error).code === "no_show") this.told = null;
      if (!this.told) throw error;
      this.offline = true;
    }
    if (!this.told.re_entry) this.way = "in";
    await this.keep();
  }

  rename(name: string, entrance = this.entrance): void {
    [this.name, this.entrance] = [name, entrance];
    void this.keep();
  }

  async scan(code: string): Promise<void> {
    const seen: Waiting = {
      id: uuidv7(),
      code: trimmed(code).slice(0, LONGEST_CODE),
      at: new Date(this.now()).toISOString(),
      let_in: false,
      alone: false,
      way: this.way,
      undone_at: null,
    };
    const told = await this.askNow(seen);
    this.offline = told === null;
    await this.say(seen, told ? this.shown(told) : await this.alone(seen));
  }

  /** Who was found by their name comes in; only the town can say whether they may. */
  async letIn(ticket: string): Promise<void> {
    const scan = await letGuestIn(this.show, ticket, uuidv7(), this.at);
    this.last = null;
    this.answer = this.shown(scan);
    if (scan.outcome !== "ok") return;
    this.entered += 1;
    this.move(ticket, { turn: 0, used_at: scan.used_at, out_at: null, gate: this.called });
    await this.refresh();
  }

  /** What was read last was a mistake: it counts as not read. */
  async undo(): Promise<void> {
    const { last } = this;
    if (!last) return;
    const undone = { ...last.seen, undone_at: new Date(this.now()).toISOString() };
    if (this.queue.has(undone.id) || !(await this.askNow(undone))) this.queue.put(undone);
    this.move(last.ticket, last.before);
    this.count(undone.way, -1);
    [this.last, this.answer] = [null, null];
    await this.keep();
  }

  /** The town takes no gate without a name. */
  private get called(): string {
    const kept = [...this.name.trim()].slice(0, LONGEST_NAME).join("");
    return /[\p{L}\p{N}]/u.test(kept) ? kept : "A";
  }

  private get at() {
    return { gate: this.called, entrance: this.entrance };
  }

  /** What the town says at once; null: it is away. Throws where it says no. */
  private async askNow(seen: Waiting): Promise<Scan | null> {
    try {
      return (await this.askTown([seen], PATIENCE))[0]!;
    } catch (error) {
      if (saysNo(error)) throw error;
      return null;
    }
  }

  private askTown(scans: Waiting[], patience?: number): Promise<Scan[]> {
    const told = scans.map((one) => ({ ...one, code: trimmed(one.code) }));
    return tellScans(this.show, this.at, told, patience);
  }

  private async alone(seen: Waiting): Promise<Answer> {
    if (!this.verify) throw new Problem("gate_needs_town", "");
    const at = { way: seen.way, entrance: this.entrance };
    const verdict = await judge(seen.code, this.list!, this.now(), this.verify, at);
    const { code, outcome, used_at, gate, out_at, proof } = verdict;
    const let_in = PASSED.includes(outcome);
    Object.assign(seen, { let_in, alone: true });
    if (code) this.queue.put(seen);
    const words = this.words(code?.seat ?? null, code?.category ?? null);
    return { ...words, outcome, way: seen.way, used_at, gate, out_at, proof, offline: true };
  }

  /** Shows what is said to a code; who passed is known here at once. */
  private async say(seen: Waiting, answer: Answer): Promise<void> {
    [this.answer, this.last] = [answer, null];
    const code = PASSED.includes(answer.outcome) ? readCode(seen.code) : null;
    if (code) {
      const known = this.list!.known.find((one) => one.ticket === code.ticket);
      const { used_at = null, out_at = null, gate = null } = known ?? {};
      const before = { turn: known?.turn ?? 0, used_at, out_at, gate };
      const until = Date.now() + UNDO;
      this.last = { seen, ticket: code.ticket, before, until };
      const { turn } = code;
      const came = { turn, used_at: seen.at, out_at: null, gate: this.called };
      this.move(code.ticket, seen.way === "in" ? came : { ...before, turn, out_at: seen.at });
      this.count(seen.way, 1);
    }
    await this.keep();
  }

  private count(way: Way, by: number): void {
    if (way === "in") this.entered += by;
    else this.went += by;
  }

  private move(ticket: string, to: Omit<Move, "at">): void {
    this.moves = new Map(this.moves).set(ticket, { ...to, at: this.now() });
  }

  private shown(scan: Scan): Answer {
    const { outcome, way, used_at, gate, out_at, proof } = scan;
    const words = this.words(scan.seat, scan.category);
    return { ...words, outcome, way, used_at, gate, out_at, proof, offline: false };
  }

  private words(seat: number | null, category: number | null) {
    const row = seat === null ? undefined : this.list?.rows[seat];
    return {
      seat: row === undefined ? "" : t("tickets.seat", { row, seat: this.list!.numbers[seat!]! }),
      category: category === null ? "" : (this.list?.categories[category] ?? ""),
    };
  }

  /** Where a ticket is for, in words. */
  placeOf = (one: { seat: number | null; category: number }): string =>
    Object.values(this.words(one.seat, one.category)).filter(Boolean).join(" · ");

  private async keep(): Promise<void> {
    if (!this.told) return;
    // What is kept is copied: the store takes no proxies.
    const { told: list, offset, name, entrance } = this;
    const { waiting } = this.queue;
    const kept: Stored = { list, waiting, moves: [...this.moves], offset, name, entrance };
    await session.store?.set(this.key, kept).catch(() => {});
  }
}

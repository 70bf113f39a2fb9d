import { api, ask } from "$lib/kernel/api";
import type { components } from "$lib/kernel/schema";
import { setHall } from "./organising";
import {
  COLORS,
  extent,
  placed,
  setCategory,
  troubles,
  type Category,
  type PlanFile,
} from "./plan";
import { addRows, addZone, removeRow, setRow, stretchRows, type RowSpec } from "./plan-rows";
import type { RowAt } from "./plan";

export type HallVersion = components["schemas"]["HallVersionShown"];
const MOST_PAST = 100;

/** The plan of one hall while somebody works on it: what is chosen, and each step back. */
export class PlanEditing {
  plan = $state.raw<PlanFile | null>(null);
  chosen = $state.raw<number[]>([]);
  versions = $state.raw<HallVersion[]>([]);
  past = $state.raw<PlanFile[]>([]);
  future = $state.raw<PlanFile[]>([]);
  saved = $state.raw<PlanFile | null>(null);

  constructor(
    readonly hall_id: string,
    private readonly guid: () => string = () => crypto.randomUUID(),
  ) {}

  placed = $derived(this.plan ? placed(this.plan) : null);
  troubles = $derived(this.plan ? troubles(this.plan) : []);
  changed = $derived(this.plan !== this.saved);

  async load(version?: number): Promise<void> {
    const path = { hall_id: this.hall_id };
    const query = version === undefined ? {} : { version };
    const params = { path, query };
    const plan = await ask(api.GET("/tickets/halls/{hall_id}/plan", { params }));
    if (version === undefined) {
      this.plan = this.saved = plan as unknown as PlanFile;
      this.past = this.future = [];
      this.chosen = [];
      await this.look();
    } else this.do(plan as unknown as PlanFile);
  }

  private async look(): Promise<void> {
    const params = { path: { hall_id: this.hall_id } };
    const found = await ask(api.GET("/tickets/halls/{hall_id}/versions", { params }));
    this.versions = found.versions;
  }

  async save(venue_id: string, name: string): Promise<void> {
    const plan = { ...this.plan!, size: extent(this.placed!) };
    await setHall(this.hall_id, { venue_id, name, plan, grid: null });
    this.saved = this.plan;
    await this.look();
  }

  /** One step, which can be taken back. */
  do(to: PlanFile): void {
    if (!this.plan) return;
    this.past = [...this.past, this.plan].slice(-MOST_PAST);
    this.future = [];
    this.show(to);
  }

  private show(to: PlanFile): void {
    this.plan = to;
    const most = this.placed?.x.length ?? 0;
    this.chosen = this.chosen.filter((n) => n < most);
  }

  back(): void {
    const to = this.past.at(-1);
    if (!to) return;
    this.future = [this.plan!, ...this.future];
    this.past = this.past.slice(0, -1);
    this.show(to);
  }

  forth(): void {
    const [to, ...rest] = this.future;
    if (!to) return;
    this.past = [...this.past, this.plan!];
    this.future = rest;
    this.show(to);
  }

  toggle(n: number): void {
    this.chosen = this.chosen.includes(n)
      ? this.chosen.filter((one) => one !== n)
      : [...this.chosen, n].sort((a, b) => a - b);
  }

  choose(seats: number[], more = false): void {
    const all = more ? [...this.chosen, ...seats] : seats;
    this.chosen = [...new Set(all)].sort((a, b) => a - b);
  }

  seatsOfRow = ({ zone, row }: RowAt): number[] =>
    (this.placed?.at ?? []).flatMap((one, n) => (one.zone === zone && one.row === row ? [n] : []));

  addRows(zone: number, spec: RowSpec, many: number): void {
    this.do(addRows(this.plan!, zone, spec, many, this.guid));
  }

  setRow(at: RowAt, spec: RowSpec): void {
    this.do(setRow(this.plan!, at, spec, this.guid));
  }

  stretch(zone: number): void {
    this.do(stretchRows(this.plan!, zone, this.guid));
  }

  removeRow(at: RowAt): void {
    this.chosen = [];
    this.do(removeRow(this.plan!, at));
  }

  addZone(name: string): void {
    this.do(addZone(this.plan!, name));
  }

  addCategory(name: string): void {
    const { categories } = this.plan!;
    const color = COLORS[categories.length % COLORS.length]!;
    this.do({ ...this.plan!, categories: [...categories, { name, color }] });
  }

  setCategory(n: number, to: Category): void {
    this.do(setCategory(this.plan!, n, to));
  }
}

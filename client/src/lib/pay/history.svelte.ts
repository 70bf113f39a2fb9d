import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import { Problem } from "$lib/kernel/problem";
import { once } from "$lib/kernel/once";
import { timeOf, type Month } from "./months";
import type { HistoryRow, HistorySums } from "./types";
import { wallet } from "./wallet.svelte";

type Told = { rows: HistoryRow[]; next: number; more: boolean; sums: HistorySums };
/** More than most people do in a month. */
const MONTH = 200;
const PAGE = 50;

const path = async () => {
  if (!wallet.account) await wallet.load();
  if (!wallet.account) throw wallet.trouble ?? new Problem("no_account", "");
  return { account_id: wallet.account.id };
};

/** What happened on the person's account in a month, which this device remembers. */
export class MonthHistory extends Kept<Told> {
  constructor(readonly month: Month) {
    super(`pay.history.${month}`, async () => {
      const [at, time] = [await path(), timeOf(month)];
      const [page, sums] = await Promise.all([
        ask(
          api.GET("/wallet/accounts/{account_id}/history", {
            params: { path: at, query: { ...time, limit: MONTH } },
          }),
        ),
        ask(
          api.GET("/wallet/accounts/{account_id}/history/sums", {
            params: { path: at, query: time },
          }),
        ),
      ]);
      return { ...page, sums };
    });
  }

  async older(): Promise<void> {
    const { value } = this;
    if (!value?.more) return;
    const query = { ...timeOf(this.month), limit: MONTH, before: value.next };
    const page = await ask(
      api.GET("/wallet/accounts/{account_id}/history", {
        params: { path: await path(), query },
      }),
    );
    this.value = {
      ...value,
      ...page,
      rows: once([...value.rows, ...page.rows], (one) => one.id),
    };
  }
}

/** What is found by name or note in all that ever happened. */
export class HistorySearch {
  rows = $state.raw<HistoryRow[] | null>(null);
  more = $state(false);
  trouble = $state.raw<unknown>(null);
  private words = "";
  private next: number | undefined;

  /** The last words count; without any, nothing is searched. */
  async look(words: string): Promise<void> {
    this.words = words.trim();
    this.next = undefined;
    this.trouble = null;
    this.rows = null;
    this.more = false;
    if (this.words) await this.older();
  }

  /** Goes on where the page before ended. */
  async older(): Promise<void> {
    const { words } = this;
    try {
      const query = { words, limit: PAGE, ...(this.next && { before: this.next }) };
      const page = await ask(
        api.GET("/wallet/accounts/{account_id}/history", {
          params: { path: await path(), query },
        }),
      );
      if (words !== this.words) return;
      this.rows = once([...(this.rows ?? []), ...page.rows], (one) => one.id);
      ({ next: this.next, more: this.more } = page);
    } catch (error) {
      if (words === this.words) this.trouble = error;
    }
  }
}

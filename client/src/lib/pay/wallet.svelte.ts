import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import { connection } from "$lib/kernel/connection.svelte";
import { once } from "$lib/kernel/once";
import { session } from "$lib/kernel/session.svelte";
import type { Account, Line, Waiting } from "./types";

const PAGE = 50;

/** The person's account, what happened on it, and what waits to be answered. */
class WalletModel extends Kept<{ account: Account | null; lines: Line[]; waiting: Waiting }> {
  more = $state(false);

  constructor() {
    super("pay.wallet", () => this.fetchAll());
    connection.changes.add((what) => {
      if (what === "wallet" && this.value) void this.read();
    });
    connection.cards.add(() => {
      if (this.value) void this.read();
    });
    session.changed.add(() => (this.value = null));
  }

  get account(): Account | null {
    return this.value?.account ?? null;
  }

  private async fetchAll() {
    const currency = session.town?.money?.currency;
    const { accounts } = await ask(api.GET("/wallet"));
    const account = accounts.find((a) => a.kind === "person" && a.currency === currency) ?? null;
    const page = account ? await this.page(account.id) : { lines: [], more: false };
    this.more = page.more;
    return { account, lines: page.lines, waiting: await ask(api.GET("/pay/waiting")) };
  }

  private page(id: number, before?: number) {
    const query = { limit: PAGE, ...(before && { before }) };
    return ask(
      api.GET("/wallet/accounts/{account_id}/statement", {
        params: { path: { account_id: id }, query },
      }),
    );
  }

  async older(): Promise<void> {
    const { value } = this;
    if (!value?.account || !this.more) return;
    const page = await this.page(value.account.id, value.lines.at(-1)?.no);
    this.more = page.more;
    this.value = { ...value, lines: once([...value.lines, ...page.lines], (one) => one.no) };
  }

  /** Where a statement of a time can be had. */
  statement(kind: "csv" | "pdf" | "xml", since: string, until: string): string {
    return `/api/v1/wallet/accounts/${this.account?.id}/statement.${kind}?since=${since}&until=${until}`;
  }
}

export const wallet = new WalletModel();

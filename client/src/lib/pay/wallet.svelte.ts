import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import { connection } from "$lib/kernel/connection.svelte";
import { once } from "$lib/kernel/once";
import { session } from "$lib/kernel/session.svelte";
import { soon } from "$lib/kernel/soon";
import type { Account, HistoryRow, Waiting } from "./types";

const PAGE = 50;
/** Cards of what may wait for an answer. */
const WAITING = /^pay:(transfer|request):/;
type Told = { account: Account | null; rows: HistoryRow[]; waiting: Waiting };

/** The person's account, what happened on it, and what waits to be answered. */
class WalletModel extends Kept<Told> {
  more = $state(false);
  private next = 0;

  constructor() {
    super("pay.wallet.rows", () => this.fetchAll());
    // A payment changes the account and its card in one moment. What changes while the first reading
    // is under way may not be in it.
    const read = soon(() => void ((this.value || this.everRead) && this.read()));
    connection.changes.add((what) => void (what === "wallet" && read()));
    connection.cards.add((ref) => void ((!ref || WAITING.test(ref)) && read()));
    session.changed.add(() => (this.value = null));
  }

  get account(): Account | null {
    return this.value?.account ?? null;
  }

  private async fetchAll() {
    const currency = session.town?.money?.currency;
    const { accounts } = await ask(api.GET("/wallet"));
    const account = accounts.find((a) => a.kind === "person" && a.currency === currency) ?? null;
    // A borrowed computer is not told what happened, only whether the wallet is frozen.
    const asks = account && !session.borrowed;
    const page = asks ? await this.page(account.id) : { rows: [], more: false, next: 0 };
    ({ more: this.more, next: this.next } = page);
    return { account, rows: page.rows, waiting: await ask(api.GET("/pay/waiting")) };
  }

  private page(id: number, before?: number) {
    const query = { limit: PAGE, ...(before && { before }) };
    return ask(
      api.GET("/wallet/accounts/{account_id}/history", {
        params: { path: { account_id: id }, query },
      }),
    );
  }

  async older(): Promise<void> {
    const { value } = this;
    if (!value?.account || !this.more) return;
    const page = await this.page(value.account.id, this.next);
    ({ more: this.more, next: this.next } = page);
    this.value = { ...value, rows: once([...value.rows, ...page.rows], (one) => one.id) };
  }

  /**
   * Whether a payment was refused (`code`) since there is less than this, and that can be filled:
   * mutual credit cannot.
   */
  async lacks(amount: number, code: string): Promise<boolean> {
    if (code !== "insufficient_funds") return false;
    await this.read();
    return session.town?.money?.mode !== "credit" && (this.account?.available ?? Infinity) < amount;
  }

  /** Where a statement of a time can be had. */
  statement(kind: "csv" | "pdf" | "xml", since: string, until: string): string {
    return `/api/v1/wallet/accounts/${this.account?.id}/statement.${kind}?since=${since}&until=${until}`;
  }
}

export const wallet = new WalletModel();

/** Money that waits for the person: asked for, sent, owed in a bill, or in a red packet. */
import gift from "@phosphor-icons/core/fill/gift-fill.svg?raw";
import hand from "@phosphor-icons/core/fill/hand-coins-fill.svg?raw";
import receipt from "@phosphor-icons/core/fill/receipt-fill.svg?raw";
import swap from "@phosphor-icons/core/bold/arrows-left-right-bold.svg?raw";
import { chats } from "$lib/chat/model.svelte";
import { t } from "$lib/kernel/i18n.svelte";
import { money } from "$lib/kernel/money";
import { session } from "$lib/kernel/session.svelte";
import { bills, packets, waiting } from "$lib/pay/waiting.svelte";
import type { NowCard, NowSource } from "../service";

const DAY = 86_400_000;

/** Both name who pays first. */
type Paid = { from_id: string; to_id: string };
const byMe = (one: Paid) => one.from_id === session.me?.id;
const forMe = (one: Paid) => one.to_id === session.me?.id;

const asked: NowSource = {
  cards: () => [
    ...(waiting.value?.requests ?? []).filter(byMe).map((one): NowCard => ({
      id: one.ref,
      kind: t("now.request"),
      icon: hand,
      hue: "orange",
      title: t("now.pay", { amount: money(one.amount, one.currency) }),
      text: one.note ? `${one.to_name} · ${one.note}` : one.to_name,
      href: `/pay/request/${one.id}`,
    })),
    ...(waiting.value?.transfers ?? []).filter(forMe).map((one): NowCard => ({
      id: one.ref,
      kind: t("now.transfer"),
      icon: swap,
      hue: "teal",
      title: t("now.accept", { amount: money(one.amount, one.currency) }),
      text: one.from_name,
      href: `/pay/transfer/${one.id}`,
    })),
  ],
  load: () => waiting.load(),
  read: () => waiting.read(),
  changes: [],
  refs: ["pay:request:", "pay:transfer:"],
};

const shared: NowSource = {
  cards: () =>
    (bills.value ?? [])
      .filter((one) => one.mine > 0)
      .map((one) => ({
        id: one.ref,
        kind: t("now.bill"),
        icon: receipt,
        hue: "orange",
        title: t("now.pay", { amount: money(one.mine, one.currency) }),
        text: one.title || one.to.join(", "),
        href: `/pay/splits/${one.id}`,
      })),
  load: () => bills.load(),
  read: () => bills.read(),
  changes: [],
  refs: ["pay:split:"],
};

/** A packet that nobody opens goes back after a day: it is in a chat in which something was said since. */
function lately(): string[] {
  const since = Date.now() - DAY;
  const said = (at: string | undefined) => !!at && Date.parse(at) > since;
  return chats.newestFirst.filter((one) => said(one.last?.created_at)).map((one) => one.id);
}

const unopened: NowSource = {
  cards: () =>
    (packets.value ?? []).map((one) => ({
      id: one.ref,
      kind: t("packet.name"),
      icon: gift,
      hue: "red",
      title: one.greeting || t("packet.wish"),
      text: t("packet.of", { name: one.sender.name }),
      href: `/pay/packets/${one.id}`,
    })),
  load: () => packets.in(lately()).load(),
  read: () => packets.in(lately()).read(),
  changes: [],
  refs: ["pay:packet:"],
};

export const now: NowSource[] = [unopened, asked, shared];

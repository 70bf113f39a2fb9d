import machine from "@phosphor-icons/core/fill/grid-nine-fill.svg?raw";
import { t } from "$lib/kernel/i18n.svelte";
import { money } from "$lib/kernel/money";
import { begun } from "$lib/vending/begun.svelte";
import { machines } from "$lib/vending/machines.svelte";
import type { Service } from "../service";

export const service: Service = {
  at: "/machines",
  tiles: [
    {
      text: "machines.title",
      also: "also.machines",
      icon: machine,
      hue: "violet",
      href: "/machines",
      use: "work",
    },
  ],
  now: [
    {
      cards: () =>
        begun.running.map((sale) => ({
          id: `vended ${sale.id}`,
          kind: t("vend.title"),
          icon: machine,
          hue: "violet",
          title: t("now.setAside", { amount: money(sale.amount, sale.currency) }),
          text: sale.machine_name,
          href: `/vended/${sale.id}`,
        })),
      load: () => begun.load(),
      read: () => begun.read(),
      changes: ["vending"],
      refs: [],
    },
  ],
  work: {
    text: "machines.title",
    icon: machine,
    hue: "violet",
    href: "/machines",
    has: () => !!machines.value?.length,
    load: () => machines.load(),
    begin: { text: "earn.machine", href: "/machines" },
  },
};

/** What is unfinished of one's own account: codes to keep, a borrowed computer that is signed in. */
import key from "@phosphor-icons/core/fill/lifebuoy-fill.svg?raw";
import laptop from "@phosphor-icons/core/fill/laptop-fill.svg?raw";
import { elsewhere } from "$lib/identity/devices.svelte";
import { firstCodes } from "$lib/identity/first-codes.svelte";
import { t } from "$lib/kernel/i18n.svelte";
import { session } from "$lib/kernel/session.svelte";
import type { NowCard, NowSource } from "../service";

const codes: NowSource = {
  cards: () =>
    firstCodes.waiting
      ? [
          {
            id: "codes",
            kind: t("security.codes"),
            icon: key,
            hue: "teal",
            title: t("codes.title"),
            text: t("codes.lead"),
            href: "/me/security/first-codes",
          },
        ]
      : [],
  load: () => firstCodes.load(),
  read: () => firstCodes.load(),
  changes: [],
  refs: [],
};

const card = (id: string, title: string, text: string, href: string): NowCard => ({
  id,
  kind: t("borrowed.computer"),
  icon: laptop,
  hue: "orange",
  title,
  text,
  href,
});

const borrowed: NowSource = {
  cards: () =>
    session.borrowed
      ? [card("borrowed", t("borrowed.out"), t("borrowed.outText"), "/me/settings")]
      : elsewhere.others
          .filter((one) => one.kind === "linked")
          .map((one) => card(`lent:${one.id}`, one.name, t("borrowed.end"), "/me/devices")),
  load: () => elsewhere.load(),
  read: () => elsewhere.read(),
  changes: ["sessions"],
  refs: [],
};

export const now: NowSource[] = [codes, borrowed];

/** Where one is, for times that are written down. */
export const zone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** Where a chat's zip comes from: pages, text, JSON and files. */
export const exportOf = (id: string): string =>
  `/api/v1/conversations/${id}/export?${new URLSearchParams({ zone: zone() })}`;

const APPS: Record<string, string> = {
  whatsapp: "WhatsApp",
  telegram: "Telegram",
  messenger: "Messenger",
  instagram: "Instagram",
  chatlab: "ChatLab",
  element: "Element",
};

/** What an app that a message came from is called. */
export const appOf = (imported: string | null | undefined): string =>
  APPS[imported ?? ""] ?? "Leapfrog";

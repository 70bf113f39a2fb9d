import { zone } from "$lib/kernel/format";

/** Where a chat's zip comes from: pages, text, JSON and files. */
export const exportOf = (id: string): string =>
  `/api/v1/conversations/${id}/export?${new URLSearchParams({ zone: zone() })}`;

/** Where one is, for times that are written down. */
export const zone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** Where a chat's zip comes from: pages, text, JSON and files. */
export const exportOf = (id: string): string =>
  `/api/v1/conversations/${id}/export?${new URLSearchParams({ zone: zone() })}`;

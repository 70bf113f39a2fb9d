import { api, ask } from "$lib/kernel/api";
import type { components } from "$lib/kernel/schema";
import { Kept } from "$lib/kernel/kept.svelte";
import { session } from "$lib/kernel/session.svelte";

export type Member = components["schemas"]["GroupMember"];
export type Role = Member["role"];

/** The people of a group: from this device at once, then as the town has them. */
export class Members extends Kept<Member[]> {
  readonly by = $derived(new Map((this.value ?? []).map((m) => [m.person.id, m])));

  constructor(readonly id: string) {
    super(`members/${id}`, () => pages(id));
  }
}

async function pages(id: string): Promise<Member[]> {
  const all: Member[] = [];
  let after: string | undefined;
  do {
    const query = after ? { after } : {};
    const page = await ask(
      api.GET("/groups/{group_id}/members", { params: { path: { group_id: id }, query } }),
    );
    all.push(...page.members);
    after = page.next ?? undefined;
  } while (after);
  return all;
}

const known = new Map<string, Members>();
session.changed.add(() => known.clear());

export function membersOf(id: string): Members {
  let members = known.get(id);
  if (!members) known.set(id, (members = new Members(id)));
  return members;
}

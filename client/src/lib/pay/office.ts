import { api, ask } from "$lib/kernel/api";
import { findPerson } from "./desk.svelte";
import type { Rules, AccountView } from "./types";

/** What only the operator does: the books, the desk's own book, wallets, red packets, clerks. */
export const office = {
  books: () => ask(api.GET("/pay/desk/books")),
  backups: () => ask(api.GET("/operator/backups")),
  lookThrough: () => ask(api.POST("/pay/desk/books/look")),
  book: (before?: string) =>
    ask(api.GET("/pay/desk/book", { params: { query: { limit: 50, ...(before && { before }) } } })),

  async account(handle: string): Promise<AccountView> {
    const { id } = await findPerson(handle);
    return this.look(id);
  },
  look: (id: string) =>
    ask(api.POST("/pay/desk/accounts/{person_id}/look", { params: { path: { person_id: id } } })),
  limit: (id: string, limits: Omit<AccountView["limits"], "credit">, why: string) =>
    ask(
      api.PUT("/pay/desk/accounts/{person_id}/limits", {
        params: { path: { person_id: id } },
        body: { ...limits, why },
      }),
    ),
  credit: (id: string, credit: number, why: string) =>
    ask(
      api.PUT("/pay/desk/credit/{person_id}", {
        params: { path: { person_id: id } },
        body: { credit, why },
      }),
    ),
  freeze: (id: string, why: string, incoming: boolean) =>
    ask(
      api.POST("/pay/desk/accounts/{person_id}/freeze", {
        params: { path: { person_id: id } },
        body: { why, incoming },
      }),
    ),
  unfreeze: (id: string, why: string) =>
    ask(
      api.POST("/pay/desk/accounts/{person_id}/unfreeze", {
        params: { path: { person_id: id } },
        body: { why },
      }),
    ),

  setRules: (rules: Rules) => ask(api.PUT("/pay/desk/packets", { body: rules })),
  clerks: () => ask(api.GET("/pay/desk/clerks")),
  async addClerk(handle: string): Promise<void> {
    const { id } = await findPerson(handle);
    await ask(api.PUT("/pay/desk/clerks/{person_id}", { params: { path: { person_id: id } } }));
  },
  dropClerk: (id: string) =>
    ask(api.DELETE("/pay/desk/clerks/{person_id}", { params: { path: { person_id: id } } })),
};

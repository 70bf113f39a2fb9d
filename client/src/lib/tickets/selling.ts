import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import type { components } from "$lib/kernel/schema";

type S = components["schemas"];
export type ProductSales = S["ProductSales"];
export type Batch = S["VoucherBatchShown"];
export type Figures = S["ShowFigures"];
export type AtCounter = S["CounterShown"];
export type Said = S["HolderMessageShown"];
export type GivenUp = S["GivenUpOrder"];
const show = (show_id: string) => ({ params: { path: { show_id } } });
const batch = (batch_id: string) => ({ params: { path: { batch_id } } });

export const productSales = (show_id: string): Promise<ProductSales> =>
  ask(api.GET("/tickets/shows/{show_id}/products/sales", show(show_id)));

export const setProducts = (show_id: string, body: S["ProductsInput"]): Promise<ProductSales> =>
  ask(api.PUT("/tickets/shows/{show_id}/products", { ...show(show_id), body }));

export const batchesOf = async (merchant_id: string): Promise<Batch[]> =>
  (await ask(api.GET("/vouchers/batches", { params: { query: { merchant_id } } }))).batches;

export const makeBatch = (id: string, body: S["VoucherBatchInput"]): Promise<Batch> =>
  ask(api.PUT("/vouchers/batches/{batch_id}", { ...batch(id), body }));

export const codesOf = (id: string): Promise<S["VoucherCodes"]> =>
  ask(api.GET("/vouchers/batches/{batch_id}", batch(id)));

export const stopBatch = (id: string): Promise<Batch> =>
  ask(api.PUT("/vouchers/batches/{batch_id}/end", batch(id)));

export const keepBack = (show_id: string, batch_id: string, seats: number[]) =>
  ask(
    api.PUT("/tickets/shows/{show_id}/kept-back/{batch_id}", {
      params: { path: { show_id, batch_id } },
      body: { seats },
    }),
  );

export const figuresOf = (show_id: string): Promise<Figures> =>
  ask(api.GET("/tickets/shows/{show_id}/figures", show(show_id)));

/** All who have tickets hear it; the id is made when the form is opened. */
export const sayTo = (show_id: string, message_id: string, text: string): Promise<Said> =>
  ask(
    api.PUT("/tickets/shows/{show_id}/messages/{message_id}", {
      params: { path: { show_id, message_id } },
      body: { text },
    }),
  );

export const atCounter = (show_id: string, code: string): Promise<AtCounter> =>
  ask(api.POST("/tickets/shows/{show_id}/counter", { ...show(show_id), body: { code } }));

/** The order of the box office that a code is of, whatever became of its ticket. */
export const soldBy = (show_id: string, code: string): Promise<{ order_id: string }> =>
  ask(api.POST("/tickets/shows/{show_id}/sold", { ...show(show_id), body: { code } }));

/** `act`: kept by who asks, so that a second try is the same. */
export const handOver = (show_id: string, line_id: string, code: string, act = uuidv7()) =>
  ask(
    api.PUT("/tickets/shows/{show_id}/counter/{line_id}", {
      params: { path: { show_id, line_id } },
      body: { code, act },
    }),
  );

export const givenUp = async (): Promise<GivenUp[]> =>
  (await ask(api.GET("/tickets/given-up"))).orders;

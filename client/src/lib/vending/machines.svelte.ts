import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import type { Point } from "$lib/parts/map/projection";
import type { Machine, MachineKey, MachineSale, Slot } from "./types";

const of = (machine_id: string) => ({ params: { path: { machine_id } } });

/** The machines of the shops that somebody runs. */
export class Machines extends Kept<Machine[]> {
  constructor() {
    super("machines", async () => (await ask(api.GET("/vending/machines"))).machines);
  }

  one(id: string): Machine | undefined {
    return this.value?.find((machine) => machine.id === id);
  }
}

export const machines = new Machines();

export const putUp = (
  id: string,
  { pin, ...body }: { merchant_id: string; name: string; place: string; pin: Point | null },
): Promise<MachineKey> =>
  ask(
    api.PUT("/vending/machines/{machine_id}", {
      ...of(id),
      body: { ...body, lat: pin?.lat ?? null, lon: pin?.lon ?? null },
    }),
  );

export const newKey = (id: string): Promise<MachineKey> =>
  ask(api.POST("/vending/machines/{machine_id}/key", of(id)));

export const setSlot = (
  machine_id: string,
  label: string,
  body: { name: string; price: number; capacity: number },
): Promise<Slot> =>
  ask(
    api.PUT("/vending/machines/{machine_id}/slots/{label}", {
      params: { path: { machine_id, label } },
      body,
    }),
  );

export const fill = (slot_id: string, units: number): Promise<Slot> =>
  ask(
    api.PUT("/vending/slots/{slot_id}/units", { params: { path: { slot_id } }, body: { units } }),
  );

export const salesOf = async (id: string): Promise<MachineSale[]> =>
  (await ask(api.GET("/vending/machines/{machine_id}/sales", of(id)))).sales;

export const decide = (sale_id: string, side: "payer" | "shop") =>
  ask(
    api.PUT("/vending/sales/{sale_id}/decision", { params: { path: { sale_id } }, body: { side } }),
  );

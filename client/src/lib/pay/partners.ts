import { api, ask } from "$lib/kernel/api";
import { keepFile } from "$lib/kernel/keep-file";
import type { Partner, TermsWanted } from "./types";

const at = (domain: string) => ({ params: { path: { domain } } });

/** Agreements with other towns about money: what the desk sees and does. */
export const partners = {
  all: async (): Promise<Partner[]> => (await ask(api.GET("/pay/partners"))).partners,
  one: (domain: string) => ask(api.GET("/pay/partners/{domain}", at(domain))),
  propose: (domain: string, body: TermsWanted) =>
    ask(api.PUT("/pay/partners/{domain}", { ...at(domain), body })),
  sign: (domain: string, digest: string) =>
    ask(api.POST("/pay/partners/{domain}/sign", { ...at(domain), body: { digest } })),
  stop: (domain: string) => ask(api.POST("/pay/partners/{domain}/stop", at(domain))),
  resume: (domain: string) => ask(api.POST("/pay/partners/{domain}/resume", at(domain))),
  settle: (domain: string) => ask(api.POST("/pay/partners/{domain}/settle", at(domain))),

  /** The file for the bank, of what is owed. */
  async file(id: string): Promise<void> {
    const params = { path: { settlement_id: id } };
    const made = await ask(
      api.POST("/pay/settlements/{settlement_id}/file", { params, parseAs: "blob" }),
    );
    keepFile(made as unknown as Blob, `settlement-${id}.xml`);
  },
};

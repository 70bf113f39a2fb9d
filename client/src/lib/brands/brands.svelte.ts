/** Verified brands: their pages, how a shop becomes one, complaints, and the town's desk for them. */
import { api, ask, bytes } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import type { components } from "$lib/kernel/schema";

type S = components["schemas"];
export type BrandShown = S["BrandShown"];
export type BrandOfShop = S["BrandOfShop"];
export type OwnBrand = S["OwnBrandShown"];
export type BrandInput = S["BrandInput"];
export type OwnPage = S["OwnPage"];
export type ShelfInput = S["ShelfInput"];
export type Misuse = S["ComplaintShown"];
export type MisuseInput = S["MisuseInput"];
export type BrandAtDesk = S["BrandAtDesk"];
export type Ruling = S["MisuseRulingInput"];
export const CLAIMS = [
  "owner",
  "licensee",
  "dealer",
] as const satisfies readonly BrandInput["claim"][];
export const KINDS = [
  "counterfeit",
  "name",
  "pictures",
] as const satisfies readonly MisuseInput["kind"][];

const of = (merchant_id: string) => ({ params: { path: { merchant_id } } });
const at = (brand_id: string) => ({ params: { path: { brand_id } } });
const about = (complaint_id: string) => ({ params: { path: { complaint_id } } });

/** The page of a brand. */
export const brand = (merchant_id: string) =>
  new Kept<BrandShown>(`brands.page.${merchant_id}`, () =>
    ask(api.GET("/brands/{merchant_id}", of(merchant_id))),
  );

/** The verified brands that sell now, by name. */
class Directory extends Kept<S["Brands"]> {
  constructor() {
    super("brands.all", () => ask(api.GET("/brands")));
  }

  async more(): Promise<void> {
    const { shops, next } = this.value!;
    const page = await ask(api.GET("/brands", { params: { query: { skip: next! } } }));
    this.value = { shops: [...shops, ...page.shops], next: page.next };
  }
}

export const directory = new Directory();

/** How a shop of one's own stands as a brand. */
export class OwnBrands extends Kept<BrandOfShop> {
  constructor(readonly shop: string) {
    super(`brands.own.${shop}`, () => ask(api.GET("/brands/shops/{merchant_id}", of(shop))));
  }

  /** The same id again changes what it said. */
  async put(id: string, body: BrandInput): Promise<void> {
    await ask(api.PUT("/brands/requests/{brand_id}", { ...at(id), body }));
  }

  async add(brand_id: string, document_id: string, file: File): Promise<void> {
    const url = "/brands/requests/{brand_id}/documents/{document_id}";
    const name = file.name.slice(0, 60) || "1";
    const params = { path: { brand_id, document_id }, query: { name } };
    await ask(api.PUT(url, { params, ...bytes(file) } as never));
    await this.read();
  }

  async drop(brand_id: string, document_id: string): Promise<void> {
    const url = "/brands/requests/{brand_id}/documents/{document_id}";
    await ask(api.DELETE(url, { params: { path: { brand_id, document_id } } }));
    await this.read();
  }

  async handIn(id: string): Promise<void> {
    await ask(api.PUT("/brands/requests/{brand_id}/submission", at(id)));
    await this.read();
  }

  async appeal(id: string, words: string): Promise<void> {
    await ask(api.PUT("/brands/requests/{brand_id}/appeal", { ...at(id), body: { words } }));
    await this.read();
  }

  async giveUp(id: string): Promise<void> {
    await ask(api.DELETE("/brands/requests/{brand_id}", at(id)));
    await this.read();
  }

  /** `seen`: when the words and shelves that one has changed were changed last. */
  async setPage(words: string, shelves: ShelfInput[], seen: string | null): Promise<OwnPage> {
    const body = { words, shelves, seen };
    const kept = await ask(api.PUT("/brands/pages/{merchant_id}", { ...of(this.shop), body }));
    await this.read();
    return kept;
  }

  async setHead(picture: File): Promise<void> {
    const url = "/brands/pages/{merchant_id}/head";
    await ask(api.PUT(url, { ...of(this.shop), ...bytes(picture) } as never));
    await this.read();
  }

  async dropHead(): Promise<void> {
    await ask(api.DELETE("/brands/pages/{merchant_id}/head", of(this.shop)));
    await this.read();
  }
}

/** Complaints that a shop of one's own made, and those about it. */
export class Complaints extends Kept<S["ShopComplaints"]> {
  constructor(readonly shop: string) {
    super(`brands.complaints.${shop}`, () =>
      ask(api.GET("/brands/shops/{merchant_id}/complaints", of(shop))),
    );
  }

  async more(): Promise<void> {
    const { complaints, next } = this.value!;
    const url = "/brands/shops/{merchant_id}/complaints";
    const params = { path: { merchant_id: this.shop }, query: { before: next! } };
    const page = await ask(api.GET(url, { params }));
    this.value = { complaints: [...complaints, ...page.complaints], next: page.next };
  }

  async answer(id: string, words: string): Promise<void> {
    await ask(
      api.PUT("/brands/complaints/{complaint_id}/answer", { ...about(id), body: { words } }),
    );
    await this.read();
  }

  async letBe(id: string): Promise<void> {
    await ask(api.DELETE("/brands/complaints/{complaint_id}", about(id)));
    await this.read();
  }

  async show(complaint_id: string, evidence_id: string, picture: File): Promise<void> {
    await showEvidence(complaint_id, evidence_id, picture);
    await this.read();
  }
}

export async function complain(id: string, body: MisuseInput): Promise<void> {
  await ask(api.PUT("/brands/complaints/{complaint_id}", { ...about(id), body }));
}

export async function showEvidence(
  complaint_id: string,
  evidence_id: string,
  picture: File,
): Promise<void> {
  const url = "/brands/complaints/{complaint_id}/evidence/{evidence_id}";
  const params = { path: { complaint_id, evidence_id } };
  await ask(api.PUT(url, { params, ...bytes(picture) } as never));
}

export const evidenceUrl = (complaint: string, id: string): string =>
  `/api/v1/brands/complaints/${complaint}/evidence/${id}`;

export const documentUrl = (brand: string, id: string): string =>
  `/api/v1/desk/brands/${brand}/documents/${id}`;

/** Brands that wait for the town, or those that hold. */
class BrandDesk extends Kept<S["BrandDesk"]> {
  constructor(private readonly holding: boolean) {
    const query = { holding };
    super(`brands.desk.${holding}`, () => ask(api.GET("/desk/brands", { params: { query } })));
  }

  async more(): Promise<void> {
    const { brands, next } = this.value!;
    const query = { holding: this.holding, after: next! };
    const page = await ask(api.GET("/desk/brands", { params: { query } }));
    this.value = { brands: [...brands, ...page.brands], next: page.next };
  }

  async decide(brand_id: string, reason: string, until: string | null): Promise<void> {
    await ask(
      api.PUT("/desk/brands/{brand_id}/decision", { ...at(brand_id), body: { reason, until } }),
    );
    await Promise.all([brandDesk.read(), heldBrands.read()]);
  }

  async end(brand_id: string, reason: string): Promise<void> {
    await ask(api.PUT("/desk/brands/{brand_id}/end", { ...at(brand_id), body: { reason } }));
    await Promise.all([brandDesk.read(), heldBrands.read()]);
  }
}

export const brandDesk = new BrandDesk(false);
export const heldBrands = new BrandDesk(true);

/** Complaints of brands that nobody ruled. */
class MisuseDesk extends Kept<S["ComplaintsAtDesk"]> {
  constructor() {
    super("brands.desk.complaints", () => ask(api.GET("/desk/brands/complaints")));
  }

  async more(): Promise<void> {
    const { complaints, next } = this.value!;
    const url = "/desk/brands/complaints";
    const page = await ask(api.GET(url, { params: { query: { after: next! } } }));
    this.value = { complaints: [...complaints, ...page.complaints], next: page.next };
  }

  async rule(id: string, body: Ruling): Promise<void> {
    await ask(api.PUT("/desk/brands/complaints/{complaint_id}/ruling", { ...about(id), body }));
    await this.read();
  }
}

export const misuseDesk = new MisuseDesk();

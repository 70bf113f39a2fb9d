/** The other side of the network for tests of models; import it before the models. */

type Answer = { status?: number; body?: unknown };
export type Asked = { method: string; path: string; body: unknown };

class FakeTown {
  asked: Asked[] = [];
  /** What it answers next to `METHOD /path`, below the base; the last answer is given for good. */
  answers: Record<string, Answer[]> = {};
  away = false;

  async answer(request: Request): Promise<Response> {
    if (this.away) throw new TypeError("Failed to fetch");
    const { method } = request;
    const path = new URL(request.url).pathname.replace("/api/v1", "");
    const text = await request.text();
    this.asked.push({ method, path, body: text ? JSON.parse(text) : null });
    const key = `${method} ${path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, "*")}`;
    const left = this.answers[key] ?? [];
    const { status = 200, body } = (left.length > 1 ? left.shift() : left[0]) ?? { status: 404 };
    if (status === 204) return new Response(null, { status });
    return Response.json(body ?? { code: "not_found", title: "Gone" }, { status });
  }

  clear(): void {
    this.asked = [];
    this.answers = {};
    this.away = false;
  }
}

export const town = new FakeTown();

const Plain = globalThis.Request;
globalThis.Request = class extends Plain {
  constructor(url: string, init?: RequestInit) {
    super(new URL(url, "http://lake.town"), init);
  }
} as typeof Request;
globalThis.fetch = (request) => town.answer(request as Request);
const kept = new Map<string, string>();
globalThis.localStorage = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
  removeItem: (key: string) => void kept.delete(key),
} as unknown as Storage;

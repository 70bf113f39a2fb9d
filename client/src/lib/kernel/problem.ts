/** What went wrong, as RFC 9457 says it; `code` is stable, `title` is safe to show. */
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly title: string,
    readonly status = 0,
    readonly retryAfter = 0,
    readonly details: Record<string, unknown> = {},
  ) {
    super(`${code}: ${title}`);
  }

  static of(error: unknown): Problem {
    if (error instanceof Problem) return error;
    return new Problem("client_error", error instanceof Error ? error.message : String(error));
  }

  static async fromResponse(response: Response): Promise<Problem> {
    const body = (await response.json().catch(() => ({}))) as Record<string, unknown>;
    const code = typeof body.code === "string" ? body.code : "server_error";
    const title = typeof body.title === "string" ? body.title : response.statusText;
    const wait = Number(response.headers.get("Retry-After")) || 0;
    return new Problem(code, title, response.status, wait, body);
  }
}

/** No answer at all: no network, or the server is away. */
export const offline = () => new Problem("offline", "You are offline");

/** It was not shown that it is them who pays: nothing was paid, and it can be shown again. */
export const UNPROVEN = [
  "confirmation_needed",
  "no_pin",
  "not_confirmed",
  "pin_throttled",
  "wrong_pin",
];

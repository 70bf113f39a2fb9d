import createClient from "openapi-fetch";
import { Listeners } from "./listeners";
import { offline, Problem } from "./problem";
import type { paths } from "./schema";

export const BASE = "/api/v1";

type Short = {
  [P in keyof paths as P extends `${typeof BASE}${infer Rest}` ? Rest : never]: paths[P];
};
type Call<D> = Promise<{ data?: D; response: Response }>;

/** Told when the server no longer knows this session. */
export const signInNeeded = new Listeners<void>();

/** Carried by every unsafe request: a form on another site can't send it. */
export const OURS = { "X-Leapfrog": "1" };

/** The typed client: `await ask(api.GET("/people/{handle}", { params: { path: { handle } } }))`. */
export const api = createClient<Short>({ baseUrl: BASE, headers: OURS });

api.use({
  async onResponse({ response }) {
    if (response.ok) return;
    const problem = await Problem.fromResponse(response);
    if (problem.code === "sign_in_needed") signInNeeded.tell();
    throw problem;
  },
  onError({ error }) {
    return error instanceof Problem ? error : offline();
  },
});

/** The answer's body; throws a `Problem` for everything else. */
export async function ask<D>(call: Call<D>): Promise<D> {
  const { data } = await call;
  return data as D;
}

/** For raw bytes: `api.PUT("/me/avatar", { ...bytes(blob) })`. */
export function bytes(blob: Blob) {
  return {
    body: blob,
    bodySerializer: (body: Blob) => body,
    headers: { "Content-Type": blob.type || "application/octet-stream" },
  };
}

/** Sends a big file by PUT and tells how far it is (0..1); `path` without the base. */
export function upload<A>(
  path: string,
  blob: Blob,
  onProgress: (part: number) => void,
  headers: Record<string, string> = {},
): Promise<A> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", BASE + path);
    request.setRequestHeader("X-Leapfrog", "1");
    request.setRequestHeader("Content-Type", blob.type || "application/octet-stream");
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (e) => e.lengthComputable && onProgress(e.loaded / e.total);
    request.onerror = () => reject(offline());
    request.onload = () => {
      const answer = new Response(request.responseText || null, { status: request.status });
      if (answer.ok)
        resolve((request.responseText ? JSON.parse(request.responseText) : undefined) as A);
      else void Problem.fromResponse(answer).then(reject);
    };
    request.send(blob);
  });
}

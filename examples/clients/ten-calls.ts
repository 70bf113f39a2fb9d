/**
 * Ten calls with types that were generated from the town's description of its API.
 *
 *     npm install openapi-fetch openapi-typescript typescript
 *     npx openapi-typescript http://localhost:8000/api/v1/openapi/openapi.json \
 *         --default-non-nullable=false -o town.d.ts
 *     npx tsc --strict --module nodenext --target es2022 ten-calls.ts
 *     TOWN=http://localhost:8000 HANDLE=amina node ten-calls.js
 *
 * See docs/clients.md.
 */
import createClient from "openapi-fetch";
import { randomUUID } from "node:crypto";
import { env, exit } from "node:process";
import type { components, paths } from "./town.js";

type Problem = components["schemas"]["ProblemDetails"];

// The header goes with whatever changes something: a form on another site cannot send it.
const headers: Record<string, string> = { "X-Leapfrog": "1" };
const town = createClient<paths>({ baseUrl: env.TOWN, headers });
town.use({
  onRequest({ request }) {
    if (session) request.headers.set("Authorization", `Bearer ${session}`);
  },
});
let session = "";

/** A UUIDv7 (RFC 9562): the time in milliseconds, then chance. */
function newId(): string {
  const time = Date.now().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

/** The answer, where it is no refusal. */
async function answered<A>(
  call: Promise<{ data?: A; error?: Problem }>,
): Promise<A> {
  const { data, error } = await call;
  if (data === undefined) {
    console.error(`The town refused: ${error?.title}`);
    exit(1);
  }
  return data;
}

const about = await answered(town.GET("/api/v1/town"));
console.log(`This is ${about.name}.`);

const { response, error } = await town.POST("/api/v1/people", {
  body: {
    id: newId(),
    handle: env.HANDLE ?? "amina",
    display_name: "Amina",
    language: "en",
    password: "nine green frogs",
  },
});
if (error) {
  console.error(`The town refused: ${error.title}`);
  exit(1);
}
session =
  /leapfrog_session=([^;]+)/.exec(
    response.headers.getSetCookie().join(),
  )?.[1] ?? "";

await answered(town.PATCH("/api/v1/me", { body: { about: "Bakes bread." } }));
const me = await answered(town.GET("/api/v1/me"));
console.log(`${me.display_name}: ${me.about}`);

await answered(
  town.PUT("/api/v1/contacts/{contact_id}", {
    params: { path: { contact_id: newId() } },
    body: { name: "Jun", fields: [], note: "Flour on Tuesdays." },
  }),
);
const found = await answered(
  town.GET("/api/v1/contacts", { params: { query: { q: "jun" } } }),
);
console.log(`Contacts found: ${found.total}`);

const post = await answered(
  town.PUT("/api/v1/posts/{post_id}", {
    params: { path: { post_id: newId() } },
    body: { text: "Fresh bread at seven." },
  }),
);
const liked = await answered(
  town.PUT("/api/v1/posts/{post_id}/like", {
    params: { path: { post_id: post.id } },
  }),
);
console.log(`Likes: ${liked.likes}`);

const talks = await answered(town.GET("/api/v1/conversations"));
console.log(`Conversations: ${talks.conversations.length}`);

await town.DELETE("/api/v1/sessions/current");
const refused = await town.GET("/api/v1/me");
console.log(`Then: ${refused.error?.code}`);

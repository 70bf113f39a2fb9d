// A town of its own for the tests, by Fedify: people with keys, an inbox that remembers what came, and
// a door by which a test tells it what to send. Node 22 or newer: `node peer.mjs PORT cavage|rfc9421`.
import { createServer } from "node:http";

import { createFederation, generateCryptoKeyPair, MemoryKvStore } from "@fedify/fedify";
import {
  Accept,
  Activity,
  Emoji,
  Endpoints,
  Follow,
  Image,
  Note,
  Person,
  Question,
} from "@fedify/vocab";

const [port, firstKnock] = process.argv.slice(2);
const origin = `http://127.0.0.1:${port}`;
const keys = new Map();
const aliases = new Map();
const things = new Map();
const seen = [];
// A cat's face, for the word `:blobcat:` in everybody's name.
const blobcat = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAADAAAAAwBAMAAAClLOS0AAAAGFBMVEX1oCgAAAAeHh4AAAAAAAAAAAAAAAAAAADL" +
    "PwS+AAAACHRSTlP/AP8AAAAAAHVo/4sAAACmSURBVHjavVTBEcMgDJO5DuBskOv+Q7FBPAHuwwQOm4NH0/IKEpJs" +
    "PUIH5ifhUUICKkaox/W2kigwQkfm6uHqjdpU4owaoV6AVL9kEGhfsOVffnN1nq9xyJ+1+zfiXe+nIxIMOTtg/Z32" +
    "JMEeyBfhGQUACpBHolQglwrQ4fs2mFcZPIF5ORVNIjZ78CRiraBJhCk4Om1KpOi0q51DxE5BIQL03E/mA07TJGC5" +
    "RWrzAAAAAElFTkSuQmCC",
  "base64",
);

const federation = createFederation({
  kv: new MemoryKvStore(),
  allowPrivateAddress: true,
  firstKnock,
  origin,
});

federation
  .setActorDispatcher("/users/{identifier}", async (ctx, identifier) => {
    const pairs = await ctx.getActorKeyPairs(identifier);
    return new Person({
      id: ctx.getActorUri(identifier),
      preferredUsername: identifier,
      name: `${identifier[0].toUpperCase() + identifier.slice(1)} :blobcat:`,
      tags: [
        new Emoji({
          id: new URL(`${origin}/emojis/1`),
          name: ":blobcat:",
          icon: new Image({
            url: new URL(`${origin}/blobcat.png`),
            mediaType: "image/png",
          }),
        }),
      ],
      summary: "Tested <b>with</b> Fedify",
      url: new URL(`${origin}/@${identifier}`),
      inbox: ctx.getInboxUri(identifier),
      endpoints: new Endpoints({ sharedInbox: ctx.getInboxUri() }),
      followers: new URL(`${origin}/users/${identifier}/followers`),
      publicKey: pairs[0].cryptographicKey,
      assertionMethods: pairs.map((pair) => pair.multikey),
      aliases: (aliases.get(identifier) ?? []).map((uri) => new URL(uri)),
    });
  })
  .setKeyPairsDispatcher(async (_, identifier) => {
    if (!keys.has(identifier))
      keys.set(identifier, [
        await generateCryptoKeyPair("RSASSA-PKCS1-v1_5"),
        await generateCryptoKeyPair("Ed25519"),
      ]);
    return keys.get(identifier);
  });

const kept = (kind, place) =>
  federation.setObjectDispatcher(kind, place, async (ctx, values) => {
    const found = things.get(ctx.getObjectUri(kind, values).href);
    return found ? kind.fromJsonLd(found, ctx) : null;
  });
kept(Note, "/users/{identifier}/notes/{id}");
kept(Question, "/users/{identifier}/questions/{id}");

federation
  .setInboxListeners("/users/{identifier}/inbox", "/inbox")
  .on(Follow, async (ctx, follow) => {
    seen.push(await follow.toJsonLd());
    const { identifier } = ctx.parseUri(follow.objectId);
    const id = new URL(`${origin}/accepts/${seen.length}`);
    const accept = new Accept({ id, actor: follow.objectId, object: follow });
    await ctx.sendActivity({ identifier }, await follow.getActor(ctx), accept);
  })
  .on(Activity, async (_, activity) => {
    seen.push(await activity.toJsonLd());
  });

/** What a test wants: `send` an activity, `keep` a thing to be asked for, name an `alias`. */
async function told({ send, to, by, keep, alias }) {
  const ctx = federation.createContext(new URL(origin), undefined);
  if (keep) things.set(keep.id, keep);
  if (alias) aliases.set(by, [alias]);
  if (send) {
    const recipient = await ctx.lookupObject(to);
    if (!recipient) throw new Error(`nobody is ${to}`);
    const activity = await Activity.fromJsonLd(send, ctx);
    await ctx.sendActivity({ identifier: by }, recipient, activity);
  }
}

async function answer(request) {
  const { pathname } = new URL(request.url);
  if (pathname === "/seen") return Response.json(seen);
  if (pathname === "/blobcat.png") return new Response(blobcat);
  if (pathname !== "/told") return federation.fetch(request, { contextData: undefined });
  try {
    await told(await request.json());
    return Response.json({});
  } catch (cause) {
    return new Response(String(cause?.stack ?? cause), { status: 500 });
  }
}

createServer(async (incoming, outgoing) => {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
  const body = chunks.length ? Buffer.concat(chunks) : undefined;
  const request = new Request(`${origin}${incoming.url}`, {
    method: incoming.method,
    headers,
    body,
  });
  const response = await answer(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}).listen(Number(port), "127.0.0.1");

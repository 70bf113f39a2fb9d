import { api, ask } from "$lib/kernel/api";
import { Problem } from "$lib/kernel/problem";

type Json = Record<string, unknown>;
type Parsers = {
  parseCreationOptionsFromJSON(json: Json): PublicKeyCredentialCreationOptions;
  parseRequestOptionsFromJSON(json: Json): PublicKeyCredentialRequestOptions;
  isUserVerifyingPlatformAuthenticatorAvailable(): Promise<boolean>;
};
type Proof = { challenge_id: string; credential: Json };

const webauthn = (): Parsers | undefined => {
  const found = (globalThis as unknown as { PublicKeyCredential?: Parsers }).PublicKeyCredential;
  return found && "parseCreationOptionsFromJSON" in found ? found : undefined;
};

/** Can this browser use passkeys at all? (Never on a page without https, except on localhost.) */
export const passkeysWork = (): boolean => webauthn() !== undefined;

/** Has this device its own lock (finger, face, PIN) to keep one? Then it is offered first. */
export async function passkeysFirst(): Promise<boolean> {
  return (
    (await webauthn()
      ?.isUserVerifyingPlatformAuthenticatorAvailable()
      .catch(() => false)) ?? false
  );
}

async function held(act: Promise<Credential | null>): Promise<Json> {
  const credential = await act.catch(() => null);
  if (!credential) throw new Problem("passkey_cancelled", "The passkey was not used");
  return (credential as PublicKeyCredential).toJSON() as unknown as Json;
}

/** Makes a passkey: for joining, or to add one more. */
export async function createPasskey(
  purpose: "join" | "add",
  who: { handle?: string; display_name?: string } = {},
): Promise<Proof> {
  const { id, options } = await ask(api.POST("/passkey-challenges", { body: { purpose, ...who } }));
  const publicKey = webauthn()!.parseCreationOptionsFromJSON(options);
  return { challenge_id: id, credential: await held(navigator.credentials.create({ publicKey })) };
}

/** Shows a passkey that the device keeps; it knows itself whose it is. */
export async function usePasskey(): Promise<Proof> {
  const { id, options } = await ask(
    api.POST("/passkey-challenges", { body: { purpose: "sign_in" } }),
  );
  const publicKey = webauthn()!.parseRequestOptionsFromJSON(options);
  return { challenge_id: id, credential: await held(navigator.credentials.get({ publicKey })) };
}

/** A name for this device in the list of passkeys. */
export function deviceName(agent = navigator.userAgent): string {
  const known = ["iPhone", "iPad", "Android", "Windows", "Mac", "CrOS", "Linux"];
  return known.find((name) => agent.includes(name)) ?? "Passkey";
}

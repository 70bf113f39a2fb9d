import { api, ask } from "$lib/kernel/api";
import { Problem } from "$lib/kernel/problem";
import { session } from "$lib/kernel/session.svelte";
import { usePasskey } from "./passkeys";
import { proving } from "./proving.svelte";

export const SHORTEST_PASSWORD = 10;

export type NewPassword = {
  password: string;
  current: string | undefined;
  signOutClientApps: boolean;
};

/**
 * Sets the password; proved by the one before, or else by a passkey, which is asked for only when
 * the town wants it. All other devices are signed out by it, and apps if that is wished.
 */
export async function setPassword(wanted: NewPassword): Promise<void> {
  const { password, current, signOutClientApps: sign_out_client_apps } = wanted;
  const put = (proof: object) =>
    ask(api.PUT("/me/password", { body: { password, sign_out_client_apps, ...proof } }));
  if (current !== undefined) await put({ current_password: current });
  else if (session.me!.has_password) await put({ passkey: await usePasskey() });
  else {
    try {
      await put({});
    } catch (error) {
      if (Problem.of(error).code !== "not_confirmed") throw error;
      await put({ passkey: await usePasskey() });
    }
  }
  if (session.me) session.update({ ...session.me, has_password: true });
}

/** Ten new codes; the ones before are void. */
export async function newCodes(): Promise<string[]> {
  const { recovery_codes } = await proving.around(() => ask(api.POST("/me/recovery-codes")));
  if (session.me) session.update({ ...session.me, recovery_codes_left: recovery_codes.length });
  return recovery_codes;
}

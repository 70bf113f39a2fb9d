import { api, ask } from "$lib/kernel/api";
import { session } from "$lib/kernel/session.svelte";
import { usePasskey } from "./passkeys";

export async function withPassword(handle: string, password: string): Promise<void> {
  await session.enter((await ask(api.POST("/sessions", { body: { handle, password } }))).me);
}

export async function withPasskey(): Promise<void> {
  const body = await usePasskey();
  await session.enter((await ask(api.POST("/sessions/passkey", { body }))).me);
}

export async function withCode(handle: string, code: string, new_password: string): Promise<void> {
  const body = { handle, code, new_password };
  await session.enter((await ask(api.POST("/sessions/recovery", { body }))).me);
}

/** Ends this session; without a network it ends at least on this device. */
export async function signOut(): Promise<void> {
  await ask(api.DELETE("/sessions/current")).catch(() => {});
  await session.leave();
}

/** `@Amina@lake.town ` -> `amina`: what people type when asked for their name. */
export const handleOf = (typed: string): string =>
  typed.trim().replace(/^@/, "").replace(/@.*$/, "").toLowerCase();

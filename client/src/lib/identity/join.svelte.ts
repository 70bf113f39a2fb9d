import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { i18n } from "$lib/kernel/i18n.svelte";
import { Problem } from "$lib/kernel/problem";
import type { Me } from "$lib/kernel/types";
import { createPasskey, deviceName } from "./passkeys";

const HANDLE = /^[a-z][a-z0-9_]{2,29}$/;
const PAUSE = 350;
const SHORTEST = 10;

export type HandleState =
  "empty" | "checking" | "free" | "malformed" | "taken" | "reserved" | "unknown";

const LATIN = /^[\0-\x7f\p{M}]*$/u;

/**
 * A handle for a name of any script: `Amina Diallo` -> `amina_diallo`, `王小明` -> `wangxiaoming`,
 * `Søren` -> `soren`; what is beside Latin letters is read by a table that comes when it is needed.
 */
export async function suggest(name: string): Promise<string> {
  const known = LATIN.test(name.normalize("NFD"));
  const latin = known ? name : (await import("./romanise")).romanised(name);
  return latin
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/['’ʼ]/g, "")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[_0-9]+|_+$/g, "")
    .slice(0, 30);
}

/** Joining the town: the form's values, the live look at the handle, and the action. */
export class Join {
  name = $state("");
  handle = $state("");
  password = $state("");
  way = $state<"passkey" | "password">("password");
  handleState = $state<HandleState>("empty");
  /** The same id at each try: joining twice is joining once. */
  private readonly id = uuidv7();
  /** What the town's own program printed for the handle of an operator. */
  operatorCode = $state("");
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** What is still to be done before one can join, the first thing first. */
  readonly missing = $derived.by((): "name" | "handle" | "password" | null => {
    if (!this.name.trim()) return "name";
    if (this.handleState !== "free" && this.handleState !== "unknown") return "handle";
    return this.way === "password" && this.password.length < SHORTEST ? "password" : null;
  });

  setHandle(text: string): void {
    this.handle = text.trim().toLowerCase().replace(/^@/, "");
    clearTimeout(this.timer);
    if (!this.handle) this.handleState = "empty";
    else if (!HANDLE.test(this.handle)) this.handleState = "malformed";
    else {
      this.handleState = "checking";
      this.timer = setTimeout(() => void this.look(this.handle), PAUSE);
    }
  }

  private async look(handle: string): Promise<void> {
    const answer = await ask(api.GET("/handles/{handle}", { params: { path: { handle } } })).catch(
      () => null,
    );
    if (handle !== this.handle) return;
    if (!answer) this.handleState = "unknown";
    else if (answer.reason === "reserved" && this.operatorCode) this.handleState = "free";
    else this.handleState = answer.free ? "free" : (answer.reason ?? "taken");
  }

  async join(invitation?: string): Promise<{ me: Me; recovery_codes: string[] }> {
    const who = { handle: this.handle, display_name: this.name.trim() };
    const secret =
      this.way === "passkey"
        ? { passkey: { ...(await createPasskey("join", who)), name: deviceName() } }
        : { password: this.password };
    const body = {
      id: this.id,
      ...who,
      language: i18n.language,
      ...secret,
      ...(invitation && { invitation }),
      ...(this.operatorCode && { operator_code: this.operatorCode }),
    };
    try {
      return await ask(api.POST("/people", { body }));
    } catch (error) {
      if (Problem.of(error).code === "handle_taken") this.handleState = "taken";
      throw error;
    }
  }
}

/** Who sent this invitation; null when it is not good any more. */
export async function invitationOf(token: string) {
  return ask(api.GET("/invitations/{token}", { params: { path: { token } } })).catch(() => null);
}

import { api, ask, bytes } from "$lib/kernel/api";
import { session } from "$lib/kernel/session.svelte";
import type { Me } from "$lib/kernel/types";

export const LONGEST_NAME = 80;
export const LONGEST_ABOUT = 500;
export const LARGEST_PICTURE = 8_000_000;

type Change = Partial<Pick<Me, "display_name" | "about" | "service">>;

/** One's own face: every change shows at once and is taken back when the town refuses it. */
class Profile {
  /** The picture that is on its way up, as a blob URL. */
  coming = $state<string | null>(null);

  async save(change: Change): Promise<void> {
    const { display_name, about, service } = session.me!;
    session.update({ ...session.me!, ...change });
    try {
      session.update(await ask(api.PATCH("/me", { body: change })));
    } catch (error) {
      if (session.me) session.update({ ...session.me, display_name, about, service });
      throw error;
    }
  }

  async show(picture: Blob): Promise<void> {
    this.coming = URL.createObjectURL(picture);
    try {
      session.update(await ask(api.PUT("/me/avatar", bytes(picture))));
    } finally {
      URL.revokeObjectURL(this.coming);
      this.coming = null;
    }
  }

  async hide(): Promise<void> {
    const { avatar } = session.me!;
    session.update({ ...session.me!, avatar: null });
    try {
      session.update(await ask(api.DELETE("/me/avatar")));
    } catch (error) {
      if (session.me) session.update({ ...session.me, avatar });
      throw error;
    }
  }
}

export const profile = new Profile();

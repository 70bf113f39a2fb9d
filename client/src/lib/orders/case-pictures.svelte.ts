/** Pictures that both sides show of a question about an order, paid before or at the door. */
import { api, ask, bytes } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { Kept } from "$lib/kernel/kept.svelte";
import type { CasePictures } from "./types";

/** Of each side. */
export const MOST_CASE_PICTURES = 6;

const show = (case_id: string, picture_id: string, picture: Blob): Promise<CasePictures> =>
  ask(
    api.PUT("/cases/{case_id}/pictures/{picture_id}", {
      params: { path: { case_id, picture_id } },
      ...bytes(picture),
    } as never),
  );

export class CasePicturesOf extends Kept<CasePictures> {
  constructor(
    private readonly case_id: string,
    desk = false,
  ) {
    const request = { params: { path: { case_id } } };
    super(`case.pictures.${desk ? "desk." : ""}${case_id}`, () =>
      ask(
        desk
          ? api.GET("/desk/cases/{case_id}/pictures", request)
          : api.GET("/cases/{case_id}/pictures", request),
      ),
    );
  }

  async add(chosen: readonly File[]): Promise<void> {
    for (const one of chosen) this.take(await show(this.case_id, uuidv7(), one));
  }
}

/** Pictures that were chosen for a question which is not asked yet. */
export class ChosenPictures {
  list = $state.raw<{ id: string; small: string; alt: string; file: File }[]>([]);

  add(files: readonly File[]): void {
    const fresh = files.map((file) => ({
      id: uuidv7(),
      small: URL.createObjectURL(file),
      alt: file.name,
      file,
    }));
    this.list = [...this.list, ...fresh];
  }

  drop(id: string): void {
    for (const one of this.list) if (one.id === id) URL.revokeObjectURL(one.small);
    this.list = this.list.filter((one) => one.id !== id);
  }

  /** Shows all of them, once it is asked. */
  async send(case_id: string): Promise<void> {
    for (const one of this.list) {
      await show(case_id, one.id, one.file);
      this.drop(one.id);
    }
  }
}

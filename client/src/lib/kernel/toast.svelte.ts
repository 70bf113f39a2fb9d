export type Note = { id: number; text: string; tone: "plain" | "bad" };

const STAYS = 3_200;

/** Short notes at the foot of the screen; also read aloud. */
class Toasts {
  notes = $state<Note[]>([]);
  private next = 0;

  show(text: string, tone: Note["tone"] = "plain"): void {
    const id = this.next++;
    this.notes = [...this.notes.slice(-1), { id, text, tone }];
    setTimeout(() => (this.notes = this.notes.filter((n) => n.id !== id)), STAYS);
  }
}

export const toasts = new Toasts();

import { api, ask, upload } from "$lib/kernel/api";
import { atMost } from "$lib/kernel/at-most";
import { uuidv7 } from "$lib/kernel/ids";
import { shrink } from "$lib/parts/media/shrink";
import { Problem } from "$lib/kernel/problem";
import { say } from "$lib/kernel/say";
import { toasts } from "$lib/kernel/toast.svelte";
import { keepDraft, settled } from "./drafts";
import { feeds } from "./feeds.svelte";
import { isMoment } from "./types";
import type { Audience, Wanted, Draft, Media, Place, Post, PostInput, Replies } from "./types";

export const MOST_PICTURES = 9;
export const LONGEST = 2000;
const LONGEST_ARTICLE = 50_000;

/** A comment is for no more people than see what it stands under, whatever is wanted. */
const wanted = (audience: Audience = "public"): Wanted =>
  audience === "thread" ? "public" : audience;

/** A picture, film or voice on its way; `file` is there when it has arrived. */
export class Attachment {
  readonly id: string;
  readonly url: string;
  readonly kind: Media["kind"];
  alt = $state("");
  part = $state(0);
  done = $state(false);
  failed = $state(false);
  /** Why the town does not want it: another try would end as the first. */
  refused = $state("");

  constructor(
    private readonly blob: Blob | null,
    kept?: { id: string; url: string; alt: string },
  ) {
    this.id = kept?.id ?? uuidv7();
    this.url = kept?.url ?? (blob ? URL.createObjectURL(blob) : "");
    this.alt = kept?.alt ?? "";
    const type = blob?.type ?? "image/";
    this.kind = type.startsWith("video/") ? "video" : type.startsWith("audio/") ? "voice" : "image";
    this.done = !blob;
  }

  async send(): Promise<void> {
    this.failed = false;
    if (this.done || !this.blob) return;
    const small = this.kind === "image" ? await shrink(this.blob) : null;
    try {
      await upload<Media>(
        `/post-files/${this.id}`,
        small?.blob ?? this.blob,
        (part) => (this.part = part),
      );
      this.done = true;
    } catch (error) {
      this.failed = true;
      const { status } = Problem.of(error);
      if (status >= 400 && status < 500 && status !== 429) this.refused = say(error);
      toasts.show(say(error), "bad");
    }
  }
}

/** What is being written, from the first word until it is shown. */
export class Composing {
  id = uuidv7();
  text = $state("");
  title = $state("");
  warning = $state("");
  audience = $state<Wanted>("public");
  circles = $state.raw<string[]>([]);
  replies = $state<Replies>("everyone");
  files = $state.raw<Attachment[]>([]);
  options = $state<string[]>([]);
  multiple = $state(false);
  minutes = $state(1440);
  place = $state.raw<Place | null>(null);
  comment = $state(false);
  article = $state(false);
  warned = $state(false);
  /** A post that is being edited. */
  editing = $state<string | null>(null);
  form: PostInput["form"] = "post";
  of: string | null = null;
  /** The post that it answers: it is a comment there, unless it is for fewer than read that. */
  answers: string | null = null;

  get most(): number {
    return this.article ? LONGEST_ARTICLE : LONGEST;
  }

  /** Too long for a post without a title. */
  get untitled(): boolean {
    return this.article && !this.title.trim() && [...this.text].length > LONGEST;
  }

  get left(): number {
    return this.most - [...this.text].length;
  }

  get empty(): boolean {
    return !this.text.trim() && !this.files.length && !this.options.length;
  }

  get ready(): boolean {
    const said = !this.empty || this.form === "repost";
    const polled = !this.options.length || this.options.filter((one) => one.trim()).length > 1;
    const sent = this.files.every((file) => file.done);
    const seen = this.audience !== "circles" || this.circles.length > 0;
    return said && polled && sent && seen && this.left >= 0 && !this.untitled;
  }

  add(blobs: readonly Blob[]): void {
    const fresh = blobs.map((blob) => new Attachment(blob));
    if (!fresh.length) return;
    // A film or a voice stands alone, and what was chosen last is what is wanted.
    const single = fresh.find((one) => one.kind !== "image");
    const all = [...this.files, ...fresh].filter((one) => one !== single);
    const pictures = all.filter((one) => one.kind === "image");
    const others = all.filter((one) => one.kind !== "image");
    this.files = single
      ? atMost([single, ...all], 1)
      : atMost([...pictures, ...others], Math.min(pictures.length, MOST_PICTURES));
    for (const one of this.files) void one.send();
  }

  remove(file: Attachment): void {
    this.files = this.files.filter((one) => one !== file);
  }

  get body(): PostInput {
    return {
      text: this.text,
      title: this.article ? this.title : "",
      warning: this.warned ? this.warning : "",
      audience: this.audience,
      circles: this.audience === "circles" ? this.circles : [],
      // Under a moment all who see it may speak: it is asked of posts on the Square only.
      replies: isMoment(this.audience) ? "everyone" : this.replies,
      files: this.files.map(({ id, alt }) => ({ file: id, alt })),
      options: this.options.map((one) => one.trim()).filter(Boolean),
      multiple: this.multiple,
      minutes: this.minutes,
      form: this.form,
      and_comment: this.comment,
      ...(this.place && { place: this.place }),
      ...(this.of && { of: this.of }),
      ...(this.answers && { answers: this.answers }),
    };
  }

  async show(): Promise<Post> {
    const path = { params: { path: { post_id: this.editing ?? this.id } } };
    const body = this.body;
    if (this.editing) return ask(api.PATCH("/posts/{post_id}", { ...path, body }));
    const send = () => ask(api.PUT("/posts/{post_id}", { ...path, body }));
    const aside = this.audience === "followers" || this.audience === "mentioned";
    const post = await (this.answers && !aside ? send() : feeds.show(this.audience, send));
    void settled(this.id);
    return post;
  }

  /** Keeps it for later; with a time, it shows itself. */
  async keep(due_at?: string): Promise<void> {
    const there = this.files.filter((file) => file.done);
    const files = there.map(({ id, alt }) => ({ file: id, alt }));
    const options = [...this.body.options!];
    await keepDraft(this.id, { ...this.body, circles: [...this.circles], options, files }, due_at);
  }

  open({ id, body }: Draft, fileUrl: (id: string) => string): void {
    this.id = id;
    this.text = body.text ?? "";
    this.title = body.title ?? "";
    this.article = !!this.title;
    this.warning = body.warning ?? "";
    this.warned = !!this.warning;
    this.audience = wanted(body.audience);
    this.circles = [...(body.circles ?? [])];
    this.replies = body.replies ?? "everyone";
    this.options = [...(body.options ?? [])];
    this.multiple = body.multiple ?? false;
    this.minutes = body.minutes ?? 1440;
    this.place = body.place ?? null;
    this.form = body.form ?? "post";
    this.of = body.of ?? null;
    this.answers = body.answers ?? null;
    this.files = (body.files ?? []).map(([file, alt]) => {
      return new Attachment(null, {
        id: file as string,
        url: fileUrl(file as string),
        alt: alt as string,
      });
    });
  }

  edit(post: Post, fileUrl: (id: string) => string): void {
    const { title = "", warning = "", media = [], place } = post.content;
    this.editing = post.id;
    this.text = post.text;
    this.title = title;
    this.article = !!title;
    this.warning = warning;
    this.warned = !!warning;
    this.audience = wanted(post.audience);
    this.circles = post.circles ?? [];
    this.replies = post.replies;
    this.place = place ?? null;
    this.form = post.form;
    this.files = media.map(
      ({ file, alt = "" }) => new Attachment(null, { id: file, url: fileUrl(file), alt }),
    );
  }
}

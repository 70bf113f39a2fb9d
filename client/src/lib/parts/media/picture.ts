/** One of the pictures or films that are looked at. */
export type Picture = {
  key: string;
  /** The whole, and the small one that is there at once. */
  src: string;
  thumb?: string | undefined;
  width?: number | undefined;
  height?: number | undefined;
  film?: boolean;
  /** As it is saved. */
  name: string;
  caption?: string;
  /** Who sent it. */
  from?: string;
};

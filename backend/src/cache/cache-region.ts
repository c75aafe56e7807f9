/** One kind of cached value: its name, how long it lives, what identifies it and which changes end it. */
export interface CacheRegion<Input, Value = unknown> {
  /** Lower case with dashes, without a colon; the label of its statistics. */
  readonly name: string;
  readonly ttlMs: number;
  /** `here`: it is true on this machine only and never goes to the shared level. */
  readonly reach: 'here' | 'everywhere';
  /** Tells values of the region apart. */
  keyOf(input: Input): string;
  /** The value goes when one of these is invalidated. */
  tagsOf(input: Input, value: Value): readonly string[];
  /** Size of a value in bytes, where that is cheap to say. */
  bytesOf?(value: Value): number;
}

/** The key of a value in every level. */
export function keyIn<Input>(region: CacheRegion<Input>, input: Input): string {
  return `${region.name}:${region.keyOf(input)}`;
}

/** Which keys carry which tag. */
export class TagIndex {
  private readonly keysOf = new Map<string, Set<string>>();

  add(key: string, tags: readonly string[]): void {
    for (const tag of tags) {
      const keys = this.keysOf.get(tag);
      if (keys === undefined) this.keysOf.set(tag, new Set([key]));
      else keys.add(key);
    }
  }

  remove(key: string, tags: readonly string[]): void {
    for (const tag of tags) {
      const keys = this.keysOf.get(tag);
      if (keys?.delete(key) === true && keys.size === 0) this.keysOf.delete(tag);
    }
  }

  /** Every key with one of these tags; a copy, so that it can be removed from while it is walked. */
  keysWith(tags: readonly string[]): readonly string[] {
    if (tags.length === 1) return [...(this.keysOf.get(tags[0] ?? '') ?? [])];
    return [...new Set(tags.flatMap((tag) => [...(this.keysOf.get(tag) ?? [])]))];
  }
}

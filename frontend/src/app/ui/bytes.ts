const UNITS = ['B', 'kB', 'MB', 'GB'] as const;

/** A number of bytes for people: `512 B`, `12.8 kB`, `3.1 MB`. */
export function formatBytes(bytes: number): string {
  const step = Math.min(UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return `${step === 0 ? value : value.toFixed(1)} ${UNITS[step] ?? 'B'}`;
}

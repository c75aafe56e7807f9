export const LAST_PORT = 65_535;

/** Ports as text, ranges where they follow one another: `22,80-83`. The empty string for none. */
export function encodePorts(ports: Iterable<number>): string {
  const sorted = [...new Set(ports)].sort((one, other) => one - other);
  const ranges: [number, number][] = [];
  for (const port of sorted) {
    const last = ranges.at(-1);
    if (last?.[1] === port - 1) last[1] = port;
    else ranges.push([port, port]);
  }
  return ranges.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(',');
}

/** The ports of a text of `encodePorts`, in its order. What is no port or no range is left out; there are never more than `LAST_PORT`. */
export function decodePorts(text: string): number[] {
  const ports: number[] = [];
  for (const part of text.split(',')) {
    const [first = Number.NaN, last = first] = part.split('-').map(Number);
    if (!isPort(first) || !isPort(last)) continue;
    for (let port = first; port <= last && ports.length < LAST_PORT; port += 1) ports.push(port);
  }
  return ports;
}

function isPort(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= LAST_PORT;
}

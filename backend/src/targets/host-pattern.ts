import { hostNameOf } from './host-name.js';

/** A host name, or `*.` and a host name: every name below it at any depth, but not the name itself. */
export type HostPattern = string;

/** Reads a pattern into its canonical form. @throws TargetInvalidError */
export function hostPatternOf(text: string): HostPattern {
  return text.startsWith('*.') ? `*.${hostNameOf(text.slice(2))}` : hostNameOf(text);
}

/** Whether a canonical pattern covers a canonical name; matches whole labels only. */
export function patternCovers(pattern: HostPattern, name: string): boolean {
  return pattern.startsWith('*.') ? name.endsWith(pattern.slice(1)) : name === pattern;
}

import { type HttpFinding } from '../../http-transcript/http-finding.js';
import { endOfLifeOf } from './outdated.js';
import { type Sighting } from './sighting.js';

/** One finding for each piece of software, and one more for each whose version gets no fixes. */
export function technologyFindings(sightings: readonly Sighting[]): HttpFinding[] {
  const byName = new Map<string, Sighting[]>();
  for (const sighting of sightings) byName.set(sighting.name, [...(byName.get(sighting.name) ?? []), sighting]);
  return [...byName].flatMap(([name, seen]) => [inUse(name, seen), ...outdated(name, seen)]);
}

function inUse(name: string, seen: readonly Sighting[]): HttpFinding {
  const versions = unique(seen.flatMap(({ version }) => version ?? []));
  return {
    weakness: 'http.technology',
    rule: unique(seen.map(({ rule }) => rule)).join(', '),
    discriminator: name.toLowerCase(),
    title: `Technology in use: ${[name, versions.join(', ')].join(' ').trim()}`,
    evidence: unique(seen.map(({ evidence }) => evidence)).join('\n'),
  };
}

function outdated(name: string, seen: readonly Sighting[]): HttpFinding[] {
  for (const { version = '', evidence } of seen) {
    const line = endOfLifeOf(name, version);
    if (line === undefined) continue;
    return [
      {
        weakness: 'http.technology.outdated',
        rule: 'end-of-life',
        discriminator: name.toLowerCase(),
        title: `Outdated component: ${name} ${version}`,
        evidence: `${evidence}\n${line.since}`,
        references: [line.reference],
        ...(line.cve === undefined ? {} : { cve: line.cve }),
      },
    ];
  }
  return [];
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

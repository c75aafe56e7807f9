/** A line of versions that gets no security fixes any more. */
export interface EndOfLife {
  readonly name: string;
  /** The first version that still got them when `since` was written. */
  readonly fixedFrom: readonly number[];
  /** What the maintainers say, with its date. */
  readonly since: string;
  readonly reference: string;
  readonly cve?: readonly string[];
}

/** Only what its maintainers have declared, by version numbers that distributions do not keep while they fix. */
export const END_OF_LIFE: readonly EndOfLife[] = [
  {
    name: 'PHP',
    fixedFrom: [8, 2],
    since: 'PHP 8.1 and older get no security fixes since 31 December 2025.',
    reference: 'https://www.php.net/eol.php',
  },
  {
    name: 'JQuery',
    fixedFrom: [3, 5],
    since: 'Versions before 3.5.0 of 10 April 2020 run scripts from HTML that was thought to be safe.',
    reference: 'https://blog.jquery.com/2020/04/10/jquery-3-5-0-released/',
    cve: ['CVE-2020-11022', 'CVE-2020-11023'],
  },
  {
    name: 'AngularJS',
    fixedFrom: [2],
    since: 'AngularJS (1.x) gets no fixes since 31 December 2021.',
    reference: 'https://docs.angularjs.org/misc/version-support-status',
  },
  {
    name: 'Bootstrap',
    fixedFrom: [4],
    since: 'Bootstrap 3 gets no fixes since 24 July 2019.',
    reference: 'https://getbootstrap.com/docs/versions/',
  },
];

/** Why a version gets no fixes; undefined for one that does, and for software of which that is not known. */
export function endOfLifeOf(name: string, version: string): EndOfLife | undefined {
  const numbers = version.split('.').map(Number);
  return END_OF_LIFE.find((line) => line.name === name && isBelow(numbers, line.fixedFrom));
}

function isBelow(version: readonly number[], limit: readonly number[]): boolean {
  for (const [position, wanted] of limit.entries()) {
    const number = version[position];
    if (number === undefined) return false; // `jQuery 3` may be any of them
    if (number !== wanted) return number < wanted;
  }
  return false;
}

import { createHash } from 'node:crypto';
import { evidenceOf } from '../../../findings/evidence.js';
import { type GenericFinding } from './generic-finding.js';

const MAX_LENGTH = 200;

/** What the weakness of an entry is named after. */
export type NamedAfter = 'cve' | 'rule' | 'title';

/**
 * What tells an entry from others of its weakness in its place; empty when nothing does. The tool's own name of the entry and its
 * place in the source or in the page say it all; otherwise its words have to.
 */
export function discriminatorOf(finding: GenericFinding, namedAfter: NamedAfter): string {
  const { filePath, line, component, parameter, title, description } = finding;
  const uniqueId = isIdentifier(finding.uniqueId) ? finding.uniqueId : '';
  const isLine = uniqueId === '' && filePath !== '' && line !== '';
  const parts = [uniqueId, isLine ? `${filePath}:${line}` : filePath, component, parameter].filter(
    (part) => part !== '',
  );
  if (namedAfter === 'cve' || uniqueId !== '' || isLine || parameter !== '') return shortened(parts.join(' '));
  const words = namedAfter === 'rule' ? `${title} ${description}` : description;
  return parts.length === 0 ? shortened(words) : shortened(`${parts.join(' ')} ~${digestOf(words)}`);
}

/** Some tools write words such as `requires login` where the identifier belongs, the same for all entries. */
function isIdentifier(text: string): boolean {
  return /^\S{1,500}$/.test(text);
}

/** A text that is too long ends with its hash, so that it is still different from others. */
function shortened(text: string): string {
  const plain = evidenceOf(text, 2 * MAX_LENGTH);
  if (plain.length <= MAX_LENGTH && text.length <= 2 * MAX_LENGTH) return plain;
  return `${plain.slice(0, MAX_LENGTH - 10)} ~${digestOf(text)}`;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

import { createHash } from 'node:crypto';
import { type ObservedEndpoint } from '../targets/endpoint.js';
import { type ParsedTarget } from '../targets/target.js';
import { type ReportFormat } from '../tools/report-format.js';
import { placeOfHost, placeOfUrl } from '../tools/report-reading/reported-place.js';

/** What a target that the user names says about the place. */
export function placeOf(target: ParsedTarget): ObservedEndpoint {
  if (target.kind === 'cidr') return { host: target.network.address };
  if (target.kind === 'url') return placeOfUrl(target.canonical) ?? { host: target.host };
  return placeOfHost(target.host, { port: target.port }) ?? { host: target.host };
}

/** What makes an import once: content, format, and the target if the user named one. */
export function requestDigestOf(
  sha256: string,
  { id }: Pick<ReportFormat, 'id'>,
  target: ParsedTarget | undefined,
): string {
  return createHash('sha256')
    .update(JSON.stringify([sha256, id, target?.canonical ?? '']))
    .digest('hex');
}

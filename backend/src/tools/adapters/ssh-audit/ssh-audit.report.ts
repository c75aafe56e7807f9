import { type ObservedEndpoint } from '../../../targets/endpoint.js';
import { type ReportContext, type ReportFormat, type ReportItem } from '../../report-format.js';
import { beginsWith } from '../../report-reading/begins-with.js';
import { jsonItems } from '../../report-reading/json-items.js';
import { givenTarget, placeOfHost } from '../../report-reading/reported-place.js';
import { sshAuditObservations } from './ssh-audit.observations.js';
import { sshAuditResult } from './ssh-audit.schema.js';

/** `--json`, of one target or of several. */
export const sshAuditJson: ReportFormat = {
  id: 'ssh-audit-json',
  name: 'ssh-audit JSON',
  tool: 'ssh-audit',
  versions: ['2.5.0', '3.1.0'],
  framing: 'document',
  recognises: ({ text }) =>
    /^[\s\ufeff]*(?:\[\s*)?\{/.test(text) && /"kex"\s*:\s*\[/.test(text) && /"banner"\s*:\s*(?:\{|null)/.test(text),
  read: readSshAudit,
};

async function* readSshAudit(source: AsyncIterable<string>, context: ReportContext): AsyncGenerator<ReportItem> {
  const { first, pieces } = await beginsWith(source);
  for await (const { value, line } of jsonItems(pieces, [first === '[' ? '$.*' : '$'])) {
    const result = sshAuditResult.safeParse(value).data;
    if (result === undefined) yield { type: 'skipped', reason: 'an entry that is no result', line };
    else {
      const place = placeOf(result.target) ?? givenTarget(context.target);
      for (const observation of sshAuditObservations(result, place)) yield { type: 'observation', observation };
    }
  }
}

/** `192.0.2.1:22`; old versions leave out the port. */
function placeOf(target: string | undefined): ObservedEndpoint | undefined {
  if (target === undefined) return undefined;
  const [, host = target, port = '22'] = /^(.{1,255}):(\d{1,5})$/.exec(target) ?? [];
  return placeOfHost(host, { port: Number(port), protocol: 'ssh' });
}

import { z } from 'zod';
import { evidenceOf } from '../../../findings/evidence.js';
import { type ReportFormat, type ReportItem } from '../../report-format.js';
import { jsonItems } from '../../report-reading/json-items.js';
import { observationsOf, siteOf } from './zap.observation.js';

/** The traditional JSON report, also with requests and responses. */
export const zapJson: ReportFormat = {
  id: 'zap-json',
  name: 'ZAP JSON',
  tool: 'zap',
  versions: ['2.9', '2.11', '2.14'],
  framing: 'document',
  recognises: ({ text }) =>
    /^[\s\ufeff]*\{/.test(text) &&
    /"site"\s{0,5}:\s{0,5}[[{]/.test(text) &&
    /"@(?:version|generated|programName|name)"/.test(text),
  read: (pieces) => readZapJson(pieces),
};

const text = z.union([z.string(), z.number().transform(String)]).catch('');

const instanceSchema = z
  .object({ uri: text, method: text, param: text, attack: text, evidence: text })
  .transform(({ param, ...instance }) => ({ ...instance, parameter: param }));

const alertSchema = z
  .object({
    pluginid: text,
    alertRef: text,
    alert: text,
    name: text,
    riskcode: text,
    riskdesc: text,
    desc: text,
    solution: text,
    otherinfo: text,
    reference: text,
    cweid: text,
    instances: z.array(instanceSchema).catch([]),
  })
  .transform((alert) => ({
    pluginId: alert.pluginid,
    alertRef: alert.alertRef,
    name: alert.alert === '' ? alert.name : alert.alert,
    riskCode: alert.riskcode,
    riskDescription: alert.riskdesc,
    description: alert.desc,
    solution: alert.solution,
    otherInfo: alert.otherinfo,
    reference: alert.reference,
    cweId: alert.cweid,
    instances: alert.instances,
  }));

const siteSchema = z.object({
  '@name': text,
  '@host': text,
  '@port': text,
  '@ssl': text,
  alerts: z.array(z.unknown()).catch([]),
});

async function* readZapJson(pieces: AsyncIterable<string>): AsyncGenerator<ReportItem> {
  for await (const { path, value, line } of jsonItems(pieces, ['$.@version', '$.site'])) {
    if (path[0] === '@version') yield* runOf(value);
    else for (const site of [value].flat()) yield* itemsOf(site, line); // one site may stand there by itself
  }
}

function* runOf(value: unknown): Generator<ReportItem> {
  if (typeof value === 'string') yield { type: 'run', run: { toolVersion: evidenceOf(value, 50) } };
}

function* itemsOf(value: unknown, line: number): Generator<ReportItem> {
  const site = siteSchema.safeParse(value).data;
  if (site === undefined) {
    yield { type: 'skipped', reason: 'a site that is none', line };
    return;
  }
  const place = siteOf(site['@name'], site['@host'], site['@port'], site['@ssl']);
  if (place !== undefined) yield { type: 'run', run: { place } };
  for (const raw of site.alerts) {
    const alert = alertSchema.safeParse(raw).data;
    const observations = alert === undefined ? [] : observationsOf(alert, place);
    if (observations.length === 0) yield { type: 'skipped', reason: 'an alert that names no place', line };
    for (const observation of observations) yield { type: 'observation', observation };
  }
}

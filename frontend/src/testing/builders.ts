import { type Coverage } from '../app/api/generated/model/coverage';
import { type Endpoint } from '../app/api/generated/model/endpoint';
import { type Finding } from '../app/api/generated/model/finding';
import { type Replay } from '../app/api/generated/model/replay';
import { type Scan } from '../app/api/generated/model/scan';
import { type Tool } from '../app/api/generated/model/tool';
import { type ToolRun } from '../app/api/generated/model/toolRun';

const START = Date.parse('2026-03-01T10:00:00.000Z');

/** The time so many seconds after the scan of the tests was started, as the server writes it. */
export function at(seconds: number): string {
  return new Date(START + seconds * 1000).toISOString();
}

/** The same in milliseconds. */
export function ms(seconds: number): number {
  return START + seconds * 1000;
}

export function anEndpoint(port?: number): Endpoint {
  const host = { host: '192.0.2.10', address: '192.0.2.10' };
  if (port === undefined) return { ...host, label: '192.0.2.10' };
  return { ...host, port, transport: 'tcp', protocol: 'http', label: `http://192.0.2.10:${port}` };
}

export function aScan(part: Partial<Scan> = {}): Scan {
  return {
    id: 'scan-1',
    targetId: 'target-1',
    target: '192.0.2.10',
    targetKind: 'ip',
    practice: false,
    fresh: false,
    profile: 'standard',
    tools: ['nmap', 'whatweb'],
    state: 'running',
    createdAt: at(0),
    startedAt: at(0),
    runs: {
      queued: 0,
      running: 1,
      succeeded: 1,
      partial: 0,
      failed: 0,
      timed_out: 0,
      cancelled: 0,
      skipped: 0,
      cached: 0,
      imported: 0,
    },
    findings: { critical: 0, high: 1, medium: 2, low: 0, info: 3 },
    eventSequence: 7,
    ...part,
  };
}

export function aRun(part: Partial<ToolRun> = {}): ToolRun {
  return {
    id: 'run-1',
    scanId: 'scan-1',
    tool: 'nmap',
    endpoint: anEndpoint(),
    state: 'running',
    attempt: 1,
    interruptions: 0,
    expectedMs: 10_000,
    queuedAt: at(0),
    startedAt: at(0),
    stdoutBytes: 0,
    stderrBytes: 0,
    droppedBytes: 0,
    observations: 0,
    ...part,
  };
}

/** A reading that is the same as then. */
export function aReplay(part: Partial<Replay> = {}): Replay {
  const none = { count: 0, items: [] };
  return {
    runId: 'run-1',
    scanId: 'scan-1',
    tool: 'nmap',
    before: 2,
    after: 2,
    added: none,
    vanished: none,
    changed: none,
    previewDigest: 'digest-1',
    ...part,
  };
}

export function aFinding(part: Partial<Finding> = {}): Finding {
  return {
    id: 'finding-1',
    fingerprint: 'f1',
    weakness: 'tls.protocol.tls1_0',
    title: 'TLS 1.0 is offered',
    severity: 'high',
    endpoint: anEndpoint(443),
    description: 'Old and broken.',
    remediation: 'Switch it off.',
    cwe: [326],
    cve: [],
    references: ['https://www.rfc-editor.org/rfc/rfc8996'],
    corroboration: 2,
    tools: ['sslscan', 'tls'],
    firstSeenAt: at(3),
    lastSeenAt: at(3),
    lastScanId: 'scan-1',
    standing: { state: 'open', presence: 'seen', since: at(3), scanId: 'scan-1' },
    triage: {},
    ...part,
  };
}

export function aCheck(part: Partial<Coverage> = {}): Coverage {
  return { runId: 'run-1', tool: 'nmap', family: 'net.ports', endpoint: anEndpoint(), status: 'ran', ...part };
}

export function aTool(part: Partial<Tool> = {}): Tool {
  return {
    id: 'nmap',
    name: 'Nmap',
    description: 'Finds open ports.',
    kind: 'external',
    subject: 'host',
    discovers: true,
    byDefault: true,
    families: ['net.ports'],
    profiles: ['quick', 'standard', 'deep'],
    available: true,
    version: '7.93',
    checkedAt: at(0),
    ...part,
  };
}

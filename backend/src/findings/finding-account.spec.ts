import { type CoverageLine } from './absence.js';
import { accountOf } from './finding-account.js';
import { type Finding, type StoredObservation } from './finding.js';

const ENDPOINT = { host: 'Shop.example', port: 443, transport: 'tcp' } as const;

function finding(part: Partial<Finding> = {}): Finding {
  return {
    id: 'finding',
    fingerprint: 'f1:abc',
    weakness: 'tls.protocol.tls1_0',
    title: 'TLS 1.0',
    severity: 'medium',
    endpoint: ENDPOINT,
    description: '',
    remediation: '',
    cwe: [],
    cve: [],
    references: [],
    corroboration: 1,
    tools: ['sslscan'],
    firstSeenAt: '',
    lastSeenAt: '',
    lastScanId: 'scan',
    standing: { state: 'open', presence: 'seen', since: '', scanId: 'scan' },
    triage: {},
    ...part,
  };
}

const observation = (part: Partial<StoredObservation> = {}): StoredObservation => ({
  id: 'o',
  scanId: 'scan',
  runId: 'run',
  tool: 'sslscan',
  rule: 'r',
  severity: 'medium',
  evidence: '',
  observedAt: '',
  ...part,
});

const line = (tool: string, part: Partial<CoverageLine> = {}): CoverageLine => ({
  runId: 'run',
  tool,
  family: 'tls.protocols',
  endpoint: { ...ENDPOINT, host: 'shop.example' },
  status: 'ran',
  ...part,
});

describe(accountOf.name, () => {
  it('names the fields that were compared', () => {
    expect(accountOf(finding({ discriminator: 'sid' }), [], [])).toMatchObject({
      version: 'f1',
      compared: [
        { field: 'weakness', value: 'tls.protocol.tls1_0' },
        { field: 'host', value: 'shop.example' },
        { field: 'port', value: '443/tcp' },
        { field: 'discriminator', value: 'sid' },
      ],
    });
  });

  it.each<[string, Partial<Finding>, StoredObservation[], string]>([
    ['the catalogue', {}, [observation()], 'the catalogue grades this weakness so'],
    [
      'a tool',
      {},
      [observation({ severity: 'high', toolSeverity: 'HIGH' }), observation({ tool: 'tls' })],
      'sslscan grades it so, and sslscan says "HIGH"; tls grades it medium, and the worst counts',
    ],
    [
      'a person',
      { triage: { override: { severity: 'info', reason: 'a lab' } } },
      [observation()],
      'a person has set it: a lab',
    ],
    ['nobody', {}, [], 'what its tools said is not stored any more'],
  ])('says when %s has graded it', (_, part, observations, reason) => {
    expect(accountOf(finding(part), observations, []).severityReason).toBe(reason);
  });

  it('names the tools that looked there and did not see it, and those that could not tell', () => {
    const endpoint = { ...ENDPOINT, host: 'Shop.example' };
    const coverage = [
      line('sslscan', { endpoint }),
      line('testssl', { endpoint }),
      line('tls', { endpoint, status: 'failed', reason: 'it broke' }),
      line('nmap', { endpoint: { host: 'other.example' } }),
    ];

    expect(accountOf(finding(), [observation()], coverage).silentTools).toEqual([
      { tool: 'testssl', family: 'tls.protocols', status: 'ran' },
      { tool: 'tls', family: 'tls.protocols', status: 'failed', reason: 'it broke' },
    ]);
  });

  it('expects no other tool to speak of what only one has a name for', () => {
    const own = finding({ weakness: 'nmap.script.x' });

    expect(accountOf(own, [observation({ tool: 'nmap' })], [line('testssl')]).silentTools).toEqual([]);
  });
});

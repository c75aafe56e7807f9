import { openPortOf } from './nmap-coverage.js';
import { type NmapPort } from './nmap-report.js';

const OUTPUT = 'what a service said';
const ENDPOINT = { host: 'weak.test', address: '127.0.0.1', port: 22, transport: 'tcp' } as const;

function sshPort(output: string): NmapPort {
  const data = { name: 'script', attributes: new Map([['output', output]]), text: '', children: [], line: 1 };
  return {
    port: 22,
    transport: 'tcp',
    state: 'open',
    reason: 'syn-ack',
    service: { name: 'ssh', tunnelled: false, probed: true, cpe: [] },
    scripts: [{ id: 'ssh2-enum-algos', output, data }],
  };
}

describe(openPortOf.name, () => {
  it('keeps what the verdict needs and nothing of what a script said', () => {
    const open = openPortOf(sshPort(OUTPUT), ENDPOINT, []);

    expect(open).toEqual({ endpoint: ENDPOINT, serviceGaps: [], sshGaps: [], brokenScripts: [] });
  });

  it('names a script that broke off', () => {
    const open = openPortOf(sshPort('ERROR: it broke'), ENDPOINT, []);

    expect(open.brokenScripts).toEqual(['ssh2-enum-algos']);
    expect(open.sshGaps).toEqual(['the server did not list its algorithms']);
  });

  it('asks nothing about SSH of a service that is another', () => {
    const port: NmapPort = { ...sshPort(''), service: { name: 'http', tunnelled: false, probed: true, cpe: [] } };

    expect(openPortOf(port, ENDPOINT, []).sshGaps).toBeUndefined();
  });
});

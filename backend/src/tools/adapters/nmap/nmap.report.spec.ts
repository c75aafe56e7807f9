import { join } from 'node:path';
import { describeReportFormat } from '../../testing/report-format.contract.js';
import { observationsIn, readReport } from '../../testing/report-fixtures.js';
import { nmapXml } from './nmap.report.js';

const FIXTURES = join(import.meta.dirname, 'fixtures');

const report = (hosts: string): string =>
  `<?xml version="1.0"?>\n<!DOCTYPE nmaprun>\n<nmaprun scanner="nmap" args="nmap -oX - x" start="1463385600" version="7.80">\n${hosts}
<runstats><finished time="1463385700"/></runstats></nmaprun>\n`;

const port = (number: number, state = 'open'): string =>
  `<port protocol="tcp" portid="${number}"><state state="${state}" reason="syn-ack"/></port>`;

const host = (address: string, names: string, ports: string): string =>
  `<host><status state="up"/><address addr="00:11:22:33:44:55" addrtype="mac"/><address addr="${address}" addrtype="ipv4"/>
<hostnames>${names}</hostnames><ports>${ports}</ports></host>`;

describeReportFormat(nmapXml, FIXTURES, [
  'success.xml',
  'standard.xml',
  'juice-shop.xml',
  'ipv6.xml',
  'script-vuln.xml',
]);

describe('a report of nmap', () => {
  it('may be about many hosts, each with ports of its own', async () => {
    const text = report(
      host('192.0.2.1', '', port(22) + port(23, 'closed')) +
        host(
          '192.0.2.2',
          '<hostname name="shop.example" type="user"/><hostname name="x.isp.example" type="PTR"/>',
          port(443),
        ),
    );

    const observed = observationsIn(await readReport(nmapXml, text));

    expect(observed.map(({ weakness, endpoint }) => [weakness, endpoint])).toEqual([
      ['net.port.open', { host: '192.0.2.1', address: '192.0.2.1', port: 22, transport: 'tcp' }],
      ['net.port.open', { host: 'shop.example', address: '192.0.2.2', port: 443, transport: 'tcp' }],
    ]);
  });

  it('tells the version, command and times of the run', async () => {
    const runs = (await readReport(nmapXml, report(''))).filter(({ type }) => type === 'run');

    expect(runs).toEqual([
      { type: 'run', run: { toolVersion: '7.80', command: 'nmap -oX - x', startedAt: '2016-05-16T08:00:00.000Z' } },
      { type: 'run', run: { finishedAt: '2016-05-16T08:01:40.000Z' } },
    ]);
  });

  it('names what it cannot place, with the line', async () => {
    const text = report(`<host><ports>${port(80)}${port(70_000)}</ports></host>`);

    expect((await readReport(nmapXml, text)).filter(({ type }) => type === 'skipped')).toEqual([
      { type: 'skipped', reason: 'a port of a host without address', line: 4 },
      { type: 'skipped', reason: 'a port without a number or protocol', line: 4 },
    ]);
  });
});

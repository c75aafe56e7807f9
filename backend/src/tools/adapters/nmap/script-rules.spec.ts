import { XmlReader } from '../../xml-reader.js';
import { type NmapService } from './nmap-report.js';
import { scriptOf } from './nmap-script.js';
import { readScript } from './script-rules.js';

const ENDPOINT = { host: 'weak.test', address: '127.0.0.1', port: 80, transport: 'tcp' } as const;

function read(id: string, output: string, tables = '', service?: Partial<NmapService>) {
  const reader = new XmlReader({ whole: ['script'] });
  const escaped = output
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#xa;')
    .replaceAll('\t', '&#x9;');
  const [element] = reader.write(`<script id="${id}" output="${escaped}">${tables}</script>`);
  if (element === undefined) throw new Error(`not a script: ${reader.failure ?? ''}`);
  const listening = { name: 'http', tunnelled: false, probed: true, cpe: [], ...service };
  return readScript({ script: scriptOf(element), endpoint: ENDPOINT, service: listening });
}

/** A table as nmap's library for vulnerabilities writes it. */
function vulnerability({ state = 'VULNERABLE', title = 'A flaw', ids = [] as readonly string[] }): string {
  const list = ids.map((id) => `<elem>${id}</elem>`).join('');
  return (
    `<table key="NMAP-4"><elem key="title">${title}</elem><elem key="state">${state}</elem>` +
    `<table key="ids">${list}</table><table key="refs"><elem>https://example.org/a</elem><elem>javascript:x</elem></table></table>`
  );
}

describe(readScript.name, () => {
  it.each([
    ['sshv1', 'Server supports SSHv1', '', 'ssh.protocol.v1'],
    ['http-trace', 'TRACE is enabled\nHeaders:', '', 'http.method.dangerous'],
    [
      'http-methods',
      'Supported Methods: GET PUT',
      '<table key="Supported Methods"><elem>GET</elem><elem>PUT</elem></table>',
      'http.method.dangerous',
    ],
    ['memcached-info', 'x', '<elem key="Authentication">no</elem>', 'database.unauthenticated'],
    ['mongodb-databases', 'databases\n  totalSize = 167772160', '', 'database.unauthenticated'],
    ['mysql-empty-password', 'root account has empty password', '', 'database.unauthenticated'],
    ['x11-access', 'X server access is granted', '', 'nmap.script.x11-access'],
    [
      'vnc-info',
      'Security types',
      '<table key="Security types"><table><elem key="name">None</elem><elem key="type">1</elem></table></table>',
      'nmap.script.vnc-info',
    ],
    ['nfs-showmount', '/home 10.0.0.0/8', '', 'nmap.script.nfs-showmount'],
    ['rsync-list-modules', 'www', '', 'nmap.script.rsync-list-modules'],
    [
      'smb-protocols',
      'dialects',
      '<table key="dialects"><elem>NT LM 0.12 (SMBv1) [dangerous, but default]</elem></table>',
      'nmap.script.smb-protocols',
    ],
    ['smb2-security-mode', '3.1.1: Message signing enabled but not required', '', 'nmap.script.smb2-security-mode'],
    ['ssl-heartbleed', 'VULNERABLE:', vulnerability({}), 'tls.vulnerability.heartbleed'],
    ['ssl-poodle', 'VULNERABLE:', vulnerability({ ids: ['CVE:CVE-2014-3566'] }), 'tls.vulnerability.poodle'],
    ['ssl-ccs-injection', 'VULNERABLE:', vulnerability({}), 'tls.vulnerability.ccs-injection'],
    ['realvnc-auth-bypass', 'VULNERABLE', '', 'net.vulnerability'],
    ['never-heard-of', 'something', '', 'nmap.script.never-heard-of'],
  ])('reads %s: %s', (id, output, tables, weakness) => {
    const { findings } = read(id, output, tables);

    expect(findings.map((finding) => finding.weakness)).toEqual([weakness]);
  });

  it.each([
    ['http-methods', 'Supported Methods: GET HEAD', '<table key="Supported Methods"><elem>GET</elem></table>'],
    ['memcached-info', 'x', '<elem key="Authentication">yes</elem>'],
    ['mongodb-databases', 'ok = 0\n errmsg = not authorized on admin', ''],
    ['redis-info', 'x', '<elem key="Other">7</elem>'],
    ['ftp-anon', 'got code 530 "Permission denied."', ''],
    ['smb2-security-mode', '3.1.1: Message signing enabled and required', ''],
    ['vnc-info', 'Security types', '<table key="Security types"><table><elem key="type">2</elem></table></table>'],
    ['http-server-header', 'nginx', '<elem>nginx</elem>'],
    ['http-csrf', "Couldn't find any CSRF vulnerabilities.", ''],
    ['ssl-poodle', 'NOT VULNERABLE:\n State: NOT VULNERABLE', vulnerability({ state: 'NOT VULNERABLE' })],
    ['smb-vuln-ms10-054', 'false', ''],
    ['http-security-headers', '', ''],
    ['http-title', '400 The plain HTTP request was sent to HTTPS port', ''],
  ])('sees nothing wrong in %s: %s', (id, output, tables) => {
    expect(read(id, output, tables).findings).toEqual([]);
  });

  it('says that a script broke off or could not decide', () => {
    expect(read('redis-info', '\n  ERROR: Authentication required')).toEqual({
      findings: [],
      note: 'script redis-info broke off: ERROR: Authentication required',
    });
    const undecided = read('smb-vuln-x', 'x', vulnerability({ state: 'UNKNOWN (unable to test)' }));
    expect(undecided).toEqual({ findings: [], note: 'script smb-vuln-x could not decide' });
  });

  it('names a vulnerability by its CVE', () => {
    const output = 'VULNERABLE:\n  A flaw\n    Risk factor: HIGH\n';
    const { findings } = read('smb-vuln-ms17-010', output, vulnerability({ ids: ['BID:1', 'CVE:CVE-2017-0143'] }));

    expect(findings).toEqual([
      expect.objectContaining({
        weakness: 'cve.CVE-2017-0143',
        title: 'A flaw',
        severity: 'high',
        cve: ['CVE-2017-0143'],
        toolSeverity: 'VULNERABLE',
        references: ['https://example.org/a'],
      }),
    ]);
  });

  it('tells vulnerabilities without a CVE apart by their title, not by the number of this run', () => {
    const { findings } = read('some-check', 'VULNERABLE:', vulnerability({}) + vulnerability({ title: 'Another' }));

    expect(findings.map(({ weakness, discriminator }) => [weakness, discriminator])).toEqual([
      ['net.vulnerability', 'some-check: A flaw'],
      ['net.vulnerability', 'some-check: Another'],
    ]);
  });

  it('gives a suspicion less weight than a proof', () => {
    const tables = vulnerability({ state: 'LIKELY VULNERABLE', ids: ['CVE:CVE-2020-1234'] });
    const { findings } = read('some-check', 'LIKELY VULNERABLE\n Risk factor: CRITICAL', tables);

    expect(findings[0]?.severity).toBe('medium');
  });

  it('believes an Apache flaw on Apache', () => {
    const tables = vulnerability({ ids: ['CVE:CVE-2011-3192'] });
    const { findings } = read('http-vuln-cve2011-3192', 'VULNERABLE:', tables, { product: 'Apache httpd' });

    expect(findings.map(({ weakness }) => weakness)).toEqual(['cve.CVE-2011-3192']);
  });

  it('makes a finding of each flaw and each exploit that vulners knows of a version', () => {
    const entry = (id: string, cvss: string, type: string) =>
      `<table><elem key="cvss">${cvss}</elem><elem key="id">${id}</elem><elem key="is_exploit">x</elem><elem key="type">${type}</elem></table>`;
    const entries = entry('CVE-2018-15919', '5.0', 'cve') + entry('PACK:UBUNTU-CVE-2019-6111/', '9.8', 'pack');
    const { findings } = read('vulners', 'x', `<table key="cpe:/a:openbsd:openssh:7.4">${entries}</table>`);

    expect(findings).toMatchObject([
      { weakness: 'cve.CVE-2018-15919', severity: 'medium', cve: ['CVE-2018-15919'] },
      {
        weakness: 'nmap.script.vulners',
        discriminator: 'PACK:UBUNTU-CVE-2019-6111/',
        severity: 'critical',
        title: 'Exploit known for cpe:/a:openbsd:openssh:7.4: PACK:UBUNTU-CVE-2019-6111/',
        cve: ['CVE-2019-6111'],
      },
    ]);
  });

  it('reads the text of vulners where an old version gives no tables', () => {
    const text =
      '\n  cpe:/a:openbsd:openssh:7.4: \n    \tCVE-2018-15919\t5.0\thttps://vulners.com/cve/CVE-2018-15919\n    \tCVE-2017-15906\t7.5\thttps://vulners.com/cve/CVE-2017-15906';
    const { findings } = read('vulners', text);

    expect(findings.map(({ weakness, severity, title }) => [weakness, severity, title])).toEqual([
      ['cve.CVE-2018-15919', 'medium', 'CVE-2018-15919: cpe:/a:openbsd:openssh:7.4'],
      ['cve.CVE-2017-15906', 'high', 'CVE-2017-15906: cpe:/a:openbsd:openssh:7.4'],
    ]);
  });
});

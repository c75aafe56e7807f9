import { type PortsLineOf } from './ports.schema.js';
import { judgeTalk } from './service-findings.js';
import { versionIn } from './version-in-greeting.js';

describe('versionIn', () => {
  it.each([
    ['SSH-2.0-OpenSSH_9.2p1 Debian-2', 'ssh', 'OpenSSH_9.2p1'],
    ['SSH-2.0-Go', 'ssh', undefined],
    ['220 ProFTPD 1.3.3c Server', 'ftp', 'ProFTPD 1.3.3c'],
    ['220 (vsFTPd 3.0.3)', 'ftp', 'vsFTPd 3.0.3'],
    ['220 mail.example.com ESMTP Exim 4.96 Mon', 'smtp', 'Exim 4.96'],
    ['220 mail.example.com ESMTP Postfix', 'smtp', undefined],
    ['* OK [CAPABILITY IMAP4rev1] Dovecot ready.', 'imap', undefined],
    ['220 ftp.example.com ready at 10.0.0.1', 'ftp', undefined],
  ])('reads %j', (text, service, version) => {
    expect(versionIn(Buffer.from(text), service)).toBe(version);
  });

  it('reads the version in the first packet of MySQL', () => {
    const packet = Buffer.concat([Buffer.of(0x4a, 0, 0, 0, 10), Buffer.from('8.0.36-debian\0rest')]);

    expect(versionIn(packet, 'mysql')).toBe('8.0.36-debian');
  });
});

describe('judgeTalk', () => {
  it('takes an unknown greeting on port 23 for Telnet', () => {
    expect(judgeTalk(talk(23, 'login: ')).service).toBe('telnet');
  });

  it('tells a version of a service that it does not recognise', () => {
    expect(judgeTalk(talk(4000, 'Widget/2.4.1 ready\r\n')).findings.map(({ weakness }) => weakness)).toEqual([
      'net.banner.version',
    ]);
  });

  it('makes nothing of a service that said nothing', () => {
    expect(judgeTalk({ type: 'talk', port: 80, turns: [], ended: 'silent' })).toEqual({ findings: [] });
  });
});

function talk(port: number, greeting: string): PortsLineOf<'talk'> {
  return { type: 'talk', port, turns: [{ heard: Buffer.from(greeting).toString('base64') }], ended: 'judged' };
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FindingPageDto } from '../../src/findings/dto/finding.dto.js';
import { NO_FINDINGS } from '../../src/findings/severity.js';
import { type ProblemDto } from '../../src/platform/errors/problem.js';
import { type ImportDto, type ImportPageDto, type ReportFormatListDto } from '../../src/reports/dto/import.dto.js';
import { REPORT_FORMATS } from '../../src/tools/report-formats.js';
import { type Answer, TestServer } from './test-server.js';

const TOOLS = join(import.meta.dirname, '../../src/tools');

/** A file that some format was written for. */
function fixture(folder: string, name: string): Buffer {
  return readFileSync(join(TOOLS, folder, 'fixtures', name));
}

const NMAP = `<?xml version="1.0"?>
<nmaprun scanner="nmap" args="nmap -oX - shop.example" start="1463385600" version="7.94"><host><address addr="192.0.2.1" addrtype="ipv4"/>
<hostnames><hostname name="shop.example" type="user"/></hostnames><ports>
<port protocol="tcp" portid="22"><state state="open" reason="syn-ack"/></port>
<port protocol="tcp" portid="443"><state state="open" reason="syn-ack"/></port>
<port protocol="tcp" portid="0"><state state="open"/></port>
</ports></host><runstats><finished time="1463385700"/></runstats></nmaprun>`;

describe('importing a report', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start([], { IMPORT_LIMIT_MB: '2' });
  });
  afterAll(() => server.stop());

  const send = <Body = ImportDto>(
    content: string | Buffer,
    fields: Readonly<Record<string, string>> = {},
    fileName = 'report.txt',
  ): Promise<Answer<Body>> => server.upload<Body>('/imports', content, fileName, fields);

  async function everything() {
    const counts = await server.database.read((manager) =>
      manager.query(
        `SELECT (SELECT COUNT(*) FROM scans) scans, (SELECT COUNT(*) FROM tool_runs) runs, (SELECT COUNT(*) FROM findings) findings,
         (SELECT COUNT(*) FROM observations) observations, (SELECT COUNT(*) FROM imports) imports`,
      ),
    );
    return { counts: counts as unknown, files: server.files().sort() };
  }

  it('says what was read, what it joins into, and what was skipped', async () => {
    const answer = await send(NMAP, {}, '../../etc/nmap.xml');

    expect(answer.status).toBe(201);
    expect(answer.headers['location']).toBe(`/api/v1/imports/${answer.body.id}`);
    expect(answer.body).toMatchObject({
      target: 'shop.example',
      tool: 'nmap',
      toolVersion: '7.94',
      format: 'nmap-xml',
      fileName: 'nmap.xml',
      hosts: 1,
      observations: { ...NO_FINDINGS, info: 2 },
      findings: { ...NO_FINDINGS, info: 2 },
      newFindings: 2,
      skippedCount: 1,
      skipped: [{ reason: 'a port without a number or protocol', line: 6 }],
    });
    expect((await server.get(`/imports/${answer.body.id}`)).body).toEqual(answer.body);
  });

  it('is a scan of one run that ran elsewhere, with its raw report', async () => {
    const { scanId } = (await send(NMAP)).body;

    const scan = await server.scan(scanId);
    const [run] = await server.runs(scanId);
    const { items } = (await server.get<FindingPageDto>(`/scans/${scanId}/findings`)).body;

    expect(scan).toMatchObject({ state: 'completed', runs: { imported: 1 }, findings: { info: 2 }, tools: ['nmap'] });
    expect(scan.profile).toBeUndefined();
    expect(run).toMatchObject({
      state: 'imported',
      toolVersion: '7.94',
      argv: ['nmap -oX - shop.example'],
      observations: 2,
    });
    expect((await server.get(`/runs/${run!.id}/artefact`)).body).toBe(NMAP);
    expect(items.map(({ endpoint }) => endpoint.label)).toEqual(['shop.example:22/tcp', 'shop.example:443/tcp']);
    expect((await server.post(`/scans/${scanId}/retry`)).status).toBe(409);
  });

  it('adds nothing when the same file comes again', async () => {
    const first = await send(NMAP);
    const before = await everything();

    const second = await send(NMAP, { tool: 'nmap' });

    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
    expect(await everything()).toEqual(before);
  });

  it('adds nothing twice when the same file comes ten times at once', async () => {
    const text = NMAP.replaceAll('shop.example', 'often.example');

    const answers = await Promise.all(Array.from({ length: 10 }, () => send(text)));

    expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(9).fill(200), 201]);
    expect(new Set(answers.map(({ body }) => body.scanId)).size).toBe(1);
  });

  it('joins what different tools say of one thing', async () => {
    const target = 'joined.example';
    const csv = `"id","fqdn/ip","port","severity","finding","cve","cwe"\n"SSLv3","${target}/192.0.2.2","443","HIGH","offered","",""\n`;
    const xml = `<document title="SSLScan Results" version="2.0.7"><ssltest host="${target}" port="443"><protocol type="ssl" version="3" enabled="1" /></ssltest></document>`;

    const [first, second] = [await send(csv), await send(xml)];

    expect(first.body).toMatchObject({ tool: 'testssl', newFindings: 1 });
    expect(second.body).toMatchObject({ tool: 'sslscan', newFindings: 0, findings: { high: 1 } });
    const { items } = (await server.get<FindingPageDto>(`/scans/${second.body.scanId}/findings`)).body;
    expect(items[0]).toMatchObject({ weakness: 'tls.protocol.ssl3' });
  });

  it('files a report under the target that is given, and reads one that names none', async () => {
    const text = '/admin (Status: 200) [Size: 12]\n';

    const refused = await send<ProblemDto>(text);
    const taken = await send(text, { target: 'https://given.example/app/' });

    expect(refused).toMatchObject({ status: 422, body: { code: 'report.unreadable' } });
    expect(refused.body.detail).toContain('give one with it, as `target`');
    expect(taken.body).toMatchObject({ target: 'https://given.example/app/', tool: 'gobuster' });
    const { items } = (await server.get<FindingPageDto>(`/scans/${taken.body.scanId}/findings`)).body;
    expect(items[0]?.endpoint.label).toBe('https://given.example:443/app/admin');
  });

  it('keeps a report without findings too', async () => {
    expect((await send('', { tool: 'nuclei', target: 'empty.example' })).body).toMatchObject({
      newFindings: 0,
      target: 'empty.example',
    });
    expect((await send('[]', { tool: 'nuclei' })).body).toMatchObject({
      format: 'nuclei-json',
      target: 'unknown.invalid',
    });
  });

  it('lists imports, and the formats that there are', async () => {
    const page = (await server.get<ImportPageDto>('/imports?limit=2')).body;
    const formats = (await server.get<ReportFormatListDto>('/imports/formats')).body.items;

    expect(page.items).toHaveLength(2);
    expect(page.nextPageToken).toBeDefined();
    expect(formats.map(({ id }) => id)).toEqual(REPORT_FORMATS.map(({ id }) => id));
    expect((await server.get('/imports/none')).status).toBe(404);
  });

  it('can be undone: the file can come again when its scan was deleted', async () => {
    const text = NMAP.replaceAll('shop.example', 'undone.example');
    const first = await send(text);

    await server.delete(`/scans/${first.body.scanId}`);
    const again = await send(text);

    expect(again).toMatchObject({ status: 201, body: { newFindings: 2 } });
  });

  describe('leaves nothing behind', () => {
    const bomb = `<!DOCTYPE nmaprun [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><nmaprun>&b;</nmaprun>`;
    const external = `<!DOCTYPE nmaprun [<!ENTITY x SYSTEM "file:///etc/passwd">]><nmaprun>&x;</nmaprun>`;
    const deep = `<nmaprun>${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}</nmaprun>`;

    it.each<[string, string | Buffer, Record<string, string>, number, string]>([
      ['of another kind', 'hello', {}, 415, 'report.unknown'],
      ['that is empty', '', {}, 415, 'report.unknown'],
      ['of another tool than was named', NMAP, { tool: 'nuclei' }, 415, 'report.unknown'],
      ['of a tool that does not exist', NMAP, { tool: 'nessus' }, 415, 'report.unknown'],
      ['that is cut short', NMAP.slice(0, -40), {}, 422, 'report.unreadable'],
      ['with an XML bomb', bomb, {}, 422, 'report.unreadable'],
      ['with an external entity', external, {}, 422, 'report.unreadable'],
      ['that is nested too deep', deep, {}, 422, 'report.unreadable'],
      ['with JSON nested too deep', `{"$schema":"sarif","runs":${'['.repeat(3000)}`, {}, 422, 'report.unreadable'],
      [
        'with bytes that are no text',
        Buffer.concat([Buffer.from(NMAP.slice(0, 300)), Buffer.from([0xc3, 0x28])]),
        {},
        422,
        'report.unreadable',
      ],
      ['that is too large', `<nmaprun>${' '.repeat(2_200_000)}</nmaprun>`, {}, 413, 'report.too-large'],
      ['for a target that is none', NMAP, { target: '-oX' }, 400, 'target.invalid'],
      ['with a field that there is not', NMAP, { targett: 'a.example' }, 400, 'import.invalid'],
    ])('a file %s', async (_, content, fields, status, code) => {
      const before = await everything();

      const answer = await send<ProblemDto>(content, fields);

      expect(answer).toMatchObject({ status, body: { code } });
      expect(await everything()).toEqual(before);
    });

    it('a request that is no form, or a form without a file', async () => {
      expect(await server.post('/imports', { a: 1 })).toMatchObject({ status: 400, body: { code: 'import.invalid' } });
      expect(await server.upload('/imports', 'x', 'x', {}, 'other')).toMatchObject({ status: 400 });
    });

    it.each([
      ['without its end', '; boundary=x'],
      ['without a boundary', ''],
      ['with another boundary than it says', '; boundary=y'],
    ])('a form %s', async (_, boundary) => {
      const before = await everything();
      const form = `--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n${NMAP}`;

      const answer = await server.raw('/imports', form, `multipart/form-data${boundary}`);

      expect(answer).toMatchObject({ status: 400, body: { code: 'import.invalid' } });
      expect(await everything()).toEqual(before);
    });

    it('any of 500 damaged reports, and none of them is an error of the server', async () => {
      const folders = ['formats', 'adapters'].flatMap((part) =>
        readdirSync(join(TOOLS, part)).map((tool) => join(part, tool)),
      );
      const reports = folders.flatMap((folder) =>
        readdirSync(join(TOOLS, folder, 'fixtures')).flatMap((name) =>
          REPORT_FORMATS.some(({ id }) => name.startsWith(`${id}.`)) ? [fixture(folder, name)] : [],
        ),
      );
      let random = 1;
      const next = (below: number): number => {
        random = (random * 48_271) % 2_147_483_647;
        return random % below;
      };
      const statuses = new Map<number, number>();
      for (let turn = 0; turn < 500; turn += 1) {
        const report = reports[turn % reports.length]!;
        const start = next(report.length);
        const damaged = Buffer.concat([
          report.subarray(0, start),
          Buffer.from(Array.from({ length: next(12) }, () => next(256))),
          report.subarray(start + next(200)),
        ]);
        const before = await everything();
        const { status } = await send(damaged, { target: 'damaged.example' });
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status >= 400) expect(await everything()).toEqual(before);
      }

      expect([...statuses.keys()].filter((status) => ![200, 201, 413, 415, 422].includes(status))).toEqual([]);
      expect(statuses.get(422)).toBeGreaterThan(100);
    }, 120_000);
  });
});

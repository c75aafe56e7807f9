import { type ImportDto } from '../../src/reports/dto/import.dto.js';
import { type ToolRunDto } from '../../src/scans/dto/tool-run.dto.js';
import { ReplayCalls } from './replay-calls.js';
import { TestServer } from './test-server.js';

const XML = `<?xml version="1.0"?>
<nmaprun scanner="nmap" start="1463385600" version="7.94"><host><address addr="192.0.2.1" addrtype="ipv4"/>
<ports><port protocol="tcp" portid="22"><state state="open"/></port>
<port protocol="tcp" portid="443"><state state="open"/></port></ports></host><runstats/></nmaprun>`;

describe('reading an imported report again', () => {
  let server: TestServer;
  afterEach(() => server.stop());

  const { preview, replay, findingsOf, change } = new ReplayCalls(() => server);

  async function imported(text: string, fields: Readonly<Record<string, string>> = {}): Promise<ToolRunDto> {
    server = await TestServer.start([]);
    const { body } = await server.upload<ImportDto>('/imports', text, 'report', fields);
    return (await server.runs(body.scanId))[0]!;
  }

  it('takes the format that it was imported in, and finds nothing else', async () => {
    const run = await imported(XML);

    expect((await preview(run)).body).toMatchObject({
      before: 2,
      after: 2,
      added: { count: 0 },
      changed: { count: 0 },
    });
  });

  it('is told the target again if it was told one then', async () => {
    const run = await imported('/admin (Status: 200) [Size: 12]\n', { target: 'https://given.example/app/' });

    expect((await preview(run)).body).toMatchObject({ before: 1, after: 1, added: { count: 0 } });
  });

  it('brings what an older format had not read', async () => {
    const run = await imported(XML);
    const [lost] = await findingsOf({ id: run.scanId });
    await change(`DELETE FROM findings WHERE id = '${lost!.id}'`); // as if it had never been read
    await change(`UPDATE observations SET evidence = 'old words'`);

    const { added, changed } = await replay(run);

    expect(added.items).toMatchObject([{ weakness: lost!.weakness, endpoint: { label: lost!.endpoint.label } }]);
    expect(changed.items).toMatchObject([{ fields: ['evidence'] }]);
    expect(await findingsOf({ id: run.scanId })).toHaveLength(2);
    expect((await server.runs(run.scanId))[0]).toMatchObject({ state: 'imported', observations: 2 });
  });
});

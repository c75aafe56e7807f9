import { targets as nastyTargets } from '../../src/targets/testing/nasty-targets.js';
import { scriptedTool } from './scripted-tool.js';
import { TestServer } from './test-server.js';

interface Problem {
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly field: string }[];
}

describe('a request', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start([
      scriptedTool('one', 'echo done', { profiles: { quick: { timeLimitSeconds: 5, expectedSeconds: 1 } } }),
    ]);
  });
  afterAll(() => server.stop());

  const authorisation = { authorisedBy: 'the test' };

  it('is answered with where to follow the scan', async () => {
    const answer = await server.post<{ id: string }>('/scans', {
      target: '127.0.0.1',
      profile: 'quick',
      authorisation,
    });

    expect(answer).toMatchObject({ status: 202, headers: { location: `/api/v1/scans/${answer.body.id}` } });
  });

  it('with the same Idempotency-Key starts one scan, however often and however fast it comes', async () => {
    const body = { target: '127.0.0.1', profile: 'quick', authorisation };
    const key = { 'idempotency-key': 'one-and-the-same' };

    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => server.post<{ id: string }>('/scans', body, key)));

    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202]);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    const other = await server.post('/scans', { ...body, ports: [1] }, key);
    expect(other).toMatchObject({ status: 409, body: { code: 'request-key.reused' } });
  });

  const ended = { authorisedBy: 'a', validFrom: '2020-01-01T00:00:00Z', validTo: '2020-02-01T00:00:00Z' };

  it.each([
    { what: 'no target', body: {}, code: 'request.invalid', field: 'target' },
    {
      what: 'a target and the practice target',
      body: { target: '127.0.0.1', practiceTarget: true },
      code: 'request.invalid',
      field: 'target',
    },
    {
      what: 'a profile that is none',
      body: { target: '127.0.0.1', profile: 'furious' },
      code: 'request.invalid',
      field: 'profile',
    },
    {
      what: 'a port that is none',
      body: { target: '127.0.0.1', ports: [70000] },
      code: 'request.invalid',
      field: 'ports[0]',
    },
    {
      what: 'a tool that is none',
      body: { target: '127.0.0.1', tools: ['rm -rf'], profile: 'quick' },
      code: 'scan.tool-not-usable',
      field: 'tools',
    },
    {
      what: 'a tool outside of the profile',
      body: { target: '127.0.0.1', tools: ['one'], profile: 'deep' },
      code: 'scan.tool-not-usable',
      field: 'tools',
    },
    { what: 'an option as target', body: { target: '-oX', profile: 'quick' }, code: 'target.invalid', field: 'target' },
  ])('with $what is refused, and the field is named', async ({ body, code, field }) => {
    const answer = await server.post<Problem>('/scans', body);

    expect(answer).toMatchObject({ status: 400, body: { code } });
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body.errors?.map((error) => error.field)).toContain(field);
  });

  it.each([
    { what: 'a metadata address', body: { target: '169.254.169.254', authorisation }, code: 'target.out-of-scope' },
    {
      what: 'a port that the target does not name',
      body: { target: 'http://127.0.0.1:8081/', ports: [39767], authorisation },
      code: 'target.not-authorised',
    },
    { what: 'nobody who allows it', body: { target: '127.0.0.77' }, code: 'target.not-authorised' },
    {
      what: 'an authorisation that has ended',
      body: { target: '127.0.0.78', authorisation: ended },
      code: 'target.not-authorised',
    },
  ])('with $what is forbidden in words', async ({ body, code }) => {
    const answer = await server.post<Problem>('/scans', { ...body, profile: 'quick' });

    expect(answer).toMatchObject({ status: 403, body: { code } });
    expect(answer.body.detail).not.toBe('');
  });

  it.each([
    { what: 'ports', body: { target: '127.0.0.1', port: [80] }, field: 'port' },
    {
      what: 'an authorisation',
      body: { target: '127.0.0.1', authorisation: { by: 'me', authorisedBy: 'me' } },
      field: 'by',
    },
  ])('that misspells $what is refused, never read without it', async ({ body, field }) => {
    const answer = await server.post<Problem>('/scans', body);

    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain(field);
  });

  it('with wrong JSON, another type or a huge body is refused', async () => {
    expect(await server.raw('/scans', '{"target":', 'application/json')).toMatchObject({ status: 400 });
    expect(await server.raw('/scans', '<scan/>', 'text/xml')).toMatchObject({ status: 415 });
    const huge = JSON.stringify({ target: 'a'.repeat(2_000_000) });
    expect(await server.raw('/scans', huge, 'application/json')).toMatchObject({ status: 413 });
  });

  it.each(['/scans/nothing', '/runs/nothing', '/findings/nothing', '/targets/nothing', '/no/such/route'])(
    'for %s is not found, as a problem document',
    async (path) => {
      const answer = await server.get<Problem>(path);

      expect(answer.status).toBe(404);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.body.detail).not.toContain('at ');
    },
  );

  it.each([
    '/scans?limit=0',
    '/scans?sate=running',
    '/scans?limit=201',
    '/scans?limit=x',
    '/scans?pageToken=nonsense',
    '/targets?pageToken=W10',
  ])('for %s is refused', async (path) => {
    expect((await server.get(path)).status).toBe(400);
  });

  it('with any nasty target gets a verdict: no error of the server, and no scan of what is refused everywhere', async () => {
    const refused = nastyTargets.filter(({ verdict }) => Object.values(verdict).every((word) => word === 'reject'));
    // this server listens on loopback and may scan it, unlike the list's
    const strangers = refused.filter(({ input }) => !/^(https?:\/\/)?(127\.|\[?::1|localhost)/i.test(input));
    expect(strangers.length).toBeGreaterThan(100);

    for (const { input } of strangers) {
      const { status, body } = await server.post<Problem>('/scans', { target: input, profile: 'quick', authorisation });

      expect([input, status]).toEqual([input, status >= 400 && status < 500 ? status : 'a refusal']);
      expect([input, body.detail]).not.toEqual([input, '']);
    }
  });
});

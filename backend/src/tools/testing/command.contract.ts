import { type Endpoint } from '../../targets/endpoint.js';
import { type ExternalTool, PROFILES, type ToolRunRequest, type ToolSubject } from '../tool-adapter.js';
import { readmeOf, RUN_PATHS } from './tool-fixtures.js';

const PLACES: Readonly<Record<ToolSubject, readonly Endpoint[]>> = {
  host: [
    { host: 'scan.example', address: '192.0.2.7' },
    { host: '2001:db8::7', address: '2001:db8::7' },
  ],
  domain: [{ host: 'scan.example', address: '192.0.2.7' }],
  tls: [
    { host: 'scan.example', address: '192.0.2.7', port: 8443, protocol: 'https' },
    { host: '2001:db8::7', address: '2001:db8::7', port: 993, protocol: 'tls' },
  ],
  web: [
    { host: 'scan.example', address: '192.0.2.7', port: 8080, protocol: 'http' },
    { host: 'scan.example', address: '192.0.2.7', port: 443, protocol: 'https', path: '/--oX,-FUZZ/-o?x=-w&y=--' },
    { host: '2001:db8::7', address: '2001:db8::7', port: 8080, protocol: 'http', path: '/' },
  ],
  ssh: [
    { host: 'scan.example', address: '192.0.2.7', port: 2222, protocol: 'ssh' },
    { host: '2001:db8::7', address: '2001:db8::7', port: 22, protocol: 'ssh' },
  ],
};

/** What the command of an external program owes. Call inside a `describe` of the tool. */
export function itBuildsSafeCommands(tool: ExternalTool): void {
  const requests = PROFILES.flatMap((profile) =>
    PLACES[tool.manifest.subject].map((endpoint): ToolRunRequest => ({ endpoint, profile, settings: {} })),
  );

  it('builds the same command for the same request', () => {
    for (const request of requests) {
      const frozen = Object.freeze({ ...request, endpoint: Object.freeze({ ...request.endpoint }) });

      expect(tool.command(frozen, RUN_PATHS)).toEqual(tool.command(frozen, RUN_PATHS));
    }
  });

  it('names a program, not a path, and no shell', () => {
    const programs = new Set(requests.map((request) => tool.command(request, RUN_PATHS).program));

    expect([...programs].filter((program) => !/^[a-z][a-z0-9.-]*$/.test(program))).toEqual([]);
    expect([...programs]).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(?:ba|da|z)?sh$/)]));
  });

  it('never lets a target become an option', () => {
    const options = requests.flatMap((request) => {
      const { args } = tool.command(request, RUN_PATHS);
      const end = args.indexOf('--');
      return args.filter((arg, position) => isOptionOfTarget(arg, request.endpoint) && (end === -1 || position < end));
    });

    expect(options).toEqual([]);
  });

  it('goes to the pinned address, or says in its README why it goes by name', () => {
    const byName = requests.filter(({ endpoint, ...rest }) => {
      const { args } = tool.command({ endpoint, ...rest }, RUN_PATHS);
      return !args.some((arg) => arg.includes(endpoint.address));
    });

    expect(byName.length === 0 || /pinned address/i.test(readmeOf(tool))).toBe(true);
  });

  it('reads at least one stream, and a report only from the file it was given', () => {
    for (const request of requests) {
      const { args, parsed } = tool.command(request, RUN_PATHS);

      expect(parsed.length).toBeGreaterThan(0);
      expect(args.some((arg) => arg.includes(RUN_PATHS.report))).toBe(parsed.includes('report'));
    }
  });

  it('says how to install it, and asks for the version of the program that it runs', () => {
    expect(tool.install.other).not.toBe('');
    const programs = new Set(requests.map((request) => tool.command(request, RUN_PATHS).program));

    expect([...programs]).toEqual([tool.version.argv[0]]);
  });

  it('does not take another program for itself', () => {
    expect(tool.version.parse('')).toBeUndefined();
    expect(tool.version.parse('command not found')).toBeUndefined();
  });
}

/** An argument that begins with a dash and holds a part of the target, unless it is `--option=value`. */
function isOptionOfTarget(arg: string, { host, address, path }: Endpoint): boolean {
  const parts = [host, address, ...(path === undefined || path === '/' ? [] : [path])];
  if (!arg.startsWith('-') || !parts.some((part) => arg.includes(part))) return false;
  return !/^--?[a-z][\w-]*=/i.test(arg) || parts.some((part) => arg.slice(0, arg.indexOf('=')).includes(part));
}

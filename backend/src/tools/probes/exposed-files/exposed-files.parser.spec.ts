import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Observation } from '../../../findings/observation.js';
import { recordedRequest, replay } from '../../testing/tool-fixtures.js';
import { exposedFilesProbe } from './exposed-files.probe.js';

function fixture(name: string): string {
  return readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
}

function read(transcript: string, size = 997) {
  const request = recordedRequest(exposedFilesProbe, 'standard');
  const { events, verdict } = replay(exposedFilesProbe, request, [['stdout', transcript]], { size });
  const found = events.flatMap((event): Observation[] => (event.type === 'observation' ? [event.observation] : []));
  return { found, verdict };
}

describe('the exposed-files probe', () => {
  it('finds what the practice target leaks, each at its place, and nothing else', () => {
    const { found, verdict } = read(fixture('success-practice.jsonl'));

    expect(found.map(({ weakness, endpoint }) => `${weakness} ${endpoint.path ?? ''}`)).toEqual([
      'http.exposed.git /.git/',
      'http.exposed.env /.env',
      'http.exposed.backup /backup.sql',
      'http.exposed.backup /config.php.bak',
      'http.exposed.phpinfo /phpinfo.php',
      'http.exposed.server-status /server-status',
      'http.directory-listing /files/',
    ]);
    expect(verdict).toMatchObject({ outcome: 'succeeded', coverage: [{ family: 'http.files', status: 'ran' }] });
  });

  it('shows the content that proves it, with secrets masked', () => {
    const { found } = read(fixture('success-practice.jsonl'));
    const evidence = found.find(({ weakness }) => weakness === 'http.exposed.env')?.evidence;

    expect(evidence).toContain('APP_ENV=production');
    expect(evidence).toContain('DB_PASSWORD=ma***');
    expect(evidence).not.toContain('made-up-and-opens-nothing');
  });

  it('finds what an nginx serves that should not', () => {
    const { found, verdict } = read(fixture('success-nginx.jsonl'));

    expect(found.map(({ weakness, endpoint }) => `${weakness} ${endpoint.path ?? ''}`)).toEqual([
      'http.exposed.git /.git/',
      'http.exposed.env /.env',
      'http.exposed.server-status /nginx_status',
      'http.directory-listing /files/',
      'http.directory-listing /.git/',
    ]);
    expect(verdict.outcome).toBe('succeeded');
  });

  it('finds nothing where everything is redirected', () => {
    expect(read(fixture('success-redirects.jsonl'))).toMatchObject({ found: [], verdict: { outcome: 'succeeded' } });
  });

  it('proves no absence on a server that drips for ever', () => {
    expect(read(fixture('broken-drip.jsonl'))).toMatchObject({
      found: [],
      verdict: { outcome: 'partial', coverage: [{ status: 'partial' }] },
    });
  });

  it('is not deceived by a site that answers every path with the same page', () => {
    const { found, verdict } = read(fixture('success-catch-all.jsonl'));

    expect(found).toEqual([]);
    expect(verdict).toMatchObject({ outcome: 'succeeded', coverage: [{ status: 'ran' }] });
  });

  it('proves the absence on a site that leaks nothing', () => {
    expect(read(fixture('success-hardened.jsonl'))).toMatchObject({
      found: [],
      verdict: { outcome: 'succeeded', coverage: [{ status: 'ran' }] },
    });
  });

  it('fails where nobody answers', () => {
    expect(read(fixture('target-down.jsonl'))).toMatchObject({ found: [], verdict: { outcome: 'failed' } });
  });

  it('reports what a cut run has seen and proves no absence', () => {
    const { verdict } = read(fixture('cut-mid-run.jsonl'));

    expect(verdict.outcome).toBe('partial');
    expect(verdict.coverage[0]?.status).not.toBe('ran');
  });

  it('reads the same whatever the sizes of the pieces', () => {
    const transcript = fixture('success-practice.jsonl');

    for (const size of [13, 4096, 1_000_000]) expect(read(transcript, size).found).toHaveLength(7);
  });

  it('never throws on mutated transcripts, and never calls a cut one succeeded', () => {
    const original = fixture('success-practice.jsonl');
    fc.assert(
      fc.property(fc.nat(original.length - 20), fc.string({ maxLength: 30 }), (at, put) => {
        expect(read(original.slice(0, at) + put + original.slice(at + 5)).verdict.coverage).toHaveLength(1);
        expect(read(original.slice(0, at)).verdict.outcome).not.toBe('succeeded');
      }),
      { numRuns: 15 },
    );
  });
});

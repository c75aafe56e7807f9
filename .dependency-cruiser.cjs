// The floors of ARCHITECTURE.md as rules. Type imports count: `tsPreCompilationDeps` is on.

/** From the ground up. A folder may import itself and what stands before it. */
const floors = [
  'platform',
  'auth',
  'cache',
  'targets',
  'findings',
  'practice-target',
  'performance',
  'tools',
  'scans',
  'reports',
  'replay',
  'analysis',
  'schedules',
  'notifications',
  'health',
];

const upward = floors.slice(0, -1).map((floor, position) => ({
  name: `no-upward-import-from-${floor}`,
  comment: 'A file imports downward only. What must go up travels as an event.',
  severity: 'error',
  from: { path: `^backend/src/${floor}/` },
  to: { path: `^backend/src/(${floors.slice(position + 1).join('|')})/` },
}));

const error = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    error('no-cycle', 'Cut the cycle: move the shared part down, or send an event.', {}, { circular: true }),
    error('no-barrel', 'Import the file itself.', {}, { path: '^(backend|frontend|bench)/.*/index\\.ts$' }),
    ...upward,
    error(
      'no-import-of-entrances',
      'Entrances compose the house; nothing inside knows them.',
      { path: '^backend/src/[^/]+/' },
      { path: '^backend/src/[^/]+\\.ts$' },
    ),
    error(
      'adapters-stand-alone',
      'What two adapters share gets a named file under tools/.',
      { path: '^backend/src/tools/(adapters|probes|formats)/([^/]+)/' },
      { path: '^backend/src/tools/(adapters|probes|formats)/', pathNot: '^backend/src/tools/$1/$2/' },
    ),
    error(
      'adapters-are-pure',
      'Adapters describe; the runner acts.',
      { path: '^backend/src/tools/(adapters|formats)/', pathNot: '\\.spec\\.ts$' },
      { path: '^(node:)?(child_process|fs|net|tls|http|https|dns|dgram)(/|$)|node_modules/(typeorm|@nestjs)/' },
    ),
    error(
      'typeorm-behind-repositories',
      'Only repositories, views, entities and platform/database know SQL.',
      {
        path: '^backend/src/',
        pathNot: '(\\.repository|\\.view|\\.entity|\\.entities|\\.spec)\\.ts$|^backend/src/platform/database/',
      },
      { path: 'node_modules/typeorm/' },
    ),
    error(
      'http-at-the-edge',
      'The domain knows neither HTTP nor DTOs.',
      {
        path: '^backend/src/',
        pathNot:
          '(\\.controller|\\.dto|\\.guard|\\.decorator|\\.interceptor|\\.spec)\\.ts$|^backend/src/platform/(http|errors)/|^backend/src/[^/]+\\.ts$',
      },
      { path: 'node_modules/(@nestjs/swagger|fastify|@nestjs/platform-fastify)/' },
    ),
    error(
      'one-spawner',
      'Only platform/process starts programs.',
      { path: '^backend/src/', pathNot: '^backend/src/platform/process/|\\.spec\\.ts$' },
      { path: '^(node:)?child_process$' },
    ),
    error(
      'frontend-knows-no-backend',
      'docs/api/openapi.json is the only bridge.',
      { path: '^frontend/' },
      { path: '^backend/' },
    ),
    error(
      'backend-knows-no-frontend',
      'docs/api/openapi.json is the only bridge.',
      { path: '^backend/' },
      { path: '^frontend/' },
    ),
    error(
      'nobody-knows-the-benches',
      'What is measured knows nothing of the measurement.',
      { path: '^(backend|frontend|e2e)/' },
      { path: '^bench/' },
    ),
    error(
      'benches-measure-the-server',
      'A bench drives the server.',
      { path: '^bench/' },
      { path: '^(frontend|e2e)/' },
    ),
    error(
      'benches-stand-alone',
      'What two groups of benches share gets a folder of its own.',
      { path: '^bench/src/(schedule|database|findings|parsing|streams)/' },
      { path: '^bench/src/(schedule|database|findings|parsing|streams)/', pathNot: '^bench/src/$1/' },
    ),
    error(
      'ui-parts-are-dumb',
      'Parts show; pages fetch.',
      { path: '^frontend/src/app/ui/' },
      { path: '^frontend/src/app/(?!ui/)' },
    ),
    error(
      'frontend-features-share-queries-only',
      "A feature may use another's queries and keys, not its pages or parts.",
      { path: '^frontend/src/app/(scans|findings|imports|targets|tools|settings)/' },
      {
        path: '^frontend/src/app/(scans|findings|imports|targets|tools|settings)/',
        pathNot: '^frontend/src/app/$1/|\\.(queries|keys)\\.ts$',
      },
    ),
    error(
      'no-orphan',
      'Dead code: remove it.',
      { orphan: true, path: '^(backend|frontend)/src/', pathNot: '\\.(spec|d)\\.ts$|/migrations/|test-setup\\.ts$' },
      {},
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(fixtures|generated)/' },
  },
};

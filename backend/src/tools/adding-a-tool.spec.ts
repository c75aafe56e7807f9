import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { itKeepsTheToolContract } from './testing/adapter.contract.js';
import { itBuildsSafeCommands } from './testing/command.contract.js';
import { placeTool } from './testing/tool-fixtures.js';
import { type ExternalTool } from './tool-adapter.js';

const WORKSPACE = join(import.meta.dirname, '../../..');
const PAGE = join(WORKSPACE, 'docs/adding-a-tool.md');
/** Where the page says that its files belong ... */
const MEANT_FOR = join(import.meta.dirname, 'adapters/wafw00f');
/** ... and where they are written for this test: inside the workspace, so that packages are found. */
const FOLDER = join(WORKSPACE, '.cache/adding-a-tool');

/** A file of the page: its name in backticks, later the text between fences. */
const FILE = /`([\w./-]+\.(?:ts|json|md))`(?:(?!`{3})[^`])*\n```\w+\n([\s\S]*?)\n```\n/g;

describe('the tool of docs/adding-a-tool.md', () => {
  const files = new Map([...readFileSync(PAGE, 'utf8').matchAll(FILE)].map(([, name = '', text = '']) => [name, text]));
  rmSync(FOLDER, { recursive: true, force: true });
  for (const [name, text] of files) write(name, text);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- known only once it is written
  const { wafw00f } = require(join(FOLDER, 'wafw00f.adapter.ts')) as { readonly wafw00f: ExternalTool };
  placeTool(wafw00f, FOLDER);

  it('has all the files that the page speaks of', () => {
    expect([...files.keys()].sort()).toEqual([
      'README.md',
      'fixtures/cut-short.json',
      'fixtures/success-detected.json',
      'fixtures/success.json',
      'fixtures/target-down.json',
      'wafw00f.adapter.ts',
      'wafw00f.parser.spec.ts',
      'wafw00f.parser.ts',
    ]);
  });

  it('understands what the program says of its version', () => {
    expect(wafw00f.version.parse('[+] The version of WAFW00F you have is v2.2.0')).toBe('2.2.0');
  });

  itKeepsTheToolContract(wafw00f);
  itBuildsSafeCommands(wafw00f);

  // eslint-disable-next-line @typescript-eslint/no-require-imports -- its own tests, which describe themselves
  require(join(FOLDER, 'wafw00f.parser.spec.ts'));
});

function write(name: string, text: string): void {
  const path = join(FOLDER, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, name.endsWith('.ts') ? withImportsFrom(MEANT_FOR, path, text) : text);
}

/** The imports of a file that was meant for `folder`, seen from where it lies. */
function withImportsFrom(folder: string, path: string, text: string): string {
  return text.replace(/from '(\.\.\/[^']+)'/g, (_, specifier: string) => {
    return `from '${relative(dirname(path), resolve(folder, specifier))}'`;
  });
}

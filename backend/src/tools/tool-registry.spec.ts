import { itKeepsTheToolContract } from './testing/adapter.contract.js';
import { itBuildsSafeCommands } from './testing/command.contract.js';
import { PROFILES } from './tool-adapter.js';
import { ToolRegistry, TOOLS } from './tool-registry.js';

describe('the tools', () => {
  it('have an id of their own', () => {
    const ids = TOOLS.map(({ manifest }) => manifest.id);

    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(PROFILES)('offer something for the %s profile when a scan names none', (profile) => {
    const defaults = new ToolRegistry().defaultsOf(profile);

    expect(defaults.length).toBeGreaterThan(0);
    expect(defaults.every(({ manifest }) => manifest.byDefault)).toBe(true);
  });

  it('are found by id', () => {
    const registry = new ToolRegistry();

    expect(TOOLS.map(({ manifest }) => registry.find(manifest.id))).toEqual([...TOOLS]);
    expect(registry.find('no-such-tool')).toBeUndefined();
  });
});

describe.each(TOOLS.map((tool) => [tool.manifest.id, tool] as const))('the tool %s', (_, tool) => {
  itKeepsTheToolContract(tool);
  if (tool.kind === 'external') itBuildsSafeCommands(tool);
});

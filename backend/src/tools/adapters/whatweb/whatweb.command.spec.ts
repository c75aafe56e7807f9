import { type Profile } from '../../tool-adapter.js';
import { whatweb } from './whatweb.adapter.js';
import { whatwebCommand } from './whatweb.command.js';

const endpoint = { host: 'shop.example', address: '192.0.2.10', port: 8443, protocol: 'https', path: '/app/' } as const;
const argsFor = (profile: Profile): readonly string[] => whatwebCommand({ endpoint, profile, settings: {} }).args;

describe('the WhatWeb command', () => {
  it('ends in the address, behind the end of the options', () => {
    expect(argsFor('quick').slice(-2)).toEqual(['--', 'https://shop.example:8443/app/']);
  });

  it('never follows a redirect', () => {
    expect(argsFor('deep')).toContain('--follow-redirect=never');
  });

  it('asks further questions in the deep profile only', () => {
    const levels = (['quick', 'standard', 'deep'] as const).map((profile) =>
      argsFor(profile).find((arg) => arg.startsWith('--aggression')),
    );

    expect(levels).toEqual(['--aggression=1', '--aggression=1', '--aggression=3']);
  });

  it('knows its version from the first line', () => {
    expect(whatweb.version.parse('WhatWeb version 0.5.5 ( https://example.org/ )\n')).toBe('0.5.5');
  });
});

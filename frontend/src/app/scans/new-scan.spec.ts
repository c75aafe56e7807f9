import { aTool } from '../../testing/builders';
import { defaultTools, newScanOf, toolsOfProfile } from './new-scan';

describe('newScanOf', () => {
  it('leaves out what nobody chose', () => {
    expect(newScanOf({ target: ' example.org ', profile: 'quick', fresh: false })).toEqual({
      target: 'example.org',
      practiceTarget: false,
      profile: 'quick',
      fresh: false,
    });
  });

  it('reads the scope line by line and forgets empty fields', () => {
    const authorisation = { authorisedBy: ' Ada ', scope: '*.example.org\n\n 192.0.2.0/24 ', note: '  ' };

    expect(newScanOf({ target: 'example.org', profile: 'quick', fresh: true, authorisation }).authorisation).toEqual({
      authorisedBy: 'Ada',
      scope: ['*.example.org', '192.0.2.0/24'],
    });
  });
});

describe('tools of a profile', () => {
  const tools = [
    aTool({ id: 'nmap' }),
    aTool({ id: 'ffuf', byDefault: false }),
    aTool({ id: 'testssl', profiles: ['deep'] }),
  ];

  it('are those that take part in it', () => {
    expect(toolsOfProfile(tools, 'quick').map(({ id }) => id)).toEqual(['nmap', 'ffuf']);
  });

  it('run by default unless they must be chosen', () => {
    expect(defaultTools(tools, 'deep')).toEqual(['nmap', 'testssl']);
  });
});

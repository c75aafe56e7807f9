import { isDmarc, parseDmarc } from './dmarc.js';
import { DnsAnswers, Inquiry } from './inquiry.js';
import { type LookupAnswer } from './lookups.js';
import { isSpf, parseSpf } from './spf.js';
import { walkSpf } from './spf-walk.js';

describe('SPF records', () => {
  it.each([
    ['v=spf1', true],
    ['V=SPF1 -all', true],
    ['v=spf10 -all', false],
    ['v=spf1-all', false],
    [' v=spf1 -all', false],
  ])('are told by their first word: %j', (text, expected) => {
    expect(isSpf(text)).toBe(expected);
  });

  it.each([
    ['v=spf1 -all', { all: '-' }],
    ['v=spf1 mx ~ALL', { all: '~' }],
    ['v=spf1 all', { all: '+' }],
    ['v=spf1 redirect=example.net.', { redirect: 'example.net' }],
    ['v=spf1 redirect=example.net ?all', { all: '?' }],
    ['v=spf1 mx', {}],
  ])('are read: %j', (text, expected) => {
    expect(parseSpf(text)).toEqual(expected);
  });

  it.each([
    ['ends in -all', { 'a.test': ['v=spf1 mx -all'] }, []],
    ['lets anyone send', { 'a.test': ['v=spf1 +all'] }, [/anyone may send/]],
    ['says nothing of strangers', { 'a.test': ['v=spf1 ?all'] }, [/nothing is said/]],
    ['has no end', { 'a.test': ['v=spf1 mx'] }, [/no "all"/]],
    ['stands there twice', { 'a.test': ['v=spf1 -all', 'v=spf1 ~all'] }, [/several/]],
    ['includes a neutral record', { 'a.test': ['v=spf1 include:b.test -all'], 'b.test': ['v=spf1 ?all'] }, []],
    [
      'includes one for anyone',
      { 'a.test': ['v=spf1 include:b.test -all'], 'b.test': ['v=spf1 +all'] },
      [/b\.test ends in \+all/],
    ],
    [
      'includes a name without record',
      { 'a.test': ['v=spf1 include:b.test -all'], 'b.test': [] },
      [/included, has no SPF/],
    ],
    [
      'redirects to a neutral record',
      { 'a.test': ['v=spf1 redirect=b.test'], 'b.test': ['v=spf1 ?all'] },
      [/b\.test ends in \?all/],
    ],
    ['includes itself', { 'a.test': ['v=spf1 include:a.test -all'] }, []],
    ['holds a macro', { 'a.test': ['v=spf1 include:%{i}.b.test -all'] }, []],
  ])('are followed: a record that %s', (_, zone, problems) => {
    const result = walkSpf('a.test', inquiryOf(zone));

    expect(result.gaps).toEqual([]);
    expect(result.problems).toHaveLength(problems.length);
    for (const [position, pattern] of problems.entries()) expect(result.problems[position]).toMatch(pattern);
  });

  it('are void when more than ten look-ups are needed', () => {
    const ten = Array.from({ length: 10 }, (_, number) => `a:h${number}.test`).join(' ');

    expect(walkSpf('a.test', inquiryOf({ 'a.test': [`v=spf1 ${ten} -all`] })).problems).toEqual([]);
    expect(walkSpf('a.test', inquiryOf({ 'a.test': [`v=spf1 ${ten} mx -all`] })).problems).toEqual([
      'more than 10 look-ups are needed, which makes the record void',
    ]);
  });

  it('stay unknown where a look-up failed', () => {
    const answers = new DnsAnswers();
    answers.add({ name: 'a.test', type: 'TXT' }, { kind: 'failed', code: 'ESERVFAIL' });

    const { records, problems, gaps } = walkSpf('a.test', new Inquiry(answers));

    expect({ records, problems }).toEqual({ records: [], problems: [] });
    expect(gaps).toEqual(['TXT of a.test: the server failed (SERVFAIL)']);
  });
});

describe('DMARC records', () => {
  it.each([
    ['v=DMARC1; p=none', true],
    ['v = DMARC1 ; p=none', true],
    ['v=dmarc1; p=none', false],
    ['p=none; v=DMARC1', false],
  ])('are told by their first tag: %j', (text, expected) => {
    expect(isDmarc(text)).toBe(expected);
  });

  it.each([
    ['v=DMARC1; p=reject; sp=none', { policy: 'reject', subdomainPolicy: 'none' }],
    ['v=DMARC1; p=Quarantine', { policy: 'quarantine' }],
    ['v=DMARC1; p=nonsense', {}],
    ['v=DMARC1; rua=mailto:a@example.com', { policy: 'none' }],
    ['v=DMARC1;;;=;p', {}],
  ])('are read: %j', (text, expected) => {
    expect(parseDmarc(text)).toEqual(expected);
  });
});

function inquiryOf(zone: Readonly<Record<string, readonly string[]>>): Inquiry {
  const answers = new DnsAnswers();
  for (const [name, records] of Object.entries(zone)) {
    const answer: LookupAnswer = records.length === 0 ? { kind: 'no_data' } : { kind: 'records', records };
    answers.add({ name, type: 'TXT' }, answer);
  }
  return new Inquiry(answers);
}

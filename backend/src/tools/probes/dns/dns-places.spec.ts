import { namesUpTo, subjectOf } from './dns-subject.js';
import { DnsAnswers, Inquiry } from './inquiry.js';
import { nameServerRefusal } from './name-server-scope.js';
import { resolverAddress } from './resolver-address.js';
import { findZone } from './zone-judgement.js';

describe('subjectOf', () => {
  it.each([
    ['a.b.example.com', 'example.com'],
    ['WWW.Example.co.uk.', 'example.co.uk'],
    ['someone.github.io', 'someone.github.io'],
    ['www.weak.test', 'weak.test'],
  ])('finds the registered domain of %s', (name, domain) => {
    expect(subjectOf(name)?.domain).toBe(domain);
  });

  it.each(['localhost', 'com', 'co.uk', ''])('finds none for %j', (name) => {
    expect(subjectOf(name)).toBeUndefined();
  });

  it('climbs no higher than the registered domain', () => {
    expect(namesUpTo({ host: 'a.b.example.com', domain: 'example.com' })).toEqual([
      'a.b.example.com',
      'b.example.com',
      'example.com',
    ]);
  });
});

describe('findZone', () => {
  it('finds a zone that was delegated below the registered domain', () => {
    const answers = new DnsAnswers();
    answers.add({ name: 'a.b.example.com', type: 'CNAME' }, { kind: 'no_data' });
    answers.add({ name: 'a.b.example.com', type: 'NS' }, { kind: 'no_data' });
    answers.add({ name: 'b.example.com', type: 'CNAME' }, { kind: 'no_data' });
    answers.add({ name: 'b.example.com', type: 'NS' }, { kind: 'records', records: ['ns.example.com'] });

    expect(findZone({ host: 'a.b.example.com', domain: 'example.com' }, new Inquiry(answers))).toEqual({
      kind: 'zone',
      zone: 'b.example.com',
      servers: ['ns.example.com'],
    });
  });

  it("does not take the servers of an alias' target for the zone's own", () => {
    const answers = new DnsAnswers();
    answers.add({ name: 'www.example.com', type: 'CNAME' }, { kind: 'records', records: ['cdn.example.net'] });
    answers.add({ name: 'www.example.com', type: 'NS' }, { kind: 'records', records: ['ns.example.net'] });
    answers.add({ name: 'example.com', type: 'NS' }, { kind: 'records', records: ['ns.example.com'] });

    expect(findZone({ host: 'www.example.com', domain: 'example.com' }, new Inquiry(answers))).toMatchObject({
      zone: 'example.com',
    });
  });
});

describe('nameServerRefusal', () => {
  it.each([
    '127.0.0.1',
    '10.0.0.53',
    '169.254.169.254',
    '192.0.2.1',
    '::1',
    'fd00::53',
    'fe80::1',
    '::ffff:8.8.8.8',
    '4000::1',
  ])('refuses %s', (address) => {
    expect(nameServerRefusal(address, '203.0.113.5')).toContain(address);
  });

  it.each(['8.8.8.8', '2620:fe::fe'])('lets the public address %s pass', (address) => {
    expect(nameServerRefusal(address, '203.0.113.5')).toBeUndefined();
  });

  it('lets the authorised address of the target pass', () => {
    expect(nameServerRefusal('10.0.0.53', '10.0.0.53')).toBeUndefined();
  });
});

describe('resolverAddress', () => {
  it.each([
    ['9.9.9.9:5353', { address: '9.9.9.9', port: 5353 }],
    ['9.9.9.9', { address: '9.9.9.9', port: 53 }],
    ['[2620:fe::fe]:53', { address: '2620:fe::fe', port: 53 }],
    ['2620:fe::fe', { address: '2620:fe::fe', port: 53 }],
    ['dns.example', undefined],
    ['9.9.9.9:99999', undefined],
    ['999.9.9.9:53', undefined],
    [undefined, undefined],
  ])('reads %j', (text, expected) => {
    expect(resolverAddress(text)).toEqual(expected);
  });
});

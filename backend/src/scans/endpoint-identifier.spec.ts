import { Clock } from '../platform/clock.js';
import { type Identification } from '../tools/identification/identify-endpoint.js';
import { EndpointIdentifier } from './endpoint-identifier.js';

class ManualClock extends Clock {
  time = 0;
  now(): Date {
    return new Date(this.time);
  }
}

const PLACE = { host: 'a.test', address: '127.0.0.1', port: 443 };

describe(EndpointIdentifier.name, () => {
  let clock: ManualClock;
  let answer: Identification;
  let asked: number;
  let sut: EndpointIdentifier;

  beforeEach(() => {
    clock = new ManualClock();
    answer = { state: 'open', protocol: 'https', detail: 'it speaks HTTP inside TLS' };
    asked = 0;
    sut = new EndpointIdentifier(clock, () => {
      asked += 1;
      return Promise.resolve(answer);
    });
  });

  const ask = (part: Partial<typeof PLACE> = {}) => sut.of({ ...PLACE, ...part }, new AbortController().signal);

  it('asks once for runs that start together, and again after a moment', async () => {
    expect(await ask()).toBe(await ask());
    expect(asked).toBe(1);

    clock.time = 3001;
    await ask();
    expect(asked).toBe(2);
  });

  it('asks once for runs that come while the answer is under way', async () => {
    const answers = await Promise.all([ask(), ask(), ask()]);

    expect(new Set(answers).size).toBe(1);
    expect(asked).toBe(1);
  });

  it('takes no answer of one name or port for that of another', async () => {
    await ask();
    await ask({ port: 444 });
    await ask({ host: 'b.test' });

    expect(asked).toBe(3);
  });

  it('asks again where nothing answered', async () => {
    answer = { state: 'closed', detail: 'the connection was refused' };

    await ask();
    await ask();

    expect(asked).toBe(2);
  });
});

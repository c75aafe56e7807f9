import { AnswerLimit } from './answer-limit.js';
import { ConnectionBudget } from './connection-budget.js';
import { type Attempt, type Attempter } from './port-attempt.js';
import { type PortsLine, type PortsLineOf } from './ports.schema.js';
import { Sweep } from './sweep.js';

const CLOSED: Attempt = { kind: 'closed' };
const UNANSWERED: Attempt = { kind: 'unanswered' };

describe('Sweep', () => {
  it('tries a silent port a second time before it calls it unanswered', async () => {
    const tried: number[] = [];

    const { states } = await sweep([1, 2], (port) => {
      tried.push(port);
      return port === 1 ? UNANSWERED : CLOSED;
    });

    expect(tried).toEqual([1, 2, 1]);
    expect(states).toMatchObject({ closed: '2', unanswered: '1', unknown: '' });
  });

  it('takes a port for closed that answers the second time only', async () => {
    let tries = 0;

    const { states } = await sweep([1], () => {
      tries += 1;
      return tries === 1 ? UNANSWERED : CLOSED;
    });

    expect(states).toMatchObject({ closed: '1', unanswered: '' });
  });

  it('makes fewer attempts at once when the machine runs short, and still tries every port', async () => {
    const ports = Array.from({ length: 40 }, (_, offset) => offset + 1);
    let underWay = 0;

    const { states, lines } = await sweep(ports, async () => {
      underWay += 1;
      await new Promise((resolve) => setTimeout(resolve, 1));
      underWay -= 1;
      return underWay >= 10 ? { kind: 'short', code: 'EMFILE' } : CLOSED;
    });

    expect(states).toMatchObject({ closed: '1-40', unknown: '' });
    expect(lines.some(({ type }) => type === 'strain')).toBe(true);
  });

  it('calls a port unknown when the machine stays short', async () => {
    const { states } = await sweep([7], () => ({ kind: 'short', code: 'EMFILE' }));

    expect(states).toMatchObject({ unknown: '7', closed: '', errors: [{ code: 'EMFILE', count: 1 }] });
  });

  it('lets others have their turn, however quickly the ports answer', async () => {
    const ports = Array.from({ length: 400 }, (_, offset) => offset + 1);
    const begunPerTurn: number[] = [0];
    const countTurns = (): void => {
      begunPerTurn.push(0);
      if (begunPerTurn.length < 1000) setImmediate(countTurns);
    };
    setImmediate(countTurns);

    const { states } = await sweep(ports, () => {
      begunPerTurn.push((begunPerTurn.pop() ?? 0) + 1);
      return CLOSED;
    });

    expect(states).toMatchObject({ closed: '1-400' });
    expect(Math.max(...begunPerTurn)).toBeLessThanOrEqual(32); // two turns may be told as one;
  });

  it('keeps what the network reports as unreachable apart from what is closed', async () => {
    const { states } = await sweep([1, 2], (port) =>
      port === 1 ? { kind: 'unreachable', code: 'EHOSTUNREACH' } : CLOSED,
    );

    expect(states).toMatchObject({ unreachable: '1', closed: '2', errors: [{ code: 'EHOSTUNREACH', count: 1 }] });
  });

  it('gives up on a host that stays silent on its first thousand ports', async () => {
    const ports = Array.from({ length: 5000 }, (_, offset) => offset + 1);
    let tries = 0;

    const { states, lines } = await sweep(ports, () => {
      tries += 1;
      return UNANSWERED;
    });

    expect(tries).toBeLessThan(1100);
    expect(lines.some(({ type }) => type === 'stopped')).toBe(true);
    expect(states.closed).toBe('');
    expect(states.unknown).not.toBe('');
  });

  it('never has more attempts under way than the budget allows', async () => {
    let [underWay, most] = [0, 0];

    await sweep(
      Array.from({ length: 100 }, (_, offset) => offset + 1),
      async () => {
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise((resolve) => setTimeout(resolve, 1));
        underWay -= 1;
        return CLOSED;
      },
    );

    expect(most).toBe(16);
  });

  it('leaves what it has not tried unknown when it is aborted', async () => {
    const abort = new AbortController();

    const { states } = await sweep(
      [1, 2, 3],
      (port) => {
        if (port === 1) return CLOSED;
        abort.abort();
        return { kind: 'aborted' };
      },
      abort.signal,
      1,
    );

    expect(states).toMatchObject({ closed: '1', unknown: '2-3' });
  });

  it('passes on a fault of its own', async () => {
    const broken = sweep([1], () => {
      throw new Error('out of order');
    });

    await expect(broken).rejects.toThrow('out of order');
  });
});

describe('AnswerLimit', () => {
  it('waits long before the first answer and by round trips after it', () => {
    const limit = new AnswerLimit(2000);

    expect(limit.ms(1)).toBe(2000);
    limit.learn(50);
    expect(limit.ms(1)).toBe(450);
    expect(limit.ms(2)).toBe(900);
  });

  it('never waits longer than at first', () => {
    const limit = new AnswerLimit(1000);
    limit.learn(900);

    expect(limit.ms(2)).toBe(1000);
  });
});

async function sweep(
  ports: readonly number[],
  attempt: (...args: Parameters<Attempter>) => Attempt | Promise<Attempt>,
  signal = new AbortController().signal,
  connections = 16,
): Promise<{ readonly states: PortsLineOf<'states'>; readonly lines: readonly PortsLine[] }> {
  const lines: PortsLine[] = [];
  const parts = {
    attempt: async (...args: Parameters<Attempter>) => attempt(...args),
    budget: new ConnectionBudget(connections),
    limit: new AnswerLimit(100),
    talk: (port: number) => Promise.resolve<PortsLine>({ type: 'talk', port, turns: [], ended: 'silent' }),
  };
  await new Sweep(ports, parts, signal, (line) => lines.push(line)).run();
  const states = lines.find((line): line is PortsLineOf<'states'> => line.type === 'states');
  if (states === undefined) throw new Error('the sweep told no states');
  return { states, lines };
}

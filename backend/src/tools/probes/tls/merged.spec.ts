import { setTimeout as pause } from 'node:timers/promises';
import { merged } from './merged.js';

describe('merged', () => {
  let running = 0;
  let mostAtOnce = 0;

  async function* counted(name: string, steps: number): AsyncGenerator<string> {
    running += 1;
    mostAtOnce = Math.max(mostAtOnce, running);
    for (let step = 1; step <= steps; step += 1) {
      await pause(1);
      yield `${name}${step}`;
    }
    running -= 1;
  }

  it('yields everything of all sources, never more of them at once than allowed', async () => {
    const seen: string[] = [];
    const sources = ['a', 'b', 'c', 'd', 'e'].map((name) => counted(name, 3));

    for await (const value of merged(sources, 2)) seen.push(value);

    expect(seen).toHaveLength(15);
    expect(seen.filter((value) => value.startsWith('c'))).toEqual(['c1', 'c2', 'c3']);
    expect(mostAtOnce).toBe(2);
  });

  it('passes a failure on', async () => {
    async function* broken(): AsyncGenerator<string> {
      await pause(1);
      yield 'first';
      throw new Error('broken off');
    }
    const consume = async (): Promise<void> => {
      for await (const value of merged([broken()], 2)) expect(value).toBe('first');
    };

    await expect(consume()).rejects.toThrow('broken off');
  });
});

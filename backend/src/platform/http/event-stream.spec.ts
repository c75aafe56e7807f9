import { frameWriter } from './event-stream.js';

describe(frameWriter.name, () => {
  it('writes number, type and data as the standard wants them', () => {
    const frameOf = frameWriter(() => ({ id: 7, type: 'scan', data: { text: 'two\nlines' } }));

    expect(frameOf({})).toBe('id: 7\nevent: scan\ndata: {"text":"two\\nlines"}\n\n');
  });

  it('gives no number to what cannot be asked for again', () => {
    const frameOf = frameWriter(() => ({ type: 'progress', data: 1 }));

    expect(frameOf({})).toBe('event: progress\ndata: 1\n\n');
  });

  it('describes a message once, however often it is written', () => {
    const described: number[] = [];
    const frameOf = frameWriter(({ number }: { readonly number: number }) => {
      described.push(number);
      return { id: number, type: 'run', data: number };
    });
    const first = { number: 1 };

    const frames = [frameOf(first), frameOf(first), frameOf({ number: 2 })];

    expect(described).toEqual([1, 2]);
    expect(frames[0]).toBe(frames[1]);
    expect(frames[2]).not.toBe(frames[0]);
  });
});

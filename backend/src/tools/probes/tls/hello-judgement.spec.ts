import { judge } from './hello-judgement.js';
import { type TlsAnswer } from './tls-answer.js';

const OFFERED = [0xc02f, 0x0005];

function accepted(version: number, suite: number): TlsAnswer {
  return { kind: 'accepted', hello: { version, suite }, chain: [] };
}

function alert(description: number): TlsAnswer {
  return { kind: 'alert', level: 2, description };
}

describe('the judgement of an answer to a hello', () => {
  it('takes an offered suite in the offered version for accepted', () => {
    expect(judge(accepted(0x0303, 0xc02f), 'TLS 1.2', OFFERED)).toEqual({ kind: 'suite', suite: 0xc02f });
  });

  it('takes an older version for a refusal', () => {
    expect(judge(accepted(0x0301, 0x0005), 'TLS 1.2', OFFERED)).toEqual({ kind: 'refused' });
  });

  it.each([40, 70, 71])('takes the alert %i for a refusal', (description) => {
    expect(judge(alert(description), 'TLS 1.2', OFFERED)).toEqual({ kind: 'refused' });
  });

  it.each([
    [alert(112), 'unrecognized_name'],
    [alert(80), 'internal_error'],
    [accepted(0x0304, 0x1301), 'TLS 1.3, which was not offered'],
    [accepted(0x0303, 0x0004), 'a suite that was not offered'],
    [{ kind: 'closed' }, 'closed the connection'],
    [{ kind: 'closed', error: 'ECONNRESET' }, 'ECONNRESET'],
    [{ kind: 'timed_out' }, 'in time'],
    [{ kind: 'unreachable', error: 'ECONNREFUSED' }, 'ECONNREFUSED'],
    [{ kind: 'not_tls', sample: '' }, 'not TLS'],
    [{ kind: 'malformed', reason: 'cut' }, 'cut'],
    [{ kind: 'aborted' }, 'ended'],
  ] as const)('proves nothing by %j', (answer, reason) => {
    expect(judge(answer, 'TLS 1.2', OFFERED)).toEqual({
      kind: 'unclear',
      reason: expect.stringContaining(reason) as string,
    });
  });
});

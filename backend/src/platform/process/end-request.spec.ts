import { EndRequest } from './end-request.js';

describe(EndRequest.name, () => {
  it('keeps the first cause', async () => {
    const end = new EndRequest(new AbortController().signal);

    end.ask('time_limit');
    end.ask('cancelled');

    await end.made;
    expect(end.cause).toBe('time_limit');
  });

  it('is made by the signal, with its reason', async () => {
    const controller = new AbortController();
    const end = new EndRequest(controller.signal);
    expect(end.isMade).toBe(false);

    controller.abort('shutdown');

    await end.made;
    expect(end.cause).toBe('shutdown');
  });

  it('is made from the beginning when the signal was given before', () => {
    expect(new EndRequest(AbortSignal.abort('cancelled')).isMade).toBe(true);
  });

  it('takes an abort without a cause for a cancellation', () => {
    expect(new EndRequest(AbortSignal.abort()).cause).toBe('cancelled');
  });

  it('remembers a failure also after a cause', () => {
    const end = new EndRequest(AbortSignal.abort('cancelled'));
    const error = new Error('disk full');

    end.fail(error);
    end.fail(new Error('another'));

    expect(end.failure?.error).toBe(error);
    expect(end.cause).toBe('cancelled');
  });
});

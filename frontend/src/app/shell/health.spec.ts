import { healthOf } from './health';

const up = { status: 'up' as const };

describe('healthOf', () => {
  it('says that all is ready', () => {
    const report = { details: { database: up, tools: { ...up, missing: [] } } };

    expect(healthOf(report)).toMatchObject({ level: 'good', word: 'Ready' });
  });

  it('counts tools that are missing without an alarm', () => {
    const report = { details: { database: up, tools: { ...up, missing: ['nuclei', 'ffuf'] } } };

    expect(healthOf(report)).toMatchObject({
      level: 'good',
      sentence: expect.stringContaining('2 tools are not installed'),
    });
  });

  it('names what is down', () => {
    const report = { details: { database: up, disk: { status: 'down' as const } } };

    expect(healthOf(report)).toEqual({ level: 'bad', word: 'Not ready', sentence: 'Not working: disk.' });
  });

  it('says that the server does not answer', () => {
    expect(healthOf(undefined)).toMatchObject({ level: 'bad', word: 'Offline' });
  });
});

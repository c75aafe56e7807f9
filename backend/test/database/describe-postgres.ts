import { GivenServer, OwnServer, postgresPrograms, type PostgresServer } from './postgres-server.js';

/** The server that somebody has named for the tests; absent means Debian's, started for them. */
export const givenServer = process.env['TEST_DATABASE_URL'];
const programs = postgresPrograms();
const isMissing = givenServer === undefined && programs === undefined;
const REMEDY = 'apt-get install postgresql, or set TEST_DATABASE_URL';

/** Tests that need PostgreSQL: without it they are skipped out loud, or fail in CI. */
export function describeWithPostgres(name: string, tests: (server: () => PostgresServer) => void): void {
  if (isMissing && process.env['CI'] !== undefined) throw new Error(`PostgreSQL is not installed: ${REMEDY}.`);
  if (isMissing) process.stdout.write(`Skipped: ${name}: PostgreSQL is not installed (${REMEDY}).\n`);

  (isMissing ? describe.skip : describe)(name, () => {
    let server: PostgresServer;
    beforeAll(async () => {
      server = givenServer === undefined ? await OwnServer.start(programs ?? '') : new GivenServer(givenServer);
    });
    afterAll(() => server.stop());

    tests(() => server);
  });
}

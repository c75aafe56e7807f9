import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { index, integer, json, nullable, ownedBy, primary, text } from './columns.js';

/** What people decide about a finding. Added one by one: the tables that point at findings stay as they are. */
const DECISIONS = [
  ['decision_reason', 'text'],
  ['decided_by', 'text'],
  ['accepted_until', 'text'],
  ['assignee', 'text'],
  ['override_rank', 'integer'],
  ['override_reason', 'text'],
  ['reopened_at', 'text'],
] as const;

/** One decision for many findings, as it can be undone. */
const TRIAGES = new Table({
  name: 'triages',
  columns: [
    primary(text('id')),
    text('decided_at'),
    text('decided_by'),
    nullable(text('query')),
    json('decision'),
    integer('changed'),
    nullable(text('undone_at')),
    nullable(text('undone_by')),
  ],
});

const TRIAGED_FINDINGS = new Table({
  name: 'triaged_findings',
  columns: [primary(text('triage_id')), primary(text('finding_id')), json('before'), json('after')],
  indices: [index('triaged_findings_by_finding', ['finding_id'])],
  foreignKeys: [
    ownedBy('triaged_findings_triage', 'triage_id', 'triages'),
    ownedBy('triaged_findings_finding', 'finding_id', 'findings'),
  ],
});

/** Kept by triggers, so that no code path can forget it. */
const FINDING_COUNTS = new Table({
  name: 'finding_counts',
  columns: [
    primary(text('host')),
    primary(integer('severity_rank')),
    primary(text('state')),
    primary(text('presence')),
    integer('findings'),
  ],
});

const FINDING_VIEWS = new Table({
  name: 'finding_views',
  columns: [primary(text('id')), text('name'), text('query'), text('sort'), text('created_at')],
  indices: [{ ...index('finding_views_by_name', ['name']), isUnique: true }],
});

/** Triage by people; counts and words of findings that the database keeps by itself. */
export class Triage1764500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, type] of DECISIONS) await runner.query(`ALTER TABLE "findings" ADD COLUMN "${name}" ${type}`);
    await runner.query(
      'CREATE INDEX "findings_by_assignee" ON "findings" ("assignee", "id") WHERE "assignee" IS NOT NULL',
    );
    await runner.query(
      'CREATE INDEX "findings_by_expiry" ON "findings" ("accepted_until") WHERE "accepted_until" IS NOT NULL',
    );
    for (const table of [TRIAGES, TRIAGED_FINDINGS, FINDING_COUNTS, FINDING_VIEWS]) await runner.createTable(table);
    await runner.query(`
      INSERT INTO finding_counts (host, severity_rank, state, presence, findings)
      SELECT host, severity_rank, state, presence, COUNT(*) FROM findings GROUP BY host, severity_rank, state, presence`);
    for (const statement of isPostgres(runner) ? POSTGRES : SQLITE) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of isPostgres(runner) ? NO_POSTGRES : NO_SQLITE) await runner.query(statement);
    for (const table of ['finding_views', 'finding_counts', 'triaged_findings', 'triages']) {
      await runner.query(`DROP TABLE "${table}"`);
    }
    for (const name of ['findings_by_expiry', 'findings_by_assignee']) await runner.query(`DROP INDEX "${name}"`);
    for (const [name] of DECISIONS) await runner.query(`ALTER TABLE "findings" DROP COLUMN "${name}"`);
  }
}

function isPostgres({ connection }: QueryRunner): boolean {
  return connection.options.type === 'postgres';
}

const KEY = ['host', 'severity_rank', 'state', 'presence'] as const;
const NEW_KEY = KEY.map((column) => `new.${column}`).join(', ');
const IS_OLD_KEY = KEY.map((column) => `${column} = old.${column}`).join(' AND ');

const COUNT_NEW = `INSERT INTO finding_counts (${KEY.join(', ')}, findings) VALUES (${NEW_KEY}, 1)
  ON CONFLICT (${KEY.join(', ')}) DO UPDATE SET findings = findings + 1`;
const UNCOUNT_OLD = `UPDATE finding_counts SET findings = findings - 1 WHERE ${IS_OLD_KEY};
  DELETE FROM finding_counts WHERE ${IS_OLD_KEY} AND findings <= 0`;

/** `key` is the id without dashes: one word, by which the entry of a finding is found again. */
const WORD_COLUMNS = ['words', 'weakness', 'tools', 'cve', 'cwe', 'port'] as const;

function wordsOf(row: string): string {
  const of = (column: string): string => (row === '' ? column : `${row}.${column}`);
  const said = [of('title'), of('weakness'), of('host')];
  const maybe = [of('path'), of('discriminator')].map((column) => `coalesce(${column}, '')`);
  const words = [...said, ...maybe, of('cve')].join(` || ' ' || `);
  return [of('id'), `replace(${of('id')}, '-', '')`, words, ...WORD_COLUMNS.slice(1).map(of)].join(', ');
}

const ADD_WORDS = `INSERT INTO finding_words (finding_id, key, ${WORD_COLUMNS.join(', ')})`;
const FORGET_WORDS = `DELETE FROM finding_words WHERE rowid IN
  (SELECT rowid FROM finding_words WHERE finding_words MATCH 'key:' || replace(old.id, '-', ''))`;
/** What `wordsOf` is made of and may change. */
const CHANGING_WORDS = ['title', 'path', 'tools', 'cve', 'cwe', 'port'] as const;

const SQLITE = [
  `CREATE TRIGGER finding_counted AFTER INSERT ON findings BEGIN ${COUNT_NEW}; END`,
  `CREATE TRIGGER finding_uncounted AFTER DELETE ON findings BEGIN ${UNCOUNT_OLD}; END`,
  `CREATE TRIGGER finding_recounted AFTER UPDATE OF severity_rank, state, presence ON findings
    WHEN old.severity_rank <> new.severity_rank OR old.state <> new.state OR old.presence <> new.presence
    BEGIN ${UNCOUNT_OLD}; ${COUNT_NEW}; END`,
  // the words are not stored a second time, only where they occur
  `CREATE VIRTUAL TABLE finding_words USING fts5(finding_id UNINDEXED, key, ${WORD_COLUMNS.join(', ')},
    content='', contentless_delete=1, contentless_unindexed=1, detail=full, tokenize="unicode61 remove_diacritics 0")`,
  `${ADD_WORDS} SELECT ${wordsOf('')} FROM findings`,
  `CREATE TRIGGER finding_worded AFTER INSERT ON findings BEGIN ${ADD_WORDS} VALUES (${wordsOf('new')}); END`,
  `CREATE TRIGGER finding_unworded AFTER DELETE ON findings BEGIN ${FORGET_WORDS}; END`,
  `CREATE TRIGGER finding_reworded AFTER UPDATE OF ${CHANGING_WORDS.join(', ')} ON findings
    WHEN ${CHANGING_WORDS.map((column) => `old.${column} IS NOT new.${column}`).join(' OR ')}
    BEGIN ${FORGET_WORDS}; ${ADD_WORDS} VALUES (${wordsOf('new')}); END`,
];

const NO_SQLITE = [
  ...['counted', 'uncounted', 'recounted', 'worded', 'unworded', 'reworded'].map(
    (name) => `DROP TRIGGER finding_${name}`,
  ),
  'DROP TABLE finding_words',
  // SQLite 3.52 forgets it when the table stores nothing but the column without an index
  'DROP TABLE IF EXISTS finding_words_content',
];

const CHANGE_COUNTS = `INSERT INTO finding_counts AS kept (${KEY.join(', ')}, findings)
    SELECT ${KEY.join(', ')}, SUM(change) FROM changes GROUP BY ${KEY.join(', ')} HAVING SUM(change) <> 0
    ON CONFLICT (${KEY.join(', ')}) DO UPDATE SET findings = kept.findings + excluded.findings;
  DELETE FROM finding_counts WHERE findings <= 0;
  RETURN NULL;`;

function countingFunction(name: string, changes: string): string {
  return `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN
    WITH changes AS (${changes}) ${CHANGE_COUNTS} END $body$`;
}

const POSTGRES = [
  countingFunction('finding_counted', 'SELECT *, 1 AS change FROM added'),
  countingFunction('finding_uncounted', 'SELECT *, -1 AS change FROM removed'),
  countingFunction(
    'finding_recounted',
    `SELECT ${KEY.join(', ')}, 1 AS change FROM added UNION ALL SELECT ${KEY.join(', ')}, -1 FROM removed`,
  ),
  `CREATE TRIGGER finding_counted AFTER INSERT ON findings REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION finding_counted()`,
  `CREATE TRIGGER finding_uncounted AFTER DELETE ON findings REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION finding_uncounted()`,
  `CREATE TRIGGER finding_recounted AFTER UPDATE ON findings REFERENCING OLD TABLE AS removed NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION finding_recounted()`,
  // punctuation separates words, as it does for SQLite; left alone, a host name or version would be one word
  `CREATE FUNCTION finding_words(title text, weakness text, host text, path text, discriminator text, cve text)
    RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
    SELECT to_tsvector('simple', regexp_replace(title || ' ' || weakness || ' ' || host || ' ' || coalesce(path, '') || ' ' ||
      coalesce(discriminator, '') || ' ' || cve, '[]!-/:-@[\\\\^_\`{-~]+', ' ', 'g')) $body$`,
  `CREATE INDEX findings_by_words ON findings USING gin (finding_words(title, weakness, host, path, discriminator, cve))`,
];

const NO_POSTGRES = [
  'DROP INDEX findings_by_words',
  'DROP FUNCTION finding_words',
  ...['counted', 'uncounted', 'recounted'].map((name) => `DROP TRIGGER finding_${name} ON findings`),
  ...['counted', 'uncounted', 'recounted'].map((name) => `DROP FUNCTION finding_${name}`),
];

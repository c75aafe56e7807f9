import { type RequestListener } from 'node:http';
import sqlite3 from 'sqlite3';
import { LoopbackServer } from '../../src/tools/testing/loopback-server.js';

/** What a shop has on its first page. */
export type ShopLinks = readonly string[];

const GOODS =
  "CREATE TABLE item (id INTEGER, name TEXT); INSERT INTO item VALUES (1, 'Lamp'), (2, 'Chair'), (3, 'Table');";

/** A shop with a real database: `/item?id=` hands it the parameter as code, `/safe?id=` as a value. */
export class InjectableSite {
  private constructor(
    readonly server: LoopbackServer,
    private readonly database: sqlite3.Database,
  ) {}

  static async start(links: ShopLinks): Promise<InjectableSite> {
    const database = new sqlite3.Database(':memory:');
    await new Promise<void>((resolve, reject) => {
      database.exec(GOODS, (error) => (error === null ? resolve() : reject(error)));
    });
    return new InjectableSite(await LoopbackServer.web(shop(database, links)), database);
  }

  get address(): string {
    return `http://127.0.0.1:${this.server.endpoint.port}/`;
  }

  async stop(): Promise<void> {
    await this.server.close();
    await new Promise<void>((resolve) => {
      this.database.close(() => resolve());
    });
  }
}

function shop(database: sqlite3.Database, links: ShopLinks): RequestListener {
  return (request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const id = url.searchParams.get('id') ?? '';
    const answer = (status: number, text: string): void => {
      response.writeHead(status, { 'content-type': 'text/html' });
      response.end(`<html><body><h1>Shop</h1>${text}</body></html>`);
    };
    const show = (error: Error | null, rows: readonly unknown[]): void => {
      if (error !== null) answer(500, `<p>SQLite error 1: '${error.message}'</p>`);
      else answer(200, rows.length === 0 ? '<p>nothing here</p>' : `<p>${JSON.stringify(rows)}</p>`);
    };
    if (url.pathname === '/item') database.all(`SELECT id, name FROM item WHERE id = ${id}`, show);
    else if (url.pathname === '/safe') database.all('SELECT id, name FROM item WHERE id = ?', [Number(id)], show);
    else if (url.pathname === '/') answer(200, links.map((link) => `<a href="${link}">${link}</a>`).join(' '));
    else answer(404, '<p>not found</p>');
  };
}

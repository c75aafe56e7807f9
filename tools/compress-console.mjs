// Compresses the built console once, so that the server sends the small files without working for it at each request.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const FOLDER = join(import.meta.dirname, '../dist/frontend/browser');
const TEXT = /\.(js|css|html|svg|txt)$/;
const COMPRESSED = /\.(br|gz)$/;
/** Smaller files fit into one packet anyway. */
const WORTH_IT_BYTES = 1400;

const best = {
  br: (content) =>
    promisify(brotliCompress)(content, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
    }),
  gz: (content) => promisify(gzip)(content, { level: 9 }),
};

async function compress(file) {
  const content = await readFile(file);
  if (content.length < WORTH_IT_BYTES) return;
  await Promise.all(Object.entries(best).map(async ([end, of]) => writeFile(`${file}.${end}`, await of(content))));
}

const entries = await readdir(FOLDER, { recursive: true, withFileTypes: true });
const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
await Promise.all(files.filter((file) => COMPRESSED.test(file)).map((file) => rm(file)));
await Promise.all(files.filter((file) => TEXT.test(file)).map(compress));

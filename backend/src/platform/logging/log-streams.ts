import { mkdirSync } from 'node:fs';
import pino, { type MultiStreamRes } from 'pino';
import { createStream } from 'rotating-file-stream';
import pretty from 'pino-pretty';
import { type Config } from '../config/config.js';

/** Two destinations: the console, readable for people on a terminal, and `app.log` in JSON, which rotates by size. */
export function openLogStreams({ folder, fileSizeMegabytes, fileCount, level }: Config['log']): MultiStreamRes {
  mkdirSync(folder, { recursive: true });
  const file = createStream('app.log', { path: folder, size: `${fileSizeMegabytes}M`, maxFiles: fileCount });
  // A full disk must not end the server: the console still has the line.
  file.on('error', (error) => process.stderr.write(`app.log cannot be written: ${error.message}\n`));
  const shown = process.stdout.isTTY
    ? pretty({ ignore: 'pid,hostname,req,res,context', messageFormat: '{context} {msg}', sync: true })
    : process.stdout;
  return pino.multistream([
    { stream: shown, level: level as pino.Level },
    { stream: file, level: level as pino.Level },
  ]);
}

// Development server: compiles a changed file with swc and restarts the API.
// chokidar, not fs.watch: Node 20's recursive fs.watch misses files that an editor or git replaces on Linux.
import { fork } from 'node:child_process';
import { join, relative } from 'node:path';
import { watch } from 'chokidar';
import { build, compile, from, to } from './build-backend.mjs';

let api;
let pending;

function start() {
  api = fork(join(to, 'main.js'), { execArgv: ['--enable-source-maps'] });
}

function restart() {
  if (!api || api.exitCode !== null || api.signalCode !== null) return start();
  api.once('exit', start);
  api.kill('SIGTERM');
}

build();
start();
watch(from, { ignoreInitial: true }).on('all', (event, path) => {
  if (event !== 'add' && event !== 'change') return;
  try {
    compile(relative(from, path));
  } catch (error) {
    console.error(error.message); // a syntax error while typing: keep the last good server running
    return;
  }
  clearTimeout(pending);
  pending = setTimeout(restart, 100);
});
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    if (!api) process.exit();
    api.removeAllListeners('exit');
    api.once('exit', () => process.exit());
    api.kill(signal);
  });
}

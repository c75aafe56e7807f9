// Starts one server of the lab so that it cannot outlive the lab, not even when the lab is killed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { requireProgram } from './programs.mjs';

/** The servers run as `nobody` when the lab runs as root: they are weak on purpose. */
const NOBODY = 65_534;
const READY_WITHIN_MS = 15_000;
const GRACE_MS = 3000;
const OUTPUT_KEPT = 4000;

const isRoot = process.getuid?.() === 0;
/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

process.on('exit', () => {
  for (const child of running) killGroup(child, 'SIGKILL');
});

/**
 * @typedef {object} ServerCommand
 * @property {string} name for messages
 * @property {string} program
 * @property {readonly string[]} args
 * @property {string} folder the working folder
 * @property {Record<string, string>} [env]
 * @property {() => Promise<boolean>} isReady asked again and again until it says yes
 */

/**
 * Starts a server and waits until it answers.
 * @param {ServerCommand} command
 * @returns {Promise<{ stop(): Promise<void> }>}
 */
export async function startServer({ name, program, args, folder, env = {}, isReady }) {
  const identity = isRoot ? [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'] : [];
  const child = spawn(
    requireProgram('setpriv'),
    // The kernel ends the server when the lab is gone, even after kill -9.
    ['--pdeathsig=KILL', ...identity, '--', requireProgram(program), ...args],
    {
      cwd: folder,
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: folder, ...env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-OUTPUT_KEPT)));
  }
  child.on('error', (error) => (output += error.message));
  const server = { stop: () => stopServer(child) };
  try {
    await untilReady(name, child, isReady, () => output);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

/** Lets `nobody` write in a folder or read a file of the lab. @param {string} path */
export function handOver(path) {
  if (isRoot) chownSync(path, NOBODY, NOBODY);
}

async function untilReady(name, child, isReady, output) {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline) {
    if (hasEnded(child)) throw new Error(`${name} ended at its start:\n${output()}`);
    if (await isReady()) return;
    await pause(50);
  }
  throw new Error(`${name} did not answer within ${READY_WITHIN_MS / 1000} s:\n${output()}`);
}

async function stopServer(child) {
  if (!hasEnded(child)) {
    const ended = once(child, 'exit');
    killGroup(child, 'SIGTERM');
    const timer = setTimeout(() => killGroup(child, 'SIGKILL'), GRACE_MS);
    await ended;
    clearTimeout(timer);
  }
  killGroup(child, 'SIGKILL'); // what the server started itself, e.g. sshd's connections
  running.delete(child);
}

function hasEnded(child) {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

function killGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (/** @type {any} */ error) {
    if (error.code !== 'ESRCH') throw error; // ESRCH: nothing of the group is left
  }
}

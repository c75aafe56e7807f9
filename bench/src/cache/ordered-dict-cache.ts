import { spawnSync } from 'node:child_process';

/** Microseconds for one operation. */
export interface OperationTimes {
  readonly get: number;
  readonly set: number;
  readonly miss: number;
}

/**
 * The algorithm of the cache that Parallax began with: an ordered dictionary under a lock, a time to live looked at with every
 * question, and one line in the log for each hit.
 */
const PROGRAM = `
import json, logging, logging.handlers, sys, threading, time
from collections import OrderedDict

CALLS = int(sys.argv[1])
log = logging.getLogger("cache")
log.setLevel(logging.DEBUG)
handler = logging.handlers.RotatingFileHandler(sys.argv[2], maxBytes=10_000_000, backupCount=1)
handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
log.addHandler(handler)


class Cache:
    def __init__(self, size):
        self.size, self.items, self.lock, self.hits, self.misses = size, OrderedDict(), threading.RLock(), 0, 0

    def get(self, key):
        with self.lock:
            item = self.items.get(key)
            if item is None or item[1] < time.time():
                self.misses += 1
                return None
            self.items.move_to_end(key)
            self.hits += 1
            log.debug("hit: %s", key)
            return item[0]

    def set(self, key, value):
        with self.lock:
            self.items[key] = (value, time.time() + 3600)
            self.items.move_to_end(key)
            while len(self.items) > self.size:
                self.items.popitem(last=False)
            log.debug("set: %s", key)


def each(operation):
    begin = time.perf_counter()
    for turn in range(CALLS):
        operation("k%d" % (turn % 500))
    return (time.perf_counter() - begin) * 1e6 / CALLS


cache = Cache(1000)
times = {"set": each(lambda key: cache.set(key, "value"))}
times["get"] = each(cache.get)
times["miss"] = each(lambda key: cache.get("no" + key))
print(json.dumps(times))
`;

/** Undefined where there is no Python. @param logFile where its log goes; rotated, as that of a server is */
export function timesInPython(calls: number, logFile: string): OperationTimes | undefined {
  const { stdout, status } = spawnSync('python3', ['-c', PROGRAM, String(calls), logFile], { encoding: 'utf8' });
  return status === 0 ? (JSON.parse(stdout) as OperationTimes) : undefined;
}

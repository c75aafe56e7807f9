import { EventLoopMonitor } from '../../../backend/src/performance/event-loop-monitor.js';

/** Does nothing but watch its own event loop, from the first message of its parent to the second. */
const monitor = new EventLoopMonitor();
process.once('message', () => {
  monitor.onApplicationBootstrap();
  process.once('message', () => process.send?.(monitor.snapshot(), () => process.exit(0)));
  process.send?.('watching');
});

// Prints which plans work on this machine. A script of its own, because tests must know before they are listed.
import { bestPlan, namespacePlan, reaperPlan } from '../../src/platform/process/isolation.js';

const [best, own, mapped, reaper] = await Promise.all([
  bestPlan(),
  namespacePlan('own'),
  namespacePlan('mapped'),
  reaperPlan(),
]);
process.stdout.write(JSON.stringify({ best, own, mapped, reaper }));

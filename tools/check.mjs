// `npm run check`: everything that can be wrong with the code without starting a scanner. All steps run; any failure fails.
import { runStep } from './run-step.mjs';

const steps = [
  ['format', 'prettier', ['--check', '.', '--log-level', 'warn']],
  ['lint', 'nx', ['run-many', '-t', 'lint', '--output-style=static']],
  ['types', 'nx', ['run-many', '-t', 'typecheck', '--output-style=static']],
  ['boundaries', 'depcruise', ['--config', '.dependency-cruiser.cjs', 'backend/src', 'frontend/src', 'bench/src']],
  ['unit tests', 'nx', ['run-many', '-t', 'test', '--output-style=static']],
  ['API and client drift, migration drift', 'nx', ['run', 'backend:drift', '--output-style=static']],
];

const failed = steps.filter(([title, program, args]) => !runStep(title, program, args)).map(([title]) => title);
console.log(failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.join(', ')}`);
process.exit(failed.length === 0 ? 0 : 1);

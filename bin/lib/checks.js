import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './project.js';

/**
 * A Vitest project as a check; its tests are counted one by one.
 * @param {string} name
 * @param {...string} args
 */
export function suite(name, ...args) {
  return { vitest: ['vitest', 'run', '--project', name, ...args] };
}

/**
 * Runs the checks in their order, all of them even if one fails, and ends the process: the last line is
 * "N passed, N failed", the exit code 0 if nothing failed. A check is a command line, a `suite`, or a function.
 * @param {Record<string, string[] | { vitest: string[] } | (() => Promise<boolean>)>} checks
 * @returns {Promise<never>}
 */
export async function runChecks(checks) {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !(name in checks));
  if (unknown.length) {
    console.error(`There is no check "${unknown.join('", "')}"; there are: ${Object.keys(checks).join(', ')}.`);
    process.exit(2);
  }
  const totals = { passed: 0, failed: 0 };
  for (const [name, check] of Object.entries(checks)) {
    if (asked.length && !asked.includes(name)) continue;
    console.log(`\n== ${name}`);
    const startedAt = Date.now();
    const counts = await countsOf(check);
    totals.passed += counts.passed;
    totals.failed += counts.failed;
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    console.log(`== ${name}: ${counts.failed ? 'FAILED' : 'passed'} in ${seconds} s`);
  }
  console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
  process.exit(totals.failed ? 1 : 0);
}

async function countsOf(check) {
  if (typeof check === 'function') return asCounts(await check());
  if ('vitest' in check) return await countTests(check.vitest);
  const [program, ...args] = check;
  return asCounts((await run(program, args)) === 0);
}

const asCounts = (ok) => (ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

async function countTests([program, ...args]) {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-report-'));
  const report = join(folder, 'report.json');
  try {
    const code = await run(program, [...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
    const { passed, failed } = readReport(report);
    // A file that cannot be loaded, an error outside of any test or no test at all: Vitest fails without a failed test.
    return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(path) {
  try {
    const report = JSON.parse(readFileSync(path, 'utf8'));
    const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
    return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

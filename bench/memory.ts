import { setTimeout as sleep } from 'node:timers/promises';
import { loadCalendar } from '#kernel/calendar/store.ts';
import { transactAs } from '#kernel/jobs/worker.ts';
import { list, repository } from '../src/modules/programs/licences/fixtures.ts';
import { licenceVerdict } from '../src/modules/programs/licences/verdict.ts';
import { verdictApart } from '../src/modules/programs/licences/verdict-apart.ts';
import { benchHouse } from './house.ts';
import { seed } from './seed.ts';

// What single pieces add to the memory of a process that has used them: the house in process, without the server.
//   node --expose-gc bench/memory.ts [in-process]   in-process: the verdict where it is asked for, as it was made before decision 17

const bench = await benchHouse(undefined);
const weigh = async (what: string) => {
  globalThis.gc?.();
  await sleep(3000);
  globalThis.gc?.();
  console.log(`${(process.memoryUsage.rss() / 1024 / 1024).toFixed(0).padStart(5)} MB  ${what}`);
};
try {
  await seed(bench, { empty: true });
  await weigh('the house, its mail templates compiled');
  await transactAs(bench.house, 'bench', (c) => loadCalendar(c));
  await weigh('after a calendar with public holidays');
  const verdict = process.argv[2] === 'in-process' ? licenceVerdict : verdictApart;
  await verdict(repository({ LICENSE: list.MIT?.licenseText ?? '', 'src/main.c': 'int main() {}' }));
  await weigh(`after a licence verdict (${verdict === verdictApart ? 'in a process of its own' : 'in this process'})`);
} finally {
  await bench.close();
}

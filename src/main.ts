import { readSettings, SettingsFault } from '#kernel/config/settings.ts';
import { backupCommand } from './app/backup-commands.ts';
import { commandLine } from './app/command-line.ts';
import { doctor } from './app/doctor.ts';
import { run } from './app/serve.ts';

/** `serve`: web, API and jobs. `work`: jobs only. `doctor`: finds faults. Anything else is an operation of the contract, called as a command. */
const [verb = 'serve', ...rest] = process.argv.slice(2);
try {
  if (verb === 'serve') await run(readSettings(process.env), { web: true, jobs: !rest.includes('--no-jobs') });
  else if (verb === 'work') await run(readSettings(process.env), { web: false, jobs: true });
  else if (verb === 'doctor') process.exit(await doctor(rest, process.env));
  else if (verb === 'backup' || verb === 'restore')
    process.exitCode = await backupCommand(verb, rest, readSettings(process.env));
  else process.exitCode = await commandLine([verb, ...rest], process.env);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(error instanceof SettingsFault ? 2 : 1);
}

import { readSettings, SettingsFault } from './settings.ts';

// Ends with the faults of the settings, if there are any: bin/start asks before it builds.
try {
  readSettings(process.env);
} catch (error) {
  if (!(error instanceof SettingsFault)) throw error;
  console.error(error.message);
  process.exit(SettingsFault.exitCode);
}

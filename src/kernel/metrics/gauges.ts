import { Gauge, Registry } from 'prom-client';
import type { House } from '../house.ts';
import { VERSION } from '../version.ts';
import { MOST, type Readings, readings } from './readings.ts';

type Labels = Record<string, string>;
type Given = { name: string; help: string; labels?: readonly string[]; values: (r: Readings) => [number, Labels?][] };

const capped = `counted up to ${MOST.toLocaleString('en')}`;

/** Every number that is read when somebody asks. Docs/guides/running.md lists them; a test holds the list to this one. */
const GAUGES: readonly Given[] = [
  {
    name: 'guildhall_info',
    help: 'Always 1; the version of Guildhall and of PostgreSQL',
    labels: ['version', 'postgresql'],
    values: (r) => [[1, { version: VERSION, postgresql: r.postgresql }]],
  },
  {
    name: 'guildhall_database_up',
    help: 'Whether the database answered (1) or not (0); where not, everything read from it is left out',
    values: (r) => [[r.up ? 1 : 0]],
  },
  {
    name: 'guildhall_database_connections',
    help: 'Connections of this process, by state: used, idle; waiting are callers without one',
    labels: ['state'],
    values: ({ pool }) => [
      [pool.used, { state: 'used' }],
      [pool.idle, { state: 'idle' }],
      [pool.waiting, { state: 'waiting' }],
    ],
  },
  {
    name: 'guildhall_database_connections_max',
    help: 'Connections that this process opens at most for requests',
    values: ({ pool }) => [[pool.max]],
  },
  {
    name: 'guildhall_database_bytes',
    help: 'Size of the database',
    values: (r) => [[r.databaseBytes]],
  },
  {
    name: 'guildhall_queue_jobs',
    help: `Jobs by kind and state (due, later, retrying, running, failed); ${capped} in all`,
    labels: ['job', 'state'],
    values: ({ queue }) =>
      queue.flatMap((row) =>
        (['due', 'later', 'retrying', 'running', 'failed'] as const).map((state): [number, Labels] => [
          row[state],
          { job: row.job, state },
        ]),
      ),
  },
  {
    name: 'guildhall_queue_oldest_due_seconds',
    help: 'How long the oldest job that is due has waited, by kind',
    labels: ['job'],
    values: ({ queue }) => queue.map((row) => [row.oldestDueSeconds, { job: row.job }]),
  },
  {
    name: 'guildhall_deliveries_waiting',
    help: `Facts that a listener has not heard yet; ${capped}`,
    values: (r) => [[r.deliveriesWaiting]],
  },
  {
    name: 'guildhall_mail_messages',
    help: `Mails by state (held, queued, sending, failed, uncertain); ${capped} each`,
    labels: ['state'],
    values: ({ mail }) => mail.map((row) => [row.count, { state: row.state }]),
  },
  {
    name: 'guildhall_mail_oldest_seconds',
    help: 'How long the oldest mail has been in its state (queued, sending, failed, uncertain)',
    labels: ['state'],
    values: ({ mail }) =>
      mail.filter((row) => row.state !== 'held').map((row) => [row.oldestSeconds, { state: row.state }]),
  },
  {
    name: 'guildhall_timetables_late',
    help: 'Timetables whose time is over for more than two minutes: no worker looks at them',
    values: (r) => [[r.timetablesLate]],
  },
  {
    name: 'guildhall_workers_alive',
    help: 'Workers of all processes that gave a sign within 40 seconds',
    values: (r) => [[r.workersAlive]],
  },
  {
    name: 'guildhall_facts',
    help: `Facts in the ledger; estimated by PostgreSQL from ${MOST.toLocaleString('en')} on`,
    values: (r) => [[r.facts]],
  },
  {
    name: 'guildhall_data_folder_free_bytes',
    help: 'Room left on the disk of the data folder',
    values: (r) => (r.freeBytes === null ? [] : [[r.freeBytes]]),
  },
];

/** Registers the house's numbers. They are read together, once in a few seconds however often somebody asks. */
export function gaugesOf(house: House): { registry: Registry; read: () => Promise<void> } {
  const registry = new Registry();
  const gauges = GAUGES.map((given) => ({
    given,
    gauge: new Gauge({
      name: given.name,
      help: given.help,
      labelNames: [...(given.labels ?? [])],
      registers: [registry],
    }),
  }));
  const ask = readings(house);
  const read = async () => {
    const now = await ask();
    for (const { given, gauge } of gauges) {
      gauge.reset();
      // A number that could not be read is left out: 0 would be a statement.
      for (const [value, labels = {}] of given.values(now)) if (Number.isFinite(value)) gauge.set(labels, value);
    }
  };
  return { registry, read };
}

import { isIP } from 'node:net';
import { z } from 'zod';
import { FEWEST_CONNECTIONS } from '../database/connections.ts';

/** How this process runs, as the environment says. What people set inside the app is not here but in house.settings. */
export type Settings = {
  readonly port: number;
  readonly host: string;
  /** The address that people and mails use, without a slash at the end. */
  readonly publicUrl: string;
  /** The data folder that was asked for; without one `dataFolder` (database/embedded) chooses. */
  readonly dataFolder: string | undefined;
  /** A PostgreSQL of one's own; without one the embedded server is started. */
  readonly databaseUrl: string | undefined;
  /** Connections to the database that this process opens at most. */
  readonly databaseConnections: number;
  /** Seconds on SIGTERM in which `serve` still answers, while /healthz says that it is about to stop. */
  readonly drainSeconds: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Hosts that outgoing requests may reach although they are private. */
  readonly allowPrivateHosts: readonly string[];
  /** Proxies in front of us whose forwarded addresses we believe. */
  readonly trustedProxies: number;
  /** The folder of backups; without it `backups` in the data folder. */
  readonly backups: string | undefined;
  /** Whether a backup is taken before migrations are applied to a database that holds data. */
  readonly backupBeforeMigrating: boolean;
  /** Keys for secrets, see secrets/key-file.ts; without them they lie in the data folder. */
  readonly secretKey: string | undefined;
  /** What opens /metrics to other machines; without it only this machine may read them. */
  readonly metricsToken: string | undefined;
  /** A port of its own for /metrics and /healthz; undefined: none. */
  readonly metricsPort: number | undefined;
  /** Where traces go (OTLP over HTTP); undefined: nothing is traced. */
  readonly tracesEndpoint: string | undefined;
  /** DNS servers that mail health asks; none: those of the operating system. */
  readonly dnsServers: readonly string[];
  /** Free megabytes in the data folder below which people are warned. */
  readonly diskWarningMb: number;
  /** Every setting as it is in force, for people: secrets and passwords are left out. */
  readonly inForce: readonly SettingInForce[];
};

/** One setting for people. `value` null: unset, or `secret`, which is said only to be set. */
export type SettingInForce = {
  readonly name: string;
  readonly words: string;
  readonly value: string | null;
  readonly given: boolean;
  readonly secret: boolean;
};

/** Settings that cannot be used. `faults` are sentences, one a fault, each beginning with the setting's name. */
export class SettingsFault extends Error {
  override name = 'SettingsFault';
  /** What a process that cannot start for this reason exits with. */
  static readonly exitCode = 2;
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`The settings cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= from && Number(text) <= to, {
      error: `must be a whole number from ${from} to ${to}`,
    })
    .transform(Number);

const address = (words: string, schemes: string[]) =>
  z.string().refine((text) => schemes.includes(URL.parse(text)?.protocol ?? ''), { error: words });

/** Every setting by the name of its variable, with its meaning. The guide for running Guildhall is checked against it. */
export const ENVIRONMENT = z.object({
  PORT: wholeNumber(0, 65535).default(3000).describe('Port to listen on; 0 takes a free one.'),
  HOST: z
    .string()
    .regex(/^[\w.:%-]+$/, { error: 'must be a host name or an IP address' })
    .default('127.0.0.1')
    .describe('Address to listen on; 0.0.0.0 for all.'),
  GUILDHALL_URL: address('must be an address such as https://guildhall.example.org', ['http:', 'https:'])
    .refine((text) => /^[^?#@]*\/\/[^/?#@]+\/?$/.test(text), {
      error: 'must be the address alone, without a path, name or password',
    })
    .transform((text) => new URL(text).origin)
    .optional()
    .describe('Address under which people reach this installation; http://HOST:PORT if unset.'),
  GUILDHALL_DATA: z.string().optional().describe('Data folder: the embedded database and the key for secrets.'),
  DATABASE_URL: address('must begin with postgresql:// or postgres://', ['postgres:', 'postgresql:'])
    .optional()
    .describe('A PostgreSQL 18 of your own instead of the embedded one.'),
  GUILDHALL_DATABASE_CONNECTIONS: wholeNumber(FEWEST_CONNECTIONS, 500)
    .default(18)
    .describe('Connections to the database that one process opens at most.'),
  GUILDHALL_DRAIN_SECONDS: wholeNumber(0, 300)
    .optional()
    .describe(
      'Seconds after SIGTERM in which requests are still taken while /healthz answers 503; 5 with DATABASE_URL, else 0.',
    ),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` })
    .default('info')
    .describe('Least important log lines to write.'),
  GUILDHALL_ALLOW_PRIVATE_HOSTS: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((host) => host.trim().toLowerCase())
        .filter(Boolean),
    )
    .refine((hosts) => hosts.every((host) => /^[\w.:-]+$/.test(host)), {
      error: 'must be host names or IP addresses, separated by commas, without https:// or a path',
    })
    .default([])
    .describe('Private hosts that outgoing requests may reach, such as your own GitLab, separated by commas.'),
  GUILDHALL_TRUSTED_PROXIES: wholeNumber(0, 10)
    .default(0)
    .describe('Number of proxies in front whose X-Forwarded-For is believed.'),
  GUILDHALL_BACKUPS: z.string().optional().describe('Folder of the backups; `backups` in the data folder if unset.'),
  GUILDHALL_BACKUP_BEFORE_MIGRATING: z
    .enum(['yes', 'no'], { error: 'must be yes or no' })
    .default('yes')
    .describe('Take a backup before a new version changes the database; no, if yours is backed up otherwise.'),
  GUILDHALL_SECRET_KEY: z
    .string()
    .optional()
    .describe('Key that seals secrets (32 bytes); unset, a key file in the data folder.'),
  GUILDHALL_METRICS_TOKEN: z
    .string()
    .min(16, { error: 'must have at least 16 characters' })
    .max(500, { error: 'must have at most 500 characters' })
    .optional()
    .describe('Token (bearer) with which /metrics may be read; unset, only from this machine.'),
  GUILDHALL_METRICS_PORT: wholeNumber(1, 65535)
    .optional()
    .describe('A second port for /metrics and /healthz alone, for `work` processes and for scrapers.'),
  OTEL_EXPORTER_OTLP_ENDPOINT: address('must be an address such as http://127.0.0.1:4318', ['http:', 'https:'])
    .optional()
    .describe('Collector that traces are sent to (OTLP over HTTP); unset, nothing is traced.'),
  GUILDHALL_DNS_SERVERS: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((server) => server.trim())
        .filter(Boolean),
    )
    .refine(
      (servers) =>
        servers.every((server) => isIP(server.replace(/^\[(.+)\](:\d{1,5})?$|^([\d.]+):\d{1,5}$/, '$1$3')) > 0),
      {
        error: 'must be IP addresses, with a port if need be (192.0.2.1:5353, [2001:db8::1]:53), separated by commas',
      },
    )
    .default([])
    .describe('DNS servers that mail health asks, separated by commas; unset, those of the operating system.'),
  GUILDHALL_DISK_WARNING_MB: wholeNumber(1, 100_000_000)
    .default(2048)
    .describe('Free megabytes in the data folder below which it is time to look.'),
});

/** Read by the tests and the command line, not by the running system; named here so that they are not taken for a slip of the pen. */
const FOR_OTHERS = ['GUILDHALL_PROVE', 'GUILDHALL_TOKEN'];

/**
 * Reads the settings from environment variables; an empty variable counts as unset. Throws `SettingsFault` with all faults
 * at once: values that cannot be used, and GUILDHALL_ variables that do not exist.
 */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const known = Object.keys(ENVIRONMENT.shape);
  const given = Object.fromEntries(known.map((name) => [name, env[name]?.trim() || undefined]));
  const parsed = ENVIRONMENT.safeParse(given);
  const faults = [
    ...(parsed.error?.issues ?? []).map((issue) => `${String(issue.path[0])} ${issue.message}.`),
    ...Object.keys(env)
      .filter((name) => name.startsWith('GUILDHALL_') && !known.includes(name) && !FOR_OTHERS.includes(name))
      .map((name) => `${name} is not a setting; there are ${known.join(', ')}.`),
  ];
  if (!parsed.success || faults.length > 0) throw new SettingsFault(faults);
  const { data } = parsed;
  return {
    port: data.PORT,
    host: data.HOST,
    publicUrl: data.GUILDHALL_URL ?? localUrl(data.HOST, data.PORT),
    dataFolder: data.GUILDHALL_DATA,
    databaseUrl: data.DATABASE_URL,
    databaseConnections: data.GUILDHALL_DATABASE_CONNECTIONS,
    // Whoever brings a PostgreSQL may run many nodes behind a proxy, which has to notice first; alone there is nobody to turn to.
    drainSeconds: data.GUILDHALL_DRAIN_SECONDS ?? (data.DATABASE_URL ? 5 : 0),
    logLevel: data.LOG_LEVEL,
    allowPrivateHosts: data.GUILDHALL_ALLOW_PRIVATE_HOSTS,
    trustedProxies: data.GUILDHALL_TRUSTED_PROXIES,
    backups: data.GUILDHALL_BACKUPS,
    backupBeforeMigrating: data.GUILDHALL_BACKUP_BEFORE_MIGRATING === 'yes',
    secretKey: data.GUILDHALL_SECRET_KEY,
    metricsToken: data.GUILDHALL_METRICS_TOKEN,
    metricsPort: data.GUILDHALL_METRICS_PORT,
    tracesEndpoint: data.OTEL_EXPORTER_OTLP_ENDPOINT,
    dnsServers: data.GUILDHALL_DNS_SERVERS,
    diskWarningMb: data.GUILDHALL_DISK_WARNING_MB,
    inForce: known.map((name) => inForce(name, given[name], data)),
  };
}

/** Names of settings whose value nobody is shown. */
const SECRET = /KEY|TOKEN|SECRET|PASSWORD/;

function inForce(name: string, given: string | undefined, data: Record<string, unknown>): SettingInForce {
  const field = ENVIRONMENT.shape[name as keyof typeof ENVIRONMENT.shape] as z.ZodType;
  const secret = SECRET.test(name);
  const used = given ?? data[name];
  const text = used === undefined || (Array.isArray(used) && used.length === 0) ? null : String(used);
  return {
    name,
    words: field.description ?? '',
    value: secret || text === null ? null : withoutPassword(text),
    given: given !== undefined,
    secret,
  };
}

/** The text, but of an address with a password (DATABASE_URL, a collector's) only what names the place. */
function withoutPassword(text: string): string {
  if (!text.includes('://')) return text;
  const url = URL.parse(text);
  return url ? `${url.protocol}//${url.host}${url.pathname === '/' ? '' : url.pathname}` : '(cannot be shown)';
}

/** Whoever listens on all addresses is reached under "localhost" as well. */
function localUrl(host: string, port: number): string {
  const name = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

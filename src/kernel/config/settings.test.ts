import { describe, expect, test } from 'vitest';
import { ENVIRONMENT, readSettings, type Settings, SettingsFault } from './settings.ts';

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof SettingsFault) return error.faults;
    throw error;
  }
  return [];
}

const plainOf = ({ inForce, ...settings }: Settings) => settings;

describe('settings', () => {
  test('an empty environment gives an installation on this machine alone', () => {
    expect(plainOf(readSettings({ PATH: '/bin' }))).toEqual({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:3000',
      dataFolder: undefined,
      databaseUrl: undefined,
      databaseConnections: 18,
      dnsServers: [],
      drainSeconds: 0,
      logLevel: 'info',
      allowPrivateHosts: [],
      trustedProxies: 0,
      backups: undefined,
      backupBeforeMigrating: true,
      secretKey: undefined,
      metricsToken: undefined,
      metricsPort: undefined,
      tracesEndpoint: undefined,
      diskWarningMb: 2048,
    });
  });

  test('every setting is read', () => {
    expect(
      plainOf(
        readSettings({
          PORT: '8080',
          HOST: '::1',
          GUILDHALL_URL: 'https://guild.example.org/',
          GUILDHALL_DATA: '/srv/guildhall',
          DATABASE_URL: 'postgres://u:p@db/guildhall',
          GUILDHALL_DATABASE_CONNECTIONS: '40',
          GUILDHALL_DRAIN_SECONDS: '9',
          LOG_LEVEL: 'debug',
          GUILDHALL_ALLOW_PRIVATE_HOSTS: 'Git.Example.org, 10.0.0.7,',
          GUILDHALL_TRUSTED_PROXIES: '1',
          GUILDHALL_SECRET_KEY: 'k',
          GUILDHALL_METRICS_TOKEN: 'sixteen-letters-',
          GUILDHALL_METRICS_PORT: '9464',
          OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318',
          GUILDHALL_DNS_SERVERS: '192.0.2.1, [2001:db8::1]:5353',
          GUILDHALL_DISK_WARNING_MB: '100',
        }),
      ),
    ).toEqual({
      port: 8080,
      host: '::1',
      publicUrl: 'https://guild.example.org',
      dataFolder: '/srv/guildhall',
      databaseUrl: 'postgres://u:p@db/guildhall',
      databaseConnections: 40,
      drainSeconds: 9,
      logLevel: 'debug',
      allowPrivateHosts: ['git.example.org', '10.0.0.7'],
      trustedProxies: 1,
      secretKey: 'k',
      metricsToken: 'sixteen-letters-',
      metricsPort: 9464,
      tracesEndpoint: 'http://127.0.0.1:4318',
      dnsServers: ['192.0.2.1', '[2001:db8::1]:5353'],
      diskWarningMb: 100,
      backups: undefined,
      backupBeforeMigrating: true,
    });
  });

  test('for people, every setting in force, and no secret', () => {
    const { inForce } = readSettings({
      DATABASE_URL: 'postgres://u:pass-word@db/guildhall?password=pass-word',
      GUILDHALL_SECRET_KEY: 'key-key-key',
      GUILDHALL_METRICS_TOKEN: 'token-token-token',
    });
    expect(inForce.map((each) => each.name)).toEqual(Object.keys(ENVIRONMENT.shape));
    expect(JSON.stringify(inForce)).not.toMatch(/pass-word|key-key|token-token/);
    const of = (name: string) => inForce.find((each) => each.name === name);
    expect(of('DATABASE_URL')).toMatchObject({ value: 'postgres://db/guildhall', given: true });
    expect(of('PORT')).toMatchObject({ value: '3000', given: false, secret: false });
    expect(of('GUILDHALL_SECRET_KEY')).toMatchObject({ value: null, given: true, secret: true });
  });

  test('the address follows host and port', () => {
    expect(readSettings({ HOST: '0.0.0.0', PORT: '80' }).publicUrl).toBe('http://localhost:80');
    expect(readSettings({ HOST: '::1' }).publicUrl).toBe('http://[::1]:3000');
  });

  test('an empty variable counts as unset', () => {
    expect(readSettings({ PORT: ' ', GUILDHALL_URL: '', DATABASE_URL: '' }).port).toBe(3000);
  });

  test('all faults come at once, each naming its setting', () => {
    const faults = faultsOf({
      PORT: '99999',
      LOG_LEVEL: 'loud',
      DATABASE_URL: 'mysql://x',
      GUILDHALL_URL: 'https://example.org/guild',
      GUILDHALL_DATEN: '/x',
      GUILDHALL_ALLOW_PRIVATE_HOSTS: 'https://git.example.org/',
    });
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
      'PORT',
      'GUILDHALL_URL',
      'DATABASE_URL',
      'LOG_LEVEL',
      'GUILDHALL_ALLOW_PRIVATE_HOSTS',
      'GUILDHALL_DATEN',
    ]);
  });

  test.each(['-1', '3000.5', '0x10', '1e3', 'http', '65536'])('"%s" is no port', (port) => {
    expect(faultsOf({ PORT: port })).toEqual(['PORT must be a whole number from 0 to 65535.']);
  });

  test.each(['example.org', 'ftp://example.org', 'https://u:p@example.org', 'https://example.org/?x', 'nonsense'])(
    '"%s" is no address of an installation',
    (url) => {
      expect(faultsOf({ GUILDHALL_URL: url })).not.toEqual([]);
    },
  );

  test('every setting says what it is for', () => {
    for (const [name, field] of Object.entries(ENVIRONMENT.shape))
      expect(field.description, name).toMatch(/^[A-Z].*\.$/);
  });
});

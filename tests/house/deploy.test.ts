import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { ENVIRONMENT, readSettings } from '#kernel/config/settings.ts';

const ROOT = join(import.meta.dirname, '../..');
const DEPLOY = join(ROOT, 'deploy');
const files = readdirSync(DEPLOY, { recursive: true, withFileTypes: true })
  .filter((each) => each.isFile())
  .map((each) => join(each.parentPath, each.name).slice(DEPLOY.length + 1))
  .sort();
const read = (file: string) => readFileSync(join(DEPLOY, file), 'utf8');
const yamls = files.filter((file) => file.endsWith('.yaml'));

/** Every document of a YAML file. Throws on any fault or warning, duplicate keys among them. */
function documentsOf(file: string): unknown[] {
  return parseAllDocuments(read(file), { merge: true, strict: true, uniqueKeys: true }).map((document) => {
    const faults = [...document.errors, ...document.warnings];
    if (faults.length > 0) throw new Error(`${file}: ${faults.map(({ message }) => message).join('; ')}`);
    return document.toJS() as unknown;
  });
}

/** What a process would be given; a setting that cannot be used throws. */
const accept = (env: Record<string, string>) => readSettings({ GUILDHALL_SECRET_KEY: 'x', ...env });

/** What `src/main.ts` runs by itself, besides the operations. */
const VERBS = ['serve', 'work', 'doctor', 'backup', 'restore'];
const expectCommand = ([verb = '', ...flags]: readonly string[]) => {
  expect(VERBS).toContain(verb);
  for (const flag of flags) expect(readFileSync(join(ROOT, 'src/main.ts'), 'utf8'), flag).toContain(`'${flag}'`);
};

test('the verbs are those of main.ts', () => {
  const main = readFileSync(join(ROOT, 'src/main.ts'), 'utf8');
  for (const verb of VERBS) expect(main).toContain(`verb === '${verb}'`);
});

test.each(yamls)('%s can be read', (file) => expect(documentsOf(file).length).toBeGreaterThan(0));

test('faults of YAML are found', () => {
  expect(parseAllDocuments('a: 1\na: 2').flatMap((d) => ('errors' in d ? d.errors.map((e) => e.code) : []))).toEqual([
    'DUPLICATE_KEY',
  ]);
});

test.each(files)('every setting that %s names exists', (file) => {
  const named = read(file).match(/\b(GUILDHALL_[A-Z_]+|DATABASE_URL|LOG_LEVEL)\b/g) ?? [];
  expect(named.filter((name) => !(name in ENVIRONMENT.shape))).toEqual([]);
});

describe('systemd', () => {
  const units = files.filter((file) => file.endsWith('.service'));
  const valuesOf = (unit: string, key: string) =>
    [...read(unit).matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map(([, value = '']) => value);

  test.each(units)('%s starts what there is, with settings that can be used', (unit) => {
    const [exec = ''] = valuesOf(unit, 'ExecStart');
    const [node, program = '', ...args] = exec.split(' ');
    expect(node).toBe('/usr/bin/node');
    expect(existsSync(join(ROOT, program)), program).toBe(true);
    if (program === 'bin/guildhall') expectCommand(args);
    accept(Object.fromEntries(valuesOf(unit, 'Environment').map((line) => line.split('=') as [string, string])));
    expect(valuesOf(unit, 'RestartPreventExitStatus')).toEqual(['2']);
    // Requests and jobs under way need some seconds to end.
    expect(Number(valuesOf(unit, 'TimeoutStopSec')[0])).toBeGreaterThan(30);
  });

  test.skipIf(spawnSync('systemd-analyze', ['--version']).error !== undefined)('systemd finds no fault', () => {
    const { stderr, status } = spawnSync(
      'systemd-analyze',
      ['verify', '--man=no', ...units.map((unit) => join(DEPLOY, unit))],
      { encoding: 'utf8' },
    );
    // Whether programs are installed where the examples say is not the examples' fault.
    const faults = stderr.split('\n').filter((line) => /guildhall/.test(line) && !/is not executable/.test(line));
    expect(faults).toEqual([]);
    if (!/is not executable/.test(stderr)) expect(status).toBe(0);
  });
});

describe('compose', () => {
  const service = z.looseObject({
    image: z.string(),
    command: z.array(z.string()).optional(),
    environment: z.record(z.string(), z.string()).optional(),
    depends_on: z.union([z.array(z.string()), z.record(z.string(), z.unknown())]).optional(),
    healthcheck: z.looseObject({ test: z.array(z.string()) }).optional(),
    volumes: z.array(z.string()).optional(),
    env_file: z.string().optional(),
  });
  const compose = z
    .looseObject({ services: z.record(z.string(), service), volumes: z.record(z.string(), z.unknown()) })
    .parse(documentsOf('compose.yaml')[0]);
  const given = Object.fromEntries(
    read('compose.env.example')
      .split('\n')
      .filter((line) => /^[A-Z]/.test(line))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  ) as Record<string, string>;

  test('two serve, two work, each with settings that can be used and a command that there is', () => {
    const ours = Object.entries(compose.services).filter(([, { image }]) => image === 'guildhall');
    expect(ours.map(([name]) => name)).toEqual(['serve-1', 'serve-2', 'work-1', 'work-2']);
    for (const [name, { command = [], environment = {}, healthcheck }] of ours) {
      expectCommand(command);
      expect(healthcheck?.test.join(' '), name).toContain('/healthz');
      accept({ ...given, ...environment });
    }
  });

  test('what is named is there', () => {
    const names = Object.keys(compose.services);
    for (const { depends_on = [], volumes = [], env_file } of Object.values(compose.services)) {
      const needed = Array.isArray(depends_on) ? depends_on : Object.keys(depends_on);
      expect(names).toEqual(expect.arrayContaining(needed));
      for (const volume of volumes) {
        const [from = ''] = volume.split(':');
        if (from.startsWith('./')) expect(existsSync(join(DEPLOY, from)), from).toBe(true);
        else expect(compose.volumes).toHaveProperty(from);
      }
      if (env_file) expect(existsSync(join(DEPLOY, `${env_file}.example`))).toBe(true);
    }
    const upstreams = read('Caddyfile').match(/\S+:3000/g) ?? [];
    expect(upstreams.map((each) => each.split(':')[0])).toEqual(['serve-1', 'serve-2']);
    expect(new URL(given.DATABASE_URL ?? '').hostname).toBe('postgres');
    expect(given.GUILDHALL_URL).toBe(`https://${given.SITE}`);
  });
});

describe('kubernetes', () => {
  const labels = z.record(z.string(), z.string());
  const named = z.object({ name: z.string(), key: z.string().optional() });
  const container = z.looseObject({
    args: z.array(z.string()),
    env: z
      .array(
        z.looseObject({
          name: z.string(),
          value: z.string().optional(),
          valueFrom: z.object({ secretKeyRef: named }).optional(),
        }),
      )
      .default([]),
    envFrom: z.array(z.object({ configMapRef: named.optional(), secretRef: named.optional() })),
    ports: z.array(z.object({ name: z.string(), containerPort: z.number() })),
    readinessProbe: z.looseObject({ httpGet: z.object({ path: z.string(), port: z.string() }) }),
    volumeMounts: z.array(z.looseObject({ name: z.string() })),
  });
  const thing = z.looseObject({
    apiVersion: z.string(),
    kind: z.string(),
    metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
  });
  const deployment = z.looseObject({
    spec: z.looseObject({
      replicas: z.number(),
      selector: z.object({ matchLabels: labels }),
      template: z.looseObject({
        metadata: z.looseObject({ labels }),
        spec: z.looseObject({
          terminationGracePeriodSeconds: z.number(),
          containers: z.tuple([container]),
          volumes: z.array(z.looseObject({ name: z.string() })),
        }),
      }),
    }),
  });
  const all = yamls
    .filter((file) => file.startsWith('kubernetes/'))
    .flatMap(documentsOf)
    .map((each) => thing.parse(each));
  const ofKind = (kind: string) => all.filter((each) => each.kind === kind);
  const valuesOf = (kind: string, name: string) => {
    const found = ofKind(kind).find((each) => each.metadata.name === name);
    return z.record(z.string(), z.string()).parse(found?.data ?? found?.stringData);
  };
  const deployments = ofKind('Deployment').map((each) => deployment.parse(each).spec);

  test('all in one namespace', () => {
    for (const { kind, metadata } of all) if (kind !== 'Namespace') expect(metadata.namespace).toBe('guildhall');
    expect(deployments).toHaveLength(2);
  });

  test('each deployment runs a command that there is, with settings that can be used, and time enough to stop', () => {
    for (const { selector, template } of deployments) {
      expect(template.metadata.labels).toMatchObject(selector.matchLabels);
      const [{ args, env, envFrom, ports, readinessProbe, volumeMounts }] = template.spec.containers;
      expectCommand(args);
      const values: Record<string, string> = {};
      for (const { configMapRef, secretRef } of envFrom) {
        if (configMapRef) Object.assign(values, valuesOf('ConfigMap', configMapRef.name));
        if (secretRef) Object.assign(values, valuesOf('Secret', secretRef.name));
      }
      for (const { name, value, valueFrom } of env) {
        const from = valueFrom?.secretKeyRef;
        values[name] = value ?? (valuesOf('Secret', from?.name ?? '')[from?.key ?? ''] as string);
      }
      const { drainSeconds, databaseUrl } = accept(values);
      expect(databaseUrl).toBeDefined();
      expect(template.spec.terminationGracePeriodSeconds).toBeGreaterThan(drainSeconds + 10);
      expect(readinessProbe.httpGet.path).toBe('/healthz');
      expect(ports.map(({ name }) => name)).toContain(readinessProbe.httpGet.port);
      expect(template.spec.volumes.map(({ name }) => name)).toEqual(
        expect.arrayContaining(volumeMounts.map(({ name }) => name)),
      );
    }
  });

  test('service, ingress and budgets point to what there is', () => {
    const known = deployments.map(({ template }) => template.metadata.labels);
    const [service] = ofKind('Service').map((each) =>
      z.looseObject({ selector: labels, ports: z.array(z.looseObject({ name: z.string() })) }).parse(each.spec),
    );
    expect(known).toContainEqual(service?.selector);
    expect(JSON.stringify(ofKind('Ingress')[0]?.spec)).toContain(
      '"service":{"name":"guildhall","port":{"name":"http"}}',
    );
    const budgets = ofKind('PodDisruptionBudget').map((each) =>
      z.object({ minAvailable: z.number(), selector: z.object({ matchLabels: labels }) }).parse(each.spec),
    );
    expect(budgets.map(({ selector }) => selector.matchLabels)).toEqual(known);
  });
});

test('the image starts the file and the Node that there are', () => {
  const text = read('Dockerfile');
  expect(text).toContain('ENTRYPOINT ["node_modules/.bin/node", "src/main.ts"]');
  expectCommand(JSON.parse(/^CMD (.*)$/m.exec(text)?.[1] ?? '[]') as string[]);
  for (const [, from = ''] of text.matchAll(/^COPY ((?:[\w.-]+ )+)\.\/$/gm))
    for (const name of from.trim().split(' ')) expect(existsSync(join(ROOT, name)), name).toBe(true);
});

/** Package manifests: the licence fields of each format, read by plain line scans (a stranger's file never reaches a full parser but JSON's). */
type Reader = (text: string) => string[];

const strings = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.slice(0, 20).flatMap(strings);
  if (value && typeof value === 'object' && 'type' in value) return strings(value.type);
  if (value && typeof value === 'object' && 'name' in value) return strings(value.name);
  return [];
};

const json: Reader = (text) => {
  const data: unknown = JSON.parse(text);
  if (!data || typeof data !== 'object' || Array.isArray(data)) return [];
  const { license, licence, licenses } = data as Record<string, unknown>;
  const several = strings(licenses);
  return [...strings(license), ...strings(licence), ...(several.length > 1 ? [several.join(' OR ')] : several)];
};
const composer: Reader = (text) => {
  const data: unknown = JSON.parse(text);
  if (!data || typeof data !== 'object' || !('license' in data)) return [];
  const list = strings(data.license);
  // Composer: a list is a choice.
  return list.length > 1 ? [list.join(' OR ')] : list;
};

const quoted = (text: string): string | null => {
  const value = text.trim();
  const mark = value.charAt(0);
  if (mark !== '"' && mark !== "'") return null;
  const end = value.indexOf(mark, 1);
  return end > 0 ? value.slice(1, end) : null;
};
const pairOf = (line: string, mark = '='): [key: string, value: string] | null => {
  const at = line.indexOf(mark);
  return at > 0 ? [line.slice(0, at).trim(), line.slice(at + 1).trim()] : null;
};
const linesOf = (text: string): string[] => text.split('\n', 20_000).map((line) => line.slice(0, 2000).trimEnd());

const classifiers = (lines: string[]): string[] => {
  const found: string[] = [];
  for (const line of lines) {
    const at = line.indexOf('License ::');
    if (at < 0 || line.trimStart().startsWith('#')) continue;
    const name =
      line
        .slice(at)
        .split('::')
        .at(-1)
        ?.split(/["',\]]/)[0]
        ?.trim() ?? '';
    if (name !== '' && name !== 'OSI Approved') found.push(name.replace(/\s*\([^)]*\)\s*$/, ''));
  }
  return found;
};

const toml =
  (sections: RegExp): Reader =>
  (text) => {
    const found: string[] = [];
    let section = '';
    const lines = linesOf(text);
    for (const line of lines) {
      const trimmed = line.trim();
      if (trimmed.startsWith('[')) section = trimmed.replace(/[[\]\s]/g, '').split('#')[0] ?? '';
      const pair = pairOf(trimmed);
      if (!pair || !sections.test(section)) continue;
      const [key, value] = pair;
      if (key === 'license' || key === 'license-expression') {
        const plain = quoted(value);
        if (plain !== null) found.push(plain);
        else if (value.startsWith('{')) {
          const at = value.indexOf('text');
          const inner = at >= 0 ? quoted(value.slice(value.indexOf('=', at) + 1)) : null;
          // `{ text = "..." }` may hold a whole licence; only short ones are names.
          if (inner !== null && inner.length < 100) found.push(inner);
          else found.push('SEE LICENSE FILE');
        }
      }
      if (key === 'license-file') found.push('SEE LICENSE FILE');
    }
    return sections.test('project') ? [...found, ...classifiers(lines)] : found;
  };

const keyed =
  (pattern: RegExp, mark: string): Reader =>
  (text) =>
    linesOf(text).flatMap((line) => {
      const pair = pairOf(line, mark);
      if (!pair || !pattern.test(pair[0])) return [];
      const value = quoted(pair[1]) ?? pair[1].replace(/\s+#.*$/, '').replace(/,$/, '');
      return value === '' || value.length > 200 ? [] : [value];
    });

const python: Reader = (text) => {
  const lines = linesOf(text);
  const found = lines.flatMap((line) => {
    const pair = pairOf(line.trim());
    const value =
      pair && /^license$/.test(pair[0])
        ? (quoted(pair[1]) ??
          (/^\w/.test(pair[1]) && !/[([]|^(?:read|open|file|license)/i.test(pair[1]) ? pair[1] : null))
        : null;
    return value && value.length < 100 ? [value] : [];
  });
  return [...found, ...classifiers(lines)];
};

const between = (text: string, open: string, close: string, from = 0): [string, number] | null => {
  const a = text.indexOf(open, from);
  if (a < 0) return null;
  const b = text.indexOf(close, a + open.length);
  return b < 0 ? null : [text.slice(a + open.length, b), b];
};
const pom: Reader = (text) => {
  const block = between(text, '<licenses>', '</licenses>');
  const found: string[] = [];
  let at = 0;
  for (let n = 0; block && n < 20; n += 1) {
    const name = between(block[0], '<name>', '</name>', at);
    if (!name) break;
    found.push(name[0].trim());
    at = name[1];
  }
  return found;
};
const nuspec: Reader = (text) => {
  const found = between(text, '<license type="expression">', '</license>');
  if (found) return [found[0].trim()];
  return text.includes('<license type="file"') ? ['SEE LICENSE FILE'] : [];
};
const gemspec: Reader = (text) => {
  const all = linesOf(text).flatMap((line) => {
    const pair = pairOf(line.trim());
    if (!pair || !/\.licenses?$/.test(pair[0])) return [];
    const values = pair[1]
      .replace(/%w/, '')
      .replace(/[[\]()"',]/g, ' ')
      .replace(/\.freeze/g, '')
      .trim();
    return values
      ? [values.split(/\s+/).length > 1 && pair[0].endsWith('s') ? values.split(/\s+/).join(' AND ') : values]
      : [];
  });
  return all;
};

const readers: [name: RegExp, read: Reader][] = [
  [/^package\.json$|^bower\.json$/, json],
  [/^composer\.json$/, composer],
  [/^Cargo\.toml$/, toml(/^(?:package|workspace\.package)$/)],
  [/^pyproject\.toml$/, toml(/^(?:project|tool\.poetry|tool\.flit\.metadata)$/)],
  [/^setup\.(?:cfg|py)$/, python],
  [/\.gemspec$/, gemspec],
  [/^pom\.xml$/, pom],
  [/\.nuspec$/, nuspec],
  [
    /^DESCRIPTION$/,
    (text) =>
      keyed(
        /^License$/,
        ':',
      )(text).flatMap(
        (value) =>
          value
            .replace(/\+ file LICEN[CS]E/, '')
            .split('|')[0]
            ?.trim() ?? [],
      ),
  ],
  [/^(?:pubspec\.yaml|CITATION\.cff|META\.yml|galaxy\.yml)$/, keyed(/^license$/, ':')],
];

export const isManifest = (path: string): boolean => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return readers.some(([pattern]) => pattern.test(name));
};

/** The licence fields of a manifest, as written; [] if it says nothing; null if it cannot be read. */
export const licencesOf = (path: string, text: string): string[] | null => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const reader = readers.find(([pattern]) => pattern.test(name));
  try {
    return reader ? [...new Set(reader[1](text).slice(0, 20))] : [];
  } catch {
    return null;
  }
};

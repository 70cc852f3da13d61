/** One file of a repository at one commit. `id` is the object's name; `mode` is git's, such as `100644` or `120000`. */
type TreeEntry = { id: string; mode: string };

/** The files of one commit as data: paths are names in a map and never paths on our disk. */
export type Tree = {
  /** Every file and symbolic link, `/` between parts, in the order received. */
  paths: string[];
  /** Places where another repository is mounted; their content is not part of this one. */
  submodules: string[];
  /** The file at a path. */
  entry(path: string): TreeEntry | null;
  /**
   * The file that a path means, symbolic links followed inside the tree. `target` reads a link's text. Null if there is
   * no such file, or the link leads out of the tree, to a folder or in a circle.
   */
  follow(path: string, target: (link: TreeEntry) => Promise<string>): Promise<TreeEntry | null>;
};

export type TreeRow = { mode: string; id: string; path: string };

const linkMode = '120000';
const submoduleMode = '160000';
const folderMode = '040000';

/** Builds a tree from its rows; folders are left out. */
export function treeOf(rows: Iterable<TreeRow>): Tree {
  const entries = new Map<string, TreeEntry>();
  const submodules: string[] = [];
  for (const row of rows) {
    if (row.mode === submoduleMode) submodules.push(row.path);
    else if (row.mode !== folderMode) entries.set(row.path, { id: row.id, mode: row.mode });
  }
  const entry = (path: string) => entries.get(path) ?? null;

  async function follow(path: string, target: (link: TreeEntry) => Promise<string>): Promise<TreeEntry | null> {
    let at: string | null = path;
    for (let hop = 0; hop < 8 && at !== null; hop++) {
      const found: TreeEntry | null = entry(at);
      if (found === null) return null;
      if (found.mode !== linkMode) return found;
      at = leadsTo(at, await target(found));
    }
    return null;
  }

  return { paths: [...entries.keys()], submodules, entry, follow };
}

/** Where a link leads, inside the tree; null if out of it. */
function leadsTo(link: string, target: string): string | null {
  if (target === '' || target.startsWith('/')) return null;
  const parts = link.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}

const strict = new TextDecoder('utf-8', { fatal: true });

/** A path's bytes as text. Bytes that are not UTF-8 are written `\xNN`, so that two different paths stay different. */
function pathText(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return [...bytes]
      .map((byte) =>
        byte < 0x80 && byte !== 0x5c ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`,
      )
      .join('');
  }
}

/** Reads what `git ls-tree -r -z` prints. */
export function* treeRows(output: Uint8Array): Generator<TreeRow> {
  let from = 0;
  while (from < output.length) {
    const end = output.indexOf(0, from);
    const tab = output.indexOf(9, from);
    if (end < 0 || tab < 0 || tab > end) return;
    const [mode = '', , id = ''] = Buffer.from(output.subarray(from, tab)).toString('latin1').split(' ');
    yield { mode, id, path: pathText(output.subarray(tab + 1, end)) };
    from = end + 1;
  }
}

import { OutgoingFault } from './fault.ts';
import { endGit, type GitPlace, startGit } from './git-run.ts';

/** Reads objects of one repository through one long-lived `git cat-file`. */
export type GitObjects = {
  /** The content of a blob. Throws `OutgoingFault`: `too-large` beyond `maxBytes`, `timeout`, `git` if it is not there. */
  read(id: string, maxBytes: number, timeoutMs: number): Promise<Uint8Array>;
  close(): void;
};

/** Opens a reader. It speaks no protocol: an object that is not there is a fault and not a reason to ask the network. */
export function openGitObjects(place: GitPlace, gitDir: string): GitObjects {
  const child = startGit({ ...place, protocols: 'none' }, ['--git-dir', gitDir, 'cat-file', '--batch-command']);
  let buffered: Buffer = Buffer.alloc(0);
  let ended = false;
  let wake: () => void = () => undefined;
  let last: Promise<unknown> = Promise.resolve();
  let stderr = '';
  const end = () => {
    ended = true;
    wake();
  };
  child.stdin?.on('error', () => undefined);
  child.stderr?.on('data', (part: Buffer) => {
    stderr = (stderr + part.toString('utf8')).slice(-2000);
  });
  child.on('error', end);
  child.on('close', end);
  child.stdout?.on('data', (part: Buffer) => {
    buffered = buffered.length === 0 ? part : Buffer.concat([buffered, part]);
    child.stdout?.pause();
    wake();
  });

  async function until(enough: () => boolean): Promise<void> {
    while (!enough()) {
      if (ended) throw new OutgoingFault('git', `cat-file ended: ${stderr.trim()}`);
      await new Promise<void>((resolve) => {
        wake = resolve;
        child.stdout?.resume();
      });
    }
  }
  async function line(): Promise<string> {
    await until(() => buffered.includes(10));
    const end = buffered.indexOf(10);
    const text = buffered.subarray(0, end).toString('latin1');
    buffered = buffered.subarray(end + 1);
    return text;
  }
  async function bytes(size: number): Promise<Uint8Array> {
    const parts: Buffer[] = [];
    let missing = size;
    while (missing > 0) {
      await until(() => buffered.length > 0);
      const part = buffered.subarray(0, missing);
      parts.push(part);
      buffered = buffered.subarray(part.length);
      missing -= part.length;
    }
    return new Uint8Array(Buffer.concat(parts, size));
  }

  async function readNow(id: string, maxBytes: number): Promise<Uint8Array> {
    if (!/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(id)) throw new OutgoingFault('git', 'not the name of an object');
    child.stdin?.write(`info ${id}\n`);
    const [, kind, written] = (await line()).split(' ');
    if (kind !== 'blob') throw new OutgoingFault('git', `${id} is ${kind ?? 'nothing'}`);
    if (Number(written) > maxBytes) throw new OutgoingFault('too-large', `${id} has ${written} bytes`);
    child.stdin?.write(`contents ${id}\n`);
    const size = Number((await line()).split(' ')[2]);
    const content = await bytes(size);
    await bytes(1);
    return content;
  }

  return {
    read(id, maxBytes, timeoutMs) {
      const turn = last.then(async () => {
        const timer = setTimeout(() => endGit(child), timeoutMs);
        try {
          return await readNow(id, maxBytes);
        } finally {
          clearTimeout(timer);
        }
      });
      last = turn.catch(() => undefined);
      return turn;
    },
    close: () => endGit(child),
  };
}

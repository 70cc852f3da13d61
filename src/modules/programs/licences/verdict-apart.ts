import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LicenceVerdict } from './evidence.ts';
import type { RepositorySnapshot } from './snapshot.ts';
import type { VerdictOptions } from './verdict.ts';

/** What the process that reads licences is told: a verdict that is asked for, or a file that it asked for. */
export type ToReader =
  | { verdict: number; commit: string; paths: string[]; options: VerdictOptions }
  | { reading: number; bytes: Uint8Array | null }
  | { reading: number; fault: string };
/** What it says: a file it needs, or what a verdict came to. */
export type FromReader =
  | { verdict: number; reading: number; path: string }
  | { verdict: number; answer: LicenceVerdict }
  | { verdict: number; fault: string };

/** The process that reads licences crashed, hung or made a mistake: nothing is known of the repository, try again. */
export class LicencesNotRead extends Error {
  override name = 'LicencesNotRead';
}

type Asked = { snapshot: RepositorySnapshot; resolve(verdict: LicenceVerdict): void; reject(fault: Error): void };

type Keeping = {
  /** The program of the process. */
  readonly program: string;
  /** Milliseconds without a verdict to work on after which it ends: the next repository is often at hand. */
  readonly idle: number;
  /** Milliseconds in which it says nothing, though it has all that it asked for, after which it is ended. */
  readonly patience: number;
};

const KEEPING: Keeping = {
  program: fileURLToPath(new URL('./verdict-process.ts', import.meta.url)),
  idle: 15_000,
  patience: 90_000,
};
/** No licence that anybody reads is longer, so the bytes of a longer file are not handed over. */
const LARGEST_FILE = 8 * 1024 * 1024;

/**
 * Answers as `licenceVerdict` does, from a process of its own: started when a verdict is asked for, shared by verdicts that
 * are asked for at once, ended when idle. Files are handed over as it asks for them. Rejects with `LicencesNotRead`, never
 * answers with a verdict, if the process does not get to the end. `keeping` is for tests.
 */
export function licenceReader(
  keeping: Partial<Keeping> = {},
): (snapshot: RepositorySnapshot, options?: VerdictOptions) => Promise<LicenceVerdict> {
  let running: Reader | null = null;
  return (snapshot, options = {}) =>
    new Promise((resolve, reject) => {
      if (!running?.alive) running = new Reader({ ...KEEPING, ...keeping });
      running.ask({ snapshot, resolve, reject }, options);
    });
}

/** Licence verdicts of this process. */
export const verdictApart = licenceReader();

/** One process that reads licences, from its start to its end. */
class Reader {
  alive = true;
  readonly #keeping: Keeping;
  readonly #child: ChildProcess;
  readonly #asked = new Map<number, Asked>();
  #last = 0;
  /** Files that it waits for. */
  #readings = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(keeping: Keeping) {
    this.#keeping = keeping;
    this.#child = fork(keeping.program, {
      execArgv: ['--max-old-space-size=512'],
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child.on('message', (message) => this.#hear(message as FromReader));
    this.#child.on('error', (error) => this.#end(`The process that reads licences failed: ${error.message}`));
    this.#child.on('exit', (code, by) => this.#end(`The process that reads licences ended by itself (${by ?? code}).`));
  }

  ask(asked: Asked, options: VerdictOptions): void {
    const verdict = ++this.#last;
    this.#asked.set(verdict, asked);
    this.#tell({ verdict, commit: asked.snapshot.commit, paths: asked.snapshot.paths, options });
  }

  #hear(message: FromReader): void {
    const asked = this.#asked.get(message.verdict);
    if (asked && 'path' in message) void this.#read(asked.snapshot, message.reading, message.path);
    else if (asked) {
      this.#asked.delete(message.verdict);
      if ('answer' in message) asked.resolve(message.answer);
      else if ('fault' in message) asked.reject(new LicencesNotRead(message.fault));
    }
    this.#wait();
  }

  async #read(snapshot: RepositorySnapshot, reading: number, path: string): Promise<void> {
    this.#readings += 1;
    let found: ToReader;
    try {
      const bytes = await snapshot.read(path);
      found = { reading, bytes: bytes && bytes.length <= LARGEST_FILE ? bytes : null };
    } catch (error) {
      found = { reading, fault: String(error) };
    }
    this.#readings -= 1;
    if (this.alive) this.#tell(found);
  }

  #tell(message: ToReader): void {
    // A process that is gone is heard of by its end, so there is nothing to do here.
    this.#child.send(message, () => {});
    this.#wait();
  }

  /** After every word in either direction: what may be waited for now, and how long. */
  #wait(): void {
    clearTimeout(this.#timer);
    if (!this.alive) return;
    const busy = this.#asked.size > 0;
    // Whether our own process waits for this one before it ends.
    for (const handle of [this.#child, this.#child.channel]) busy ? handle?.ref() : handle?.unref();
    const { patience, idle } = this.#keeping;
    if (!busy) {
      this.#timer = setTimeout(() => this.#end('Nothing was asked of it.'), idle).unref();
    } else if (this.#readings === 0) {
      this.#timer = setTimeout(
        () => this.#end(`The process that reads licences said nothing for ${patience / 1000} seconds.`),
        patience,
      );
    }
  }

  #end(why: string): void {
    if (!this.alive) return;
    this.alive = false;
    clearTimeout(this.#timer);
    this.#child.unref();
    this.#child.channel?.unref();
    // It holds nothing that a clean end would save, and one that hangs hears nothing else.
    this.#child.kill('SIGKILL');
    for (const asked of this.#asked.values()) asked.reject(new LicencesNotRead(why));
    this.#asked.clear();
  }
}

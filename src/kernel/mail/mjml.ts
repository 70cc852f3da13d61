import { Worker } from 'node:worker_threads';
import { TemplateFault } from './slots.ts';

type Answer = { id: number; html?: string; fault?: string };
type Waiting = { resolve(html: string): void; reject(fault: Error): void };

type Thread = { worker: Worker; waiting: Map<number, Waiting>; ends: NodeJS.Timeout | null };

const IDLE_MILLISECONDS = 3_000;

/** The thread at work, if any. It holds nothing but compilations under way: any process may have one of its own. */
let thread: Thread | null = null;
let lastId = 0;

/** MJML to HTML, in a thread of its own (90 MB while it lives). Throws `TemplateFault` with MJML's words. */
export function compileMjml(mjml: string): Promise<string> {
  const at = started();
  if (at.ends) clearTimeout(at.ends);
  at.worker.ref();
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    at.waiting.set(id, { resolve, reject });
    at.worker.postMessage({ id, mjml });
  });
}

function started(): Thread {
  if (thread) return thread;
  const worker = new Worker(new URL('./mjml-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  const at: Thread = { worker, waiting: new Map(), ends: null };
  thread = at;
  worker.on('message', (answer: Answer) => {
    const waiting = at.waiting.get(answer.id);
    at.waiting.delete(answer.id);
    if (answer.html === undefined) waiting?.reject(new TemplateFault(answer.fault ?? 'MJML gave no answer.'));
    else waiting?.resolve(answer.html);
    if (at.waiting.size === 0) rest(at);
  });
  const stopped = (why: Error) => {
    if (thread === at) thread = null;
    for (const waiting of at.waiting.values()) waiting.reject(why);
    at.waiting.clear();
  };
  worker.on('error', stopped);
  worker.on('exit', () => stopped(new Error('The thread that compiles mail templates ended.')));
  return at;
}

function rest(at: Thread): void {
  at.worker.unref();
  at.ends = setTimeout(() => {
    if (thread === at) thread = null;
    void at.worker.terminate();
  }, IDLE_MILLISECONDS);
  at.ends.unref();
}

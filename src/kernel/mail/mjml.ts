import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { TemplateFault } from './slots.ts';

type Answer = { id: number; html?: string; fault?: string };
type Waiting = { resolve(html: string): void; reject(fault: Error): void };
type Compiler = { child: ChildProcess; waiting: Map<number, Waiting>; ends: NodeJS.Timeout | null };

const IDLE_MILLISECONDS = 3_000;

/** The compiler at work, if any. It holds nothing but compilations under way: any process may have one of its own. */
let compiler: Compiler | null = null;
let lastId = 0;

/** MJML to HTML, in a process of its own (90 MB while it lives). Throws `TemplateFault` with MJML's words. */
export function compileMjml(mjml: string): Promise<string> {
  const at = started();
  if (at.ends) clearTimeout(at.ends);
  hold(at, true);
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    at.waiting.set(id, { resolve, reject });
    at.child.send({ id, mjml });
  });
}

function started(): Compiler {
  if (compiler) return compiler;
  const path = fileURLToPath(new URL('./mjml-process.ts', import.meta.url));
  const child = fork(path, {
    execArgv: ['--max-old-space-size=256'],
    env: {},
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const at: Compiler = { child, waiting: new Map(), ends: null };
  compiler = at;
  child.on('message', (message) => {
    const answer = message as Answer;
    const waiting = at.waiting.get(answer.id);
    at.waiting.delete(answer.id);
    if (answer.html === undefined) waiting?.reject(new TemplateFault(answer.fault ?? 'MJML gave no answer.'));
    else waiting?.resolve(answer.html);
    if (at.waiting.size === 0) rest(at);
  });
  const stopped = (why: Error) => {
    if (compiler === at) compiler = null;
    for (const waiting of at.waiting.values()) waiting.reject(why);
    at.waiting.clear();
  };
  child.on('error', stopped);
  child.on('exit', () => stopped(new Error('The process that compiles mail templates ended.')));
  return at;
}

/** Whether this process waits for the compiler before it ends. */
function hold(at: Compiler, waits: boolean): void {
  if (waits) {
    at.child.ref();
    at.child.channel?.ref();
  } else {
    at.child.unref();
    at.child.channel?.unref();
  }
}

function rest(at: Compiler): void {
  hold(at, false);
  at.ends = setTimeout(() => {
    if (compiler === at) compiler = null;
    at.child.disconnect();
  }, IDLE_MILLISECONDS);
  at.ends.unref();
}

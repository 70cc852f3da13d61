import { type ChildProcess, spawn } from 'node:child_process';
import { OutgoingFault } from './fault.ts';

/** Where a git command runs and what it may take. */
export type GitPlace = {
  /** A folder of ours, empty of configuration: home and working folder of the command. */
  home: string;
  /** Settings passed as `-c name=value`; children of git inherit them. */
  settings: readonly string[];
  /** The protocols that git may speak, e.g. `https`; `none` for no network at all. */
  protocols: string;
  /** Largest file that the command may write, in bytes, and a little more; the system enforces it. */
  maxFileBytes: number;
};

type GitRun = { stdout: Buffer; stderr: string };

/** Limits set by the shell before it becomes git: written file size, memory, processor seconds. All values are arguments, none is code. */
const limited = 'ulimit -f "$1"; ulimit -v 4194304 2>/dev/null; ulimit -t 300 2>/dev/null; shift; exec git "$@"';

const always = [
  'credential.helper=',
  'core.askPass=',
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.bigFileThreshold=8m',
  // GIT_ALLOW_PROTOCOL already says it; a second lock, should a child of git lose the environment.
  'protocol.allow=never',
  'protocol.ext.allow=never',
  'transfer.fsckObjects=true',
  'transfer.bundleURI=false',
  'fetch.uriProtocols=',
  'fetch.unpackLimit=1',
  'fetch.recurseSubmodules=false',
  'fetch.writeCommitGraph=false',
  'submodule.recurse=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'pack.threads=1',
  'http.followRedirects=false',
  'http.proxy=',
  'http.emptyAuth=false',
  'http.sslVerify=true',
  'http.lowSpeedLimit=500',
  'http.lowSpeedTime=20',
  'http.userAgent=guildhall git',
];

/** Nothing of the operator's surroundings reaches git, besides where programs and trusted certificates lie. */
function environment(place: GitPlace): NodeJS.ProcessEnv {
  const kept = ['PATH', 'GIT_SSL_CAINFO', 'GIT_SSL_CAPATH', 'SSL_CERT_FILE', 'SSL_CERT_DIR'];
  const env: NodeJS.ProcessEnv = {
    HOME: place.home,
    XDG_CONFIG_HOME: place.home,
    TMPDIR: place.home,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    SSH_ASKPASS: '',
    GIT_SSH_COMMAND: 'false',
    GIT_ALLOW_PROTOCOL: place.protocols,
    GIT_OPTIONAL_LOCKS: '0',
    GIT_CEILING_DIRECTORIES: place.home,
  };
  for (const name of kept) if (process.env[name] !== undefined) env[name] = process.env[name];
  return env;
}

/** Starts git as leader of its own process group, so that `endGit` reaches its children, too. */
export function startGit(place: GitPlace, args: readonly string[]): ChildProcess {
  const settings = [...always, ...place.settings].flatMap((setting) => ['-c', setting]);
  // `ulimit -f` counts blocks of 512 bytes.
  const blocks = String(Math.ceil(place.maxFileBytes / 512) + 256);
  return spawn('/bin/sh', ['-c', limited, 'git', blocks, ...settings, ...args], {
    cwd: place.home,
    env: environment(place),
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** Ends a git command and all its children. */
export function endGit(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}

/**
 * Runs a git command to its end. Throws `OutgoingFault`: `timeout`, `too-large` (more output than `maxOutputBytes`, or
 * `overLimit` says so, asked every quarter of a second), or what git's own words mean.
 */
export function runGit(
  place: GitPlace,
  args: readonly string[],
  limits: { timeoutMs: number; maxOutputBytes?: number; input?: string; overLimit?: () => Promise<boolean> },
): Promise<GitRun> {
  const child = startGit(place, args);
  const maxOutput = limits.maxOutputBytes ?? 1024 * 1024;
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    let stderr = '';
    let fault: OutgoingFault | null = null;
    const stop = (reason: OutgoingFault) => {
      fault ??= reason;
      endGit(child);
    };
    const timer = setTimeout(
      () => stop(new OutgoingFault('timeout', `git took over ${limits.timeoutMs} ms`)),
      limits.timeoutMs,
    );
    const watch = setInterval(async () => {
      const over = await limits.overLimit?.().catch(() => false);
      if (over) stop(new OutgoingFault('too-large', 'the repository takes too much space'));
    }, 250);
    child.stdout?.on('data', (part: Buffer) => {
      size += part.length;
      if (size > maxOutput) stop(new OutgoingFault('too-large', `git printed more than ${maxOutput} bytes`));
      else parts.push(part);
    });
    child.stderr?.on('data', (part: Buffer) => {
      stderr = (stderr + part.toString('utf8')).slice(-16_384);
    });
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(limits.input ?? '');
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      clearInterval(watch);
      // Children of git that outlive it must not outlive the command.
      endGit(child);
      finish();
    };
    child.on('error', (error) => settle(() => reject(new OutgoingFault('git', error.message, { cause: error }))));
    child.on('close', async (code, signal) => {
      const over = code !== 0 && (await limits.overLimit?.().catch(() => false));
      settle(() => {
        if (fault) reject(fault);
        else if (code === 0) resolve({ stdout: Buffer.concat(parts, size), stderr });
        // A child of git that the system stopped at the file limit is reported by git in many words, none of them telling.
        else if (over) reject(new OutgoingFault('too-large', 'the repository takes too much space'));
        else reject(faultOf(code, signal, stderr));
      });
    });
  });
}

/** What git's words on its error output mean. The order matters: the first that fits is taken. */
function faultOf(code: number | null, signal: NodeJS.Signals | null, stderr: string): OutgoingFault {
  const said = `git ended with ${code ?? signal}: ${stderr.trim().slice(-600)}`;
  if (signal === 'SIGXFSZ' || /File too large|SIGXFSZ|signal 25|out of memory|bad alloc/i.test(stderr))
    return new OutgoingFault('too-large', said);
  if (/not found$|git: not found|No such file or directory: git/m.test(stderr) && code === 127)
    return new OutgoingFault('git', said, { words: 'The git program is not installed on our server.' });
  if (/could not read Username|Authentication failed|returned error: 40[134]|repository .* not found/i.test(stderr))
    return new OutgoingFault('status', said);
  if (/SSL certificate|certificate verif|server verification failed|SSL_|SSL connect/i.test(stderr))
    return new OutgoingFault('tls', said);
  if (/timed out|Operation too slow/i.test(stderr)) return new OutgoingFault('timeout', said);
  if (/unable to update url base from redirection|returned error: 30\d|redirect/i.test(stderr))
    return new OutgoingFault('redirects', said);
  if (/Could not resolve host|Failed to connect|Connection (refused|reset)|unable to access/i.test(stderr))
    return new OutgoingFault('network', said);
  if (
    /fsck|error in object|bad tree|index-pack failed|invalid index-pack|fatal: bad|missing blob|unpack-objects/i.test(
      stderr,
    )
  )
    return new OutgoingFault('git', said, {
      words: 'The repository holds data that git itself calls faulty, so we cannot read it by machine.',
    });
  return new OutgoingFault('git', said);
}

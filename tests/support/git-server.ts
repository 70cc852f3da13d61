import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import type { RequestListener, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';

const quiet: NodeJS.ProcessEnv = {
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Ada Example',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada Example',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
};

export type RepositoryFiles = Record<string, string | Uint8Array | { link: string } | { submodule: string }>;

export type GitShelf = {
  /** Folder that holds the repositories. */
  root: string;
  /** Makes (or adds a commit to) a bare repository at `name`, e.g. `group/project.git`; answers the commit. */
  put(name: string, files: RepositoryFiles, branch?: string): string;
  /** Runs git in a repository of the shelf. */
  git(name: string, args: string[], input?: string | Uint8Array): string;
  /** A blob's content. */
  blob(name: string, id: string): Uint8Array;
  /** Path of a repository. */
  path(name: string): string;
  /** Serves the shelf by git's own smart HTTP program. Ask it with a path that starts with `/NAME`. */
  serve: RequestListener;
  remove(): void;
};

/** A folder of bare repositories for tests, made and served by the system's git. */
export function gitShelf(): GitShelf {
  const root = mkdtempSync(join(tmpdir(), 'guildhall-test-shelf-'));
  const path = (name: string) => join(root, name);
  const git: GitShelf['git'] = (name, args, input) =>
    execFileSync('git', ['--git-dir', path(name), ...args], {
      env: quiet,
      maxBuffer: 1 << 28,
      ...(input !== undefined && { input }),
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    })
      .toString()
      .trim();

  const blob = (name: string, id: string) =>
    execFileSync('git', ['--git-dir', path(name), 'cat-file', 'blob', id], {
      env: quiet,
      stdio: ['ignore', 'pipe', 'ignore'],
    });

  function put(name: string, files: RepositoryFiles, branch = 'main'): string {
    execFileSync('git', ['init', '-q', '--bare', '--template=', '-b', branch, path(name)], {
      env: quiet,
      stdio: 'ignore',
    });
    git(name, ['config', 'uploadpack.allowFilter', 'true']);
    const parts: (string | Uint8Array)[] = [
      `commit refs/heads/${branch}\ncommitter Ada Example <ada@example.com> 1700000000 +0000\ndata 4\nwork\n`,
      'deleteall\n',
    ];
    for (const [file, content] of Object.entries(files)) {
      const quoted = `"${file.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
      if (typeof content === 'object' && 'submodule' in content)
        parts.push(`M 160000 ${content.submodule} ${quoted}\n`);
      else {
        const isLink = typeof content === 'object' && 'link' in content;
        const bytes = Buffer.from(isLink ? content.link : (content as string | Uint8Array));
        parts.push(`M ${isLink ? '120000' : '100644'} inline ${quoted}\ndata ${bytes.length}\n`, bytes, '\n');
      }
    }
    git(name, ['fast-import', '--quiet', '--force'], Buffer.concat(parts.map((part) => Buffer.from(part))));
    return git(name, ['rev-parse', `refs/heads/${branch}`]);
  }

  const serve: RequestListener = (request, response) => {
    const url = new URL(request.url ?? '/', 'http://local');
    const child = spawn('git', ['http-backend'], {
      env: {
        ...quiet,
        GIT_PROJECT_ROOT: root,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: url.pathname,
        QUERY_STRING: url.search.slice(1),
        REQUEST_METHOD: request.method ?? 'GET',
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: 'safe.directory',
        GIT_CONFIG_VALUE_0: '*',
      },
    });
    child.stdin.on('error', () => undefined);
    (request.headers['content-encoding'] === 'gzip' ? request.pipe(createGunzip()) : request).pipe(child.stdin);
    relay(child.stdout, response);
  };

  return { root, put, git, blob, path, serve, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** Turns a CGI program's output into an HTTP answer. */
function relay(output: NodeJS.ReadableStream, response: ServerResponse): void {
  let head: Buffer | null = Buffer.alloc(0);
  output.on('data', (part: Buffer) => {
    if (head === null) return void response.write(part);
    head = Buffer.concat([head, part]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    const headers = head.subarray(0, end).toString('latin1').split('\r\n');
    let status = 200;
    for (const line of headers) {
      const [name = '', value = ''] = line.split(/:\s*(.*)/s);
      if (name.toLowerCase() === 'status') status = Number.parseInt(value, 10);
      else response.setHeader(name, value);
    }
    response.writeHead(status);
    response.write(head.subarray(end + 4));
    head = null;
  });
  output.on('end', () => response.end());
}

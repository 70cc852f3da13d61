import type { IncomingMessage, ServerResponse } from 'node:http';
import { type GitShelf, gitShelf, type RepositoryFiles } from './git-server.ts';
import { type LoopbackServer, loopbackServer } from './loopback-server.ts';

type ForgeProject = {
  path: string;
  visibility: 'public' | 'internal' | 'private';
  description: string | null;
  topics: string[];
  archived: boolean;
  forkOf: string | null;
  defaultBranch: string;
  codeFor: 'everybody' | 'members';
  movedTo: string | null;
};

export type Forges = {
  /** Host and port, to be allowed and to be named as GitLab or GitHub host. */
  host: string;
  origin: string;
  seen: LoopbackServer['seen'];
  shelf: GitShelf;
  /** Whoever sends this token sees private projects, too. */
  token: string;
  put(path: string, files: RepositoryFiles | null, more?: Partial<ForgeProject>): string;
  groups: Map<string, { description: string; visibility: string }>;
  users: Set<string>;
  /** Answers a request instead of the forge; say false to leave it to the forge. */
  intercept: (request: IncomingMessage, response: ServerResponse) => boolean;
  close(): Promise<void>;
};

/**
 * A server that answers as GitLab (REST v4 under /api/v4), as GitHub (REST under /api/v3, where Enterprise has it) and as
 * git over HTTP, from one shelf of repositories. Fields and headers as in the documentation of both.
 */
export async function forges(): Promise<Forges> {
  const shelf = gitShelf();
  const projects: ForgeProject[] = [];
  const forge: Forges = {
    host: '',
    origin: '',
    seen: [],
    shelf,
    token: 'secret-token',
    groups: new Map(),
    users: new Set(),
    intercept: () => false,
    put(path, files, more = {}) {
      const project: ForgeProject = {
        path,
        visibility: 'public',
        description: null,
        topics: [],
        archived: false,
        forkOf: null,
        defaultBranch: 'main',
        codeFor: 'everybody',
        movedTo: null,
        ...more,
      };
      const old = projects.findIndex((one) => one.path === path);
      if (old >= 0) projects[old] = project;
      else projects.push(project);
      return files === null ? '' : shelf.put(`${path}.git`, files, 'main');
    },
    close: async () => {
      await server.close();
      shelf.remove();
    },
  };

  const find = (path: string) => projects.find((one) => one.path.toLowerCase() === path.toLowerCase());
  const may = (request: IncomingMessage, project: ForgeProject, code = false) =>
    request.headers['private-token'] === forge.token ||
    request.headers.authorization === `Bearer ${forge.token}` ||
    (project.visibility === 'public' && (!code || project.codeFor === 'everybody'));
  const say = (response: ServerResponse, value: unknown, headers: Record<string, string> = {}, status = 200) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
  const absent = (response: ServerResponse) => say(response, { message: '404 Not Found' }, {}, 404);
  const tree = (path: string, commit: string) =>
    shelf
      .git(`${path}.git`, ['ls-tree', '-r', '-t', '-z', commit])
      .split('\0')
      .filter((row) => row !== '')
      .map((row) => {
        const [meta = '', file = ''] = row.split(/\t(.*)/s);
        const [mode = '', type = '', id = ''] = meta.split(' ');
        return { mode, type, id, path: file };
      });
  const head = (project: ForgeProject, branch: string): string | null => {
    try {
      return shelf.git(`${project.path}.git`, ['rev-parse', '--verify', '-q', `refs/heads/${branch}`]);
    } catch {
      return null;
    }
  };

  function page<T>(url: URL, all: T[]): { some: T[]; next: number | null; total: number } {
    const size = Number(url.searchParams.get('per_page') ?? 20);
    const at = Number(url.searchParams.get('page') ?? 1);
    return {
      some: all.slice((at - 1) * size, at * size),
      next: at * size < all.length ? at + 1 : null,
      total: all.length,
    };
  }

  function gitlab(request: IncomingMessage, response: ServerResponse, url: URL): unknown {
    const parts = url.pathname.split('/').slice(3).map(decodeURIComponent);
    const signedIn = request.headers['private-token'] === forge.token;
    const shown = (one: ForgeProject) => ({
      id: projects.indexOf(one) + 1,
      description: one.description,
      name: one.path.split('/').at(-1),
      path: one.path.split('/').at(-1),
      path_with_namespace: one.movedTo ?? one.path,
      default_branch: one.defaultBranch,
      topics: one.topics,
      http_url_to_repo: `${forge.origin}/${one.path}.git`,
      web_url: `${forge.origin}/${one.path}`,
      visibility: one.visibility,
      ...(signedIn && {
        archived: one.archived,
        empty_repo: head(one, 'main') === null,
        repository_access_level: one.codeFor === 'everybody' ? 'enabled' : 'private',
        ...(one.forkOf && { forked_from_project: { id: 1, path_with_namespace: one.forkOf } }),
      }),
    });
    const listed = (all: ForgeProject[]) => {
      const { some, next } = page(
        url,
        all.filter((one) => one.visibility === 'public'),
      );
      say(response, some.map(shown), {
        'x-next-page': next === null ? '' : String(next),
        ...(next !== null && { link: `<${url.pathname}?page=${next}>; rel="next"` }),
      });
    };
    const [kind, id = '', what, ...more] = parts;
    if (kind === 'users' && id === '') {
      const name = url.searchParams.get('username') ?? '';
      return say(
        response,
        [...forge.users].flatMap((user, at) =>
          user.toLowerCase() === name.toLowerCase() ? [{ id: at + 1, username: user }] : [],
        ),
      );
    }
    if (kind === 'users') {
      const user = [...forge.users][Number(id) - 1];
      return listed(projects.filter((one) => one.path.startsWith(`${user}/`)));
    }
    if (kind === 'groups') {
      const name = [...forge.groups.keys()].find((one) => one.toLowerCase() === id.toLowerCase());
      const group = name === undefined ? undefined : forge.groups.get(name);
      if (group === undefined || (group.visibility !== 'public' && !signedIn)) return absent(response);
      if (what === 'projects') return listed(projects.filter((one) => one.path.startsWith(`${name}/`)));
      return say(response, {
        id: 1,
        full_path: name,
        visibility: group.visibility,
        description: group.description,
        web_url: `${forge.origin}/groups/${name}`,
      });
    }
    const project = /^\d+$/.test(id) ? projects[Number(id) - 1] : find(id);
    if (kind !== 'projects' || !project || !may(request, project)) return absent(response);
    if (what === undefined) return say(response, shown(project));
    if (what !== 'repository' || !may(request, project, true)) return absent(response);
    const [room, name = '', form] = more;
    if (room === 'branches') {
      const commit = name === '' ? head(project, 'main') : head(project, name);
      if (name === '') return say(response, commit === null ? [] : [{ name: 'main', commit: { id: commit } }]);
      return commit === null ? absent(response) : say(response, { name, default: true, commit: { id: commit } });
    }
    if (room === 'tree') {
      const rows = tree(project.path, url.searchParams.get('ref') ?? '').map((row) => ({
        ...row,
        name: row.path.split('/').at(-1),
      }));
      const size = Number(url.searchParams.get('per_page'));
      const from = Number(url.searchParams.get('page_token')?.slice(1) ?? 0);
      const link =
        from + size < rows.length
          ? {
              link: `<https://elsewhere.example/api/v4/projects/9/repository/tree?page_token=t${from + size}&pagination=keyset>; rel="next"`,
            }
          : {};
      return say(response, rows.slice(from, from + size), link as Record<string, string>);
    }
    if (room === 'blobs' && form === 'raw') return blob(response, project, name);
    return absent(response);
  }

  function blob(response: ServerResponse, project: ForgeProject, id: string): void {
    try {
      response.writeHead(200, { 'content-type': 'text/plain' }).end(shelf.blob(`${project.path}.git`, id));
    } catch {
      absent(response);
    }
  }

  function github(request: IncomingMessage, response: ServerResponse, url: URL): unknown {
    const [kind, owner = '', ...more] = url.pathname.split('/').slice(3).map(decodeURIComponent);
    if (request.headers['user-agent'] === undefined) return say(response, { message: 'no user agent' }, {}, 403);
    const isGroup = [...forge.groups.keys()].find((one) => one.toLowerCase() === owner.toLowerCase());
    const isUser = [...forge.users].find((one) => one.toLowerCase() === owner.toLowerCase());
    const shown = (one: ForgeProject) => ({
      id: projects.indexOf(one) + 1,
      full_name: one.movedTo ?? one.path,
      html_url: `${forge.origin}/${one.path}`,
      private: one.visibility !== 'public',
      visibility: one.visibility,
      default_branch: one.defaultBranch,
      archived: one.archived,
      fork: one.forkOf !== null,
      description: one.description,
      topics: one.topics,
    });
    if ((kind === 'users' || kind === 'orgs') && more.length === 0) {
      const login = kind === 'orgs' ? isGroup : (isGroup ?? isUser);
      if (login === undefined) return absent(response);
      return say(response, {
        login,
        id: 1,
        type: isGroup ? 'Organization' : 'User',
        ...(kind === 'orgs' && { description: forge.groups.get(login)?.description ?? null }),
      });
    }
    if (more[0] === 'repos' && (kind === 'users' || kind === 'orgs')) {
      const { some, next } = page(
        url,
        projects.filter(
          (one) =>
            one.path.toLowerCase().startsWith(`${owner.toLowerCase()}/`) &&
            (one.visibility === 'public' || request.headers.authorization),
        ),
      );
      return say(
        response,
        some.map(shown),
        next === null
          ? {}
          : {
              link: `<${forge.origin}${url.pathname}?page=${next}>; rel="next", <${forge.origin}${url.pathname}?page=9>; rel="last"`,
            },
      );
    }
    const [name = '', git, what, ...rest] = more;
    const project = find(`${owner}/${name}`);
    if (kind !== 'repos' || !project || !may(request, project)) return absent(response);
    if (git === undefined) return say(response, shown(project));
    if (what === 'ref') {
      if (head(project, 'main') === null) return say(response, { message: 'Git Repository is empty.' }, {}, 409);
      const commit = head(project, rest.slice(1).join('/'));
      return commit === null
        ? absent(response)
        : say(response, { ref: `refs/${rest.join('/')}`, object: { type: 'commit', sha: commit } });
    }
    if (what === 'trees') {
      const rows = tree(project.path, rest[0] ?? '').map((row) => ({
        path: row.path,
        mode: row.mode,
        type: row.type,
        sha: row.id,
      }));
      return say(response, { sha: rest[0], tree: rows.slice(0, 5000), truncated: rows.length > 5000 });
    }
    if (what === 'blobs' && request.headers.accept === 'application/vnd.github.raw+json')
      return blob(response, project, rest[0] ?? '');
    return absent(response);
  }

  const server = await loopbackServer((request, response) => {
    if (forge.intercept(request, response)) return;
    const url = new URL(request.url ?? '/', 'http://local');
    if (url.pathname.startsWith('/api/v4/')) return gitlab(request, response, url);
    if (url.pathname.startsWith('/api/v3/')) return github(request, response, url);
    const path = /^\/(.+?)(?:\.git)?\/(?:info\/refs|git-upload-pack)$/.exec(url.pathname)?.[1];
    const project = path === undefined ? undefined : find(decodeURIComponent(path));
    if (!project || !may(request, project, true))
      return void response.writeHead(401, { 'www-authenticate': 'Basic realm="forge"' }).end();
    if (project.movedTo !== null)
      return void response
        .writeHead(301, { location: (request.url ?? '').replace(project.path, project.movedTo) })
        .end();
    shelf.serve(
      Object.assign(request, {
        url: (request.url ?? '').replace(/^\/.+?(?:\.git)?(\/info\/refs|\/git-upload-pack)/, `/${project.path}.git$1`),
      }),
      response,
    );
  });
  forge.host = server.host;
  forge.origin = server.origin;
  forge.seen = server.seen;
  return forge;
}

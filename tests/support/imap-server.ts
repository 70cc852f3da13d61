import { createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll } from 'vitest';

type Kept = { uid: number; source: Buffer; flags: Set<string>; at: Date };
type Folder = { uidValidity: number; uidNext: number; mails: Kept[] };

/**
 * An IMAP server on a free loopback port that speaks the few commands a reader of mailboxes says (RFC 9051, as a server of version 4rev1):
 * one account, `ada` with the password `secret`. Closed after the test file.
 */
export async function imapServer(options: { tls?: { key: string; cert: string } } = {}) {
  const folders = new Map<string, Folder>([
    ['INBOX', { uidValidity: 7, uidNext: 1, mails: [] }],
    ['Done', { uidValidity: 8, uidNext: 1, mails: [] }],
  ]);
  const inbox = folders.get('INBOX') as Folder;
  const state = {
    /** Every command line so far, without its tag. */
    said: [] as string[],
    /** Hangs up when it is told to fetch the n-th mail from now. */
    dropAtFetch: 0,
    silent: false,
  };
  const sockets = new Set<Socket>();
  const serve = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    if (!state.silent) socket.write('* OK ready\r\n');
    let waiting = '';
    let open: Folder | null = null;
    let readOnly = true;
    socket.on('data', (piece: Buffer) => {
      waiting += piece.toString('latin1');
      for (let end = waiting.indexOf('\r\n'); end >= 0; end = waiting.indexOf('\r\n')) {
        const line = waiting.slice(0, end);
        waiting = waiting.slice(end + 2);
        answer(line);
      }
    });
    const say = (text: string) => socket.write(`${text}\r\n`);
    const answer = (line: string) => {
      if (state.silent) return;
      const [, tag = '', command = '', rest = ''] = /^(\S+) (UID \w+|\w+) ?(.*)$/i.exec(line) ?? [];
      state.said.push(`${command} ${rest}`.trim());
      const ok = (words = 'done') => say(`${tag} OK ${words}`);
      const no = (words: string) => say(`${tag} NO ${words}`);
      const args = [...rest.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map((m) => m[1] ?? m[2] ?? '');
      switch (command.toUpperCase()) {
        case 'CAPABILITY':
          say('* CAPABILITY IMAP4rev1 MOVE UIDPLUS');
          return ok();
        case 'LOGIN':
          return args[0] === 'ada' && args[1] === 'secret' ? ok() : no('[AUTHENTICATIONFAILED] wrong user or password');
        case 'NAMESPACE':
          say('* NAMESPACE (("" "/")) NIL NIL');
          return ok();
        case 'LIST':
        case 'LSUB':
          // An empty name asks for the sign between folders alone.
          for (const name of args[1] === '' ? [''] : folders.keys())
            say(`* ${command.toUpperCase()} (\\HasNoChildren) "/" "${name}"`);
          return ok();
        case 'SELECT':
        case 'EXAMINE': {
          const found = folders.get(args[0] ?? '');
          if (!found) return no('[NONEXISTENT] no such folder');
          open = found;
          readOnly = command.toUpperCase() === 'EXAMINE';
          say('* FLAGS (\\Seen \\Deleted)');
          say(`* ${open.mails.length} EXISTS`);
          say(`* OK [UIDVALIDITY ${open.uidValidity}] valid`);
          say(`* OK [UIDNEXT ${open.uidNext}] next`);
          return ok(readOnly ? '[READ-ONLY] done' : '[READ-WRITE] done');
        }
        case 'UID SEARCH': {
          const [from] = /UID (\d+):\*/i.exec(rest)?.slice(1) ?? [];
          const since = /SINCE (\S+)/i.exec(rest)?.[1];
          const last = open?.mails.at(-1)?.uid ?? 0;
          const found = (open?.mails ?? []).filter(({ uid, at }) => {
            if (since) return at.getTime() >= Date.parse(`${since} UTC`);
            // A range that begins beyond the last mail names the last one (RFC 9051, section 9).
            return from === undefined || uid >= Math.min(Number(from), last);
          });
          say(`* SEARCH ${found.map(({ uid }) => uid).join(' ')}`);
          return ok();
        }
        case 'UID FETCH': {
          const mail = open?.mails.find(({ uid }) => uid === Number(args[0]));
          if (state.dropAtFetch > 0 && --state.dropAtFetch === 0) {
            socket.destroy();
            return;
          }
          if (mail) {
            const most = Number(/<0\.(\d+)>/.exec(rest)?.[1] ?? mail.source.length);
            const bytes = mail.source.subarray(0, most);
            const nr = (open?.mails.indexOf(mail) ?? 0) + 1;
            socket.write(
              `* ${nr} FETCH (UID ${mail.uid} RFC822.SIZE ${mail.source.length} BODY[]<0> {${bytes.length}}\r\n`,
            );
            socket.write(bytes);
            say(')');
          }
          return ok();
        }
        case 'UID STORE': {
          const mail = open?.mails.find(({ uid }) => uid === Number(args[0]));
          if (readOnly) return no('read-only');
          for (const flag of rest.match(/\\\w+/g) ?? []) mail?.flags.add(flag);
          return ok();
        }
        case 'UID MOVE': {
          const to = folders.get(args[1] ?? '');
          const mail = open?.mails.find(({ uid }) => uid === Number(args[0]));
          if (!to) return no('[TRYCREATE] no such folder');
          if (readOnly || !open || !mail) return no('read-only');
          open.mails.splice(open.mails.indexOf(mail), 1);
          to.mails.push({ ...mail, uid: to.uidNext++ });
          return ok();
        }
        case 'LOGOUT':
          say('* BYE');
          ok();
          return void socket.end();
        case 'ID':
        case 'ENABLE':
        case 'NOOP':
        case 'CLOSE':
        case 'UNSELECT':
          return ok();
        default:
          return void say(`${tag} BAD what?`);
      }
    };
  };
  const server = options.tls ? createTlsServer(options.tls, serve) : createServer(serve);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as { port: number };
  return Object.assign(state, {
    port,
    inbox,
    folders,
    /** A mail comes to the folder. */
    put: (source: string, at = new Date()) => {
      inbox.mails.push({ uid: inbox.uidNext, source: Buffer.from(source), flags: new Set(), at });
      return inbox.uidNext++;
    },
  });
}

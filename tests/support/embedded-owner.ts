// A process of its own that starts the embedded PostgreSQL on the folder it is given, says where, and keeps it until it is
// told to stop: for tests that kill. Arguments: the folder, and "join" or "vanish" (ends at once, without stopping).
import { startEmbedded } from '#kernel/database/embedded.ts';

const [folder = '', mode] = process.argv.slice(2);
const tell = (message: object) => process.stdout.write(`${JSON.stringify(message)}\n`);

try {
  const log = { info() {}, error: (_: object, words: string) => tell({ log: words }) };
  const say = (line: string) => tell({ say: line });
  const server = await startEmbedded({ folder, log, say, join: mode === 'join' });
  // The server is let go of by Node, so that it never keeps a process alive that is done; something else must.
  const stay = setInterval(() => {}, 60_000);
  process.on('SIGTERM', async () => {
    await server.stop();
    clearInterval(stay);
  });
  tell({ url: server.url, pid: server.pid, owned: server.owned, socketFolder: server.socketFolder });
  if (mode === 'vanish') process.exit(0);
} catch (error) {
  tell({ error: (error as Error).message, name: (error as Error).name });
  process.exit(1);
}

import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import type { Notice, NotificationKind } from '../notifications/kind.ts';
import { wakeChannel } from '../notifications/wake.ts';

/** The channels that hear a notice: those of its program, and those of all; none of what is for one person. */
export async function channelsHearing(c: Context, kind: NotificationKind, notice: Notice): Promise<string[]> {
  if (kind.personal) return [];
  const { rows } = await sql<{ id: string }>`
    select id from work.channels where removed_at is null and ${kind.name} = any(kinds)
      and (program is null or program = ${notice.program}::uuid) order by id`.execute(c.tx);
  return rows.map(({ id }) => id);
}

/** Has channels told a notice, at once: quiet hours are a person's. */
export async function tellChannels(c: Context, notice: string, channels: readonly string[]): Promise<void> {
  for (const channel of channels) {
    await sql`insert into work.tellings (notice, channel, via, due_at) values (${notice}, ${channel}, 'slack', ${c.now})`.execute(
      c.tx,
    );
    await wakeChannel(c, channel, c.now);
  }
}

import { sql } from 'kysely';
import type { Context } from '../context.ts';

/**
 * Did the last mail to this address whose end is known not arrive: refused by the server, or reported as undeliverable afterwards?
 * A later one that was sent, and of which no such report came, makes the address good again.
 */
export async function isUnreachable(c: Pick<Context, 'tx'>, address: string): Promise<boolean> {
  const { rows } = await sql<{ lost: boolean }>`
    select m.state = 'failed' or exists (select from mail.incoming i
      where i.mail = m.id and i.kind = 'bounce' and (i.bounce ->> 'gaveUp')::boolean) lost
    from mail.messages m where lower(m.to_address) = lower(${address}) and m.state in ('sent', 'failed')
    order by m.id desc limit 1`.execute(c.tx);
  return rows[0]?.lost ?? false;
}

import { z } from 'zod';
import { command, id, instant, nothing, query } from '../../contract/operation.ts';

const name = z.string().trim().min(1, 'Give the channel a name.').max(80);
const kinds = z.array(z.string().max(100)).min(1, 'Choose what the channel hears.').max(100);
const address = z.string().trim().min(1, 'Give the address of the webhook.').max(2000);
const kind = z.object({ kind: z.string(), words: z.string() });

/** Rooms of chat programs that hear what people hear: of one program, or of all. */
export const channelsContract = {
  channels: query({
    path: '/work/channels',
    permission: 'work.channels',
    scope: 'filtered',
    summary: 'Channels of chat programs, of one program or all that you may manage, and what a channel can hear',
    input: z.object({ program: id.optional() }),
    output: z.object({
      rows: z.array(
        z.object({
          id,
          name: z.string(),
          /** null: it hears all programs, and what belongs to none. */
          program: z.string().nullable(),
          kinds: z.array(z.string()),
          /** The host of the chat program; the address is never shown. */
          host: z.string(),
          madeAt: instant,
          toldAt: instant.nullable(),
          /** What went wrong last, while something waits or was given up. */
          trouble: z.string().nullable(),
        }),
      ),
      kinds: z.array(kind),
    }),
  }),
  addChannel: command({
    path: '/work/channels',
    permission: 'work.channels',
    scope: 'filtered',
    secret: true,
    summary: 'Let a channel of Slack, Mattermost, Rocket.Chat or another with the same webhooks hear what happens',
    input: z.object({ name, kinds, address, program: id.nullable() }),
    output: z.object({ id }),
  }),
  changeChannel: command({
    method: 'PATCH',
    path: '/work/channels/{id}',
    permission: 'work.channels',
    scope: 'filtered',
    secret: true,
    summary: 'Change the name of a channel, what it hears, or where it is',
    input: z.object({ id, name: name.optional(), kinds: kinds.optional(), address: address.optional() }),
    output: nothing,
  }),
  removeChannel: command({
    method: 'DELETE',
    path: '/work/channels/{id}',
    permission: 'work.channels',
    scope: 'filtered',
    summary: 'Let a channel hear nothing more, and forget its address',
    input: z.object({ id }),
    output: nothing,
  }),
  testChannel: query({
    method: 'POST',
    path: '/work/channels/{id}/test',
    permission: 'work.channels',
    scope: 'filtered',
    summary: 'Send a channel a test message now, and say what its chat program answered',
    input: z.object({ id }),
    output: z.object({ ok: z.boolean(), words: z.string() }),
  }),
};

// The licence texts and comparing with them take 220 MB; they live in a process of their own that ends when no verdict is
// asked for, or when the one that started it is gone. It reads no file by itself: it asks for each.

import { licenceVerdict } from './verdict.ts';
import type { FromReader, ToReader } from './verdict-apart.ts';

type Reading = { resolve(bytes: Uint8Array | null): void; reject(fault: Error): void };

const readings = new Map<number, Reading>();
let lastReading = 0;

const say = (message: FromReader): void => void process.send?.(message);

const read = (verdict: number, path: string): Promise<Uint8Array | null> =>
  new Promise((resolve, reject) => {
    const reading = ++lastReading;
    readings.set(reading, { resolve, reject });
    say({ verdict, reading, path });
  });

process.on('disconnect', () => process.exit());
process.on('message', async (message: ToReader) => {
  if ('reading' in message) {
    const reading = readings.get(message.reading);
    readings.delete(message.reading);
    if ('fault' in message) reading?.reject(new Error(message.fault));
    else reading?.resolve(message.bytes);
    return;
  }
  const { verdict: id, commit, paths, options } = message;
  try {
    say({ verdict: id, answer: await licenceVerdict({ commit, paths, read: (path) => read(id, path) }, options) });
  } catch (error) {
    say({ verdict: id, fault: error instanceof Error ? error.message : String(error) });
  }
});

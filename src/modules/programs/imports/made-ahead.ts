/**
 * Each item with what `make` answers for it, in their order. While one is worked on, the next `most` are made, one after the other. An
 * error of `make` comes where its item would; whoever stops early waits until nothing is being made any more.
 */
export async function* madeAhead<T, R>(
  items: Iterator<T>,
  most: number,
  make: (item: T) => Promise<R>,
): AsyncGenerator<[T, R]> {
  const waiting: { item: T; made: Promise<R | null> }[] = [];
  let last: Promise<unknown> = Promise.resolve();
  let stopped = false;
  const fill = () => {
    while (waiting.length < most) {
      const { value: item, done } = items.next();
      if (done) return;
      const made = last.then(() => (stopped ? null : make(item)));
      last = made.catch(() => {
        stopped = true;
      });
      waiting.push({ item, made });
    }
  };
  try {
    fill();
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const made = await next.made;
      fill();
      yield [next.item, made as R];
    }
  } finally {
    stopped = true;
    await last;
  }
}

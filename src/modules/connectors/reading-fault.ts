import { OutgoingFault } from '#kernel/outgoing/fault.ts';
import { NothingToRead } from '#kernel/outgoing/git-repository.ts';
import { AddressFault, type RepositoryAddress } from './repository-address.ts';

/**
 * Why a repository or namespace could not be read. `not-public`, `moved`, `is-namespace`, `empty`, `address` are certain:
 * trying again or another way changes nothing. The others may pass (`limited`, `unreachable`) or need a person.
 */
export type ReadingFaultKind =
  | 'address'
  | 'not-public'
  | 'moved'
  | 'is-namespace'
  | 'empty'
  | 'limited'
  | 'unreachable'
  | 'too-large'
  | 'unreadable'
  | 'unsupported';

const certain = new Set<ReadingFaultKind>(['address', 'not-public', 'moved', 'is-namespace', 'empty']);

const wordsOf: Record<ReadingFaultKind, string> = {
  address: 'This is not an address that we can read.',
  'not-public':
    'Nobody can read this without signing in, or it does not exist. Please make it public or correct the address.',
  moved: 'This has moved. Please give its new address.',
  'is-namespace': 'This is a namespace and not a repository.',
  empty: 'The repository has nothing in it yet.',
  limited: 'The host asks us to wait before we read on. We try again by ourselves.',
  unreachable: 'The host did not answer as it should. Please try again later.',
  'too-large': 'The repository is larger than we read by machine.',
  unreadable: 'The repository could not be read by machine.',
  unsupported: 'We cannot list the repositories of this host. Please name them one by one.',
};

/** `words` are for the applicant and tell nothing that a stranger could not see; `message` is for logs. */
export class ReadingFault extends Error {
  readonly kind: ReadingFaultKind;
  readonly words: string;
  /** For `limited`: when to try again. */
  readonly retryAt: Temporal.Instant | null;
  /** For `moved` and `is-namespace`: the address to use instead. */
  readonly instead: RepositoryAddress | null;

  constructor(
    kind: ReadingFaultKind,
    message: string,
    more: { words?: string; retryAt?: Temporal.Instant; instead?: RepositoryAddress | null; cause?: unknown } = {},
  ) {
    super(`${kind}: ${message}`, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'ReadingFault';
    this.kind = kind;
    this.words = more.words ?? (more.instead ? `${wordsOf[kind]} (${more.instead.webUrl})` : wordsOf[kind]);
    this.retryAt = more.retryAt ?? null;
    this.instead = more.instead ?? null;
  }

  /** Trying again or another way would say the same. */
  get isCertain(): boolean {
    return certain.has(this.kind);
  }
}

const kindOfOutgoing: Record<OutgoingFault['kind'], ReadingFaultKind> = {
  'refused-address': 'address',
  timeout: 'unreachable',
  'too-large': 'too-large',
  redirects: 'unreachable',
  status: 'unreachable',
  network: 'unreachable',
  tls: 'unreachable',
  protocol: 'unreadable',
  git: 'unreadable',
};

/** Any error met while reading, as a `ReadingFault`; what is no fault of reading (a mistake of ours) is thrown on. */
export function asReadingFault(error: unknown): ReadingFault {
  if (error instanceof ReadingFault) return error;
  if (error instanceof AddressFault)
    return new ReadingFault('address', error.reason, { words: error.words, cause: error });
  if (error instanceof NothingToRead)
    return new ReadingFault('empty', error.reason, { words: error.words, cause: error });
  if (error instanceof OutgoingFault) {
    if (error.kind === 'status' && (error.status === undefined || [401, 403, 404, 410].includes(error.status)))
      return new ReadingFault('not-public', error.message, { cause: error });
    const own = error.kind === 'too-large' || error.kind === 'status' ? {} : { words: error.words };
    return new ReadingFault(kindOfOutgoing[error.kind], error.message, { ...own, cause: error });
  }
  throw error;
}

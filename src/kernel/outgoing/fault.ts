/** What went wrong on the way out; each kind has words that the person who named the address can act upon. */
export type OutgoingFaultKind =
  | 'refused-address'
  | 'timeout'
  | 'too-large'
  | 'redirects'
  | 'status'
  | 'network'
  | 'tls'
  | 'protocol'
  | 'git';

/** Facts about a fault that a caller may need; never shown as they are. */
type OutgoingFaultDetails = {
  /** HTTP status of the answer, for kinds `status` and `redirects`. */
  status?: number;
  /** Headers of that answer, lower case. */
  headers?: Record<string, string>;
  cause?: unknown;
};

const wordsOf: Record<OutgoingFaultKind, string> = {
  'refused-address': 'This address does not lead to a public place on the internet, so we do not open it.',
  timeout: 'The other side took too long to answer. Please try again later.',
  'too-large': 'The answer is larger than we read.',
  redirects: 'The address leads on to another one that we do not follow. Please give the final address.',
  status: 'The other side refused to show this address. Please check that it is right and publicly readable.',
  network: 'We could not reach this address. Please check that it is spelled right and online.',
  tls: 'The certificate of this address is not valid, so we cannot trust what it says.',
  protocol: 'The other side answered in a way that we do not understand.',
  git: 'The repository could not be read through git.',
};

/** Any failure of an outgoing request. `kind` is for code, `words` for people; `message` is for logs and may name hosts. */
export class OutgoingFault extends Error {
  readonly kind: OutgoingFaultKind;
  readonly words: string;
  readonly status: number | undefined;
  readonly headers: Record<string, string>;

  constructor(kind: OutgoingFaultKind, message: string, details: OutgoingFaultDetails & { words?: string } = {}) {
    super(`${kind}: ${message}`, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'OutgoingFault';
    this.kind = kind;
    this.words = details.words ?? wordsOf[kind];
    this.status = details.status;
    this.headers = details.headers ?? {};
  }
}

const tlsCodes = /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO$|INVALID_CA)/;

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

/** Turns whatever the network libraries throw into an `OutgoingFault`; one that is already one passes unchanged. */
export function asOutgoingFault(error: unknown): OutgoingFault {
  if (error instanceof OutgoingFault) return error;
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof OutgoingFault) return cause;
  if (error instanceof AggregateError && error.errors.length > 0) return asOutgoingFault(error.errors[0]);
  const code = codeOf(error) || codeOf(cause);
  const message = error instanceof Error ? error.message : String(error);
  const name = error instanceof Error ? error.name : '';
  if (name === 'TimeoutError' || /TIMEOUT|ETIMEDOUT/.test(code))
    return new OutgoingFault('timeout', message, { cause: error });
  if (tlsCodes.test(code)) return new OutgoingFault('tls', `${code} ${message}`, { cause: error });
  if (code === 'UND_ERR_HEADERS_OVERFLOW' || code === 'HPE_HEADER_OVERFLOW')
    return new OutgoingFault('too-large', message, { cause: error });
  if (code.startsWith('HPE_') || code.startsWith('Z_') || code.startsWith('ERR_BROTLI'))
    return new OutgoingFault('protocol', `${code} ${message}`, { cause: error });
  return new OutgoingFault('network', `${code} ${message}`.trim(), { cause: error });
}

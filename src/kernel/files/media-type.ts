/** One kind of file that may be kept: how it is named and how its bytes begin. */
type Kind = { readonly endings: readonly [string, ...string[]]; readonly fits: (beginning: Buffer) => boolean };

const starts = (...bytes: number[]) => {
  const magic = Buffer.from(bytes);
  return (beginning: Buffer) => beginning.subarray(0, magic.length).equals(magic);
};
const ascii = (text: string, at = 0) => {
  return (beginning: Buffer) => beginning.toString('latin1', at, at + text.length) === text;
};

/**
 * Every kind of file the house takes. What a browser could run (HTML, SVG, scripts) or what hides other files (archives,
 * office documents with macros) is not on the list.
 */
const KINDS = {
  'application/pdf': { endings: ['pdf'], fits: ascii('%PDF-') },
  'image/png': { endings: ['png'], fits: starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) },
  'image/jpeg': { endings: ['jpg', 'jpeg'], fits: starts(0xff, 0xd8, 0xff) },
  'image/webp': { endings: ['webp'], fits: (b) => ascii('RIFF')(b) && ascii('WEBP', 8)(b) },
  'image/gif': { endings: ['gif'], fits: (b) => ascii('GIF87a')(b) || ascii('GIF89a')(b) },
  'text/plain': { endings: ['txt', 'md', 'log'], fits: () => true },
  'text/csv': { endings: ['csv', 'tsv', 'txt'], fits: () => true },
  'application/json': { endings: ['json'], fits: () => true },
} satisfies Record<string, Kind>;

/** A media type the house keeps. */
export type MediaType = keyof typeof KINDS;

/** All media types the house keeps. */
export const MEDIA_TYPES = Object.keys(KINDS) as MediaType[];

/** How files of this type may be named; the first ending is given to a file that has none of them. */
export const endingsOf = (type: MediaType): readonly [string, ...string[]] => KINDS[type].endings;

/** Bytes that `isMediaType` wants from the beginning of a file to be sure. */
export const BEGINNING_BYTES = 16;

/** The media type a sender wrote ("text/csv; charset=utf-8"), if the house keeps it. */
export function knownMediaType(written: string): MediaType | null {
  const bare = (written.split(';', 1)[0] ?? '').trim().toLowerCase();
  return bare in KINDS && Object.hasOwn(KINDS, bare) ? (bare as MediaType) : null;
}

/** Whether a file that claims to be of this type begins like one. Text has no such beginning: see `TextCheck`. */
export function beginsLike(type: MediaType, beginning: Uint8Array): boolean {
  return KINDS[type].fits(Buffer.from(beginning));
}

/** Whether this type is text and must be whole UTF-8. */
export const isText = (type: MediaType): boolean => type.startsWith('text/') || type === 'application/json';

/** Walks through a text file piece by piece; `take` and `end` are false as soon as it is not clean UTF-8 text. */
export function textCheck(): { take(piece: Uint8Array): boolean; end(): boolean } {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const clean = (read: () => string) => {
    try {
      // Tab, line feed, form feed and carriage return are text; other control characters mean that it is something else.
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      return !/[\u0000-\u0008\u000b\u000e-\u001f\u007f]/.test(read());
    } catch {
      return false;
    }
  };
  return {
    take: (piece) => clean(() => decoder.decode(piece, { stream: true })),
    end: () => clean(() => decoder.decode()),
  };
}

declare module 'spdx-expression-parse' {
  /** The tree of an SPDX expression; throws where it is none, or an id is unknown. */
  export default function parse(expression: string): unknown;
}

/** A part of a policy as JSON Schema says it (draft 2020-12): as much of that as the editor draws. */
export type Shape = {
  type?: string | string[] | undefined;
  const?: unknown;
  enum?: unknown[] | undefined;
  properties?: Record<string, Shape> | undefined;
  required?: string[] | undefined;
  additionalProperties?: boolean | Shape | undefined;
  propertyNames?: Shape | undefined;
  items?: Shape | undefined;
  anyOf?: Shape[] | undefined;
  oneOf?: Shape[] | undefined;
  default?: unknown;
  minLength?: number | undefined;
  maxLength?: number | undefined;
  pattern?: string | undefined;
  format?: string | undefined;
  minimum?: number | undefined;
  exclusiveMinimum?: number | undefined;
  maximum?: number | undefined;
  minItems?: number | undefined;
  maxItems?: number | undefined;
};

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A shape without the `null` beside it, and whether there was one. */
export function withoutNull(shape: Shape): { shape: Shape; nullable: boolean } {
  if (Array.isArray(shape.type) && shape.type.includes('null')) {
    const [only] = shape.type.filter((type) => type !== 'null');
    return { shape: { ...shape, type: only }, nullable: true };
  }
  const others = shape.anyOf?.filter(({ type }) => type !== 'null');
  const [of] = others ?? [];
  if (of && others?.length === 1 && others.length < (shape.anyOf?.length ?? 0)) return { shape: of, nullable: true };
  return { shape, nullable: false };
}

/** Of several variants that one field tells apart: that field, and the variant of a value. */
export function variantOf(shape: Shape, value: unknown): { by: string; values: string[]; shape: Shape } | null {
  const [first] = shape.oneOf ?? [];
  const by = Object.keys(first?.properties ?? {}).find((name) => first?.properties?.[name]?.const !== undefined);
  if (!shape.oneOf || !first || !by) return null;
  const chosen = shape.oneOf.find((each) => isFields(value) && each.properties?.[by]?.const === value[by]);
  return { by, values: shape.oneOf.map((each) => String(each.properties?.[by]?.const)), shape: chosen ?? first };
}

/** A value to begin with: the default, or as empty as the shape allows. What may be left out without a default is left out. */
export function freshOf(shape: Shape): unknown {
  if ('default' in shape) return completed(shape, shape.default);
  if (shape.const !== undefined) return shape.const;
  const bare = withoutNull(shape);
  if (bare.nullable) return null;
  if (shape.enum) return shape.enum[0];
  if (shape.oneOf?.[0]) return freshOf(shape.oneOf[0]);
  switch (shape.type) {
    case 'object':
      return completed(shape, {});
    case 'array':
      return shape.minItems && shape.items ? [freshOf(shape.items)] : [];
    case 'number':
    case 'integer':
      return shape.minimum ?? (shape.exclusiveMinimum === undefined ? 0 : shape.exclusiveMinimum + 1);
    case 'boolean':
      return false;
    default:
      return '';
  }
}

/** The value with every part that the shape has and it lacks: a draft that was saved before a part came is whole again. */
export function completed(shape: Shape, value: unknown): unknown {
  const bare = withoutNull(shape).shape;
  if (Array.isArray(value) && bare.items) return value.map((entry) => completed(bare.items as Shape, entry));
  const variant = variantOf(bare, value);
  const { properties, required = [] } = variant?.shape ?? bare;
  if (!isFields(value) || !properties) return value;
  const added = Object.entries(properties).flatMap(([name, part]): [string, unknown][] => {
    if (value[name] !== undefined) return [[name, completed(part, value[name])]];
    return required.includes(name) || 'default' in part ? [[name, freshOf(part)]] : [];
  });
  return { ...value, ...Object.fromEntries(added) };
}

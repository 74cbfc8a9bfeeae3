/** Validates what the server sends: a reader returns a value of its type, or throws an error that names the field. */
export type Reader<T> = (value: unknown, path: string) => T;

/** A value that does not match the contract, with the path of the field. */
export class ContractError extends Error {
  constructor(
    readonly path: string,
    expected: string,
    value: unknown,
  ) {
    super(`This page cannot read what the server sent: ${path} is ${shown(value)}, not ${expected}. Reload the page.`);
  }
}

export const text: Reader<string> = (value, path) =>
  typeof value === "string" ? value : fail(path, "text", value);
export const flag: Reader<boolean> = (value, path) =>
  typeof value === "boolean" ? value : fail(path, "true or false", value);
export const number: Reader<number> = (value, path) =>
  typeof value === "number" ? value : fail(path, "a number", value);
export const whole: Reader<number> = (value, path) =>
  Number.isInteger(value) ? (value as number) : fail(path, "a whole number", value);
export const anything: Reader<unknown> = (value) => value;

export function oneOf<const T>(...options: T[]): Reader<T> {
  return (value, path) =>
    options.includes(value as T) ? (value as T) : fail(path, `one of ${options.join(", ")}`, value);
}

export function nullable<T>(read: Reader<T>): Reader<T | null> {
  return (value, path) => (value === null ? null : read(value, path));
}

export function either<A, B>(first: Reader<A>, second: Reader<B>): Reader<A | B> {
  return (value, path) => {
    try {
      return first(value, path);
    } catch {
      return second(value, path);
    }
  };
}

export function list<T>(item: Reader<T>): Reader<T[]> {
  return (value, path) =>
    Array.isArray(value)
      ? value.map((entry, index) => item(entry, `${path}[${index}]`))
      : fail(path, "a list", value);
}

export function record<T>(item: Reader<T>): Reader<Record<string, T>> {
  return (value, path) =>
    Object.fromEntries(Object.entries(members(value, path)).map(([name, entry]) => [name, item(entry, `${path}.${name}`)]));
}

type Shape<T> = { [K in keyof T]-?: Reader<Exclude<T[K], undefined>> };

/** Reads an object; `optional` fields may be missing. Unknown fields are ignored, because the server may be newer. */
export function object<T extends object>(shape: Shape<T>, ...optional: (keyof T & string)[]): Reader<T> {
  const fields = Object.entries(shape) as [keyof T & string, Reader<unknown>][];
  return (value, path) => {
    const given = members(value, path);
    const read: Record<string, unknown> = {};
    for (const [name, field] of fields) {
      if (given[name] === undefined && optional.includes(name)) continue;
      read[name] = field(given[name], `${path}.${name}`);
    }
    return read as T;
  };
}

/** Reads the type of a value that says its own. */
export function readTyped(value: unknown, path: string): { type: string } {
  return { type: text(members(value, path).type, `${path}.type`) };
}

function members(value: unknown, path: string): Record<string, unknown> {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? (value as Record<string, unknown>) : fail(path, "an object", value);
}

function fail(path: string, expected: string, value: unknown): never {
  throw new ContractError(path, expected, value);
}

function shown(value: unknown): string {
  if (value === undefined) return "missing";
  const written = JSON.stringify(value);
  return written.length > 60 ? `${written.slice(0, 59)}…` : written;
}

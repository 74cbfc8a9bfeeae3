/** The path to open after the sign-in; undefined unless it is on this site, because anybody can make such a link. */
export function returnPath(wanted: unknown): string | undefined {
  if (typeof wanted !== "string") return undefined;
  // Two slashes, or a slash and a backslash, begin another host's address.
  return /^\/(?![/\\])/.test(wanted) ? wanted : undefined;
}

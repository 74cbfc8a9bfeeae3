/** Where to go after the sign-in: only a place of this page, for the address may come from a stranger. */
export function nextPlace(wanted: unknown): string | undefined {
  if (typeof wanted !== "string") return undefined;
  // Two slashes, or a slash and a backslash, begin another host's address.
  return /^\/(?![/\\])/.test(wanted) ? wanted : undefined;
}

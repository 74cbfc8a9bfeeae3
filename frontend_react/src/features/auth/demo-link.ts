const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);
const LINK = /^#demo=(.+)$/;

/**
 * Takes the demo user's password out of the link that `make start` prints, and out of the address.
 * It stands behind the `#`, which browsers send to no server, and is used only on a loopback address.
 */
export function takeDemoPassword(location: Pick<Location, "hash" | "hostname" | "pathname" | "search">): string | undefined {
  const password = LINK.exec(location.hash)?.[1];
  if (password === undefined) return undefined;
  history.replaceState(history.state, "", location.pathname + location.search);
  return LOOPBACK.has(location.hostname) ? decodeURIComponent(password) : undefined;
}

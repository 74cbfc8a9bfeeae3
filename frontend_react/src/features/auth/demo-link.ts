const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);
const LINK = /^#demo=(.+)$/;

/**
 * Takes the demo user's password out of the link that `make start` prints, and out of the address.
 * It is behind the `#`, which no server is sent; only a page of this machine uses it.
 */
export function takeDemoPassword(place: Pick<Location, "hash" | "hostname" | "pathname" | "search">): string | undefined {
  const found = LINK.exec(place.hash)?.[1];
  if (found === undefined) return undefined;
  history.replaceState(history.state, "", place.pathname + place.search);
  return LOOPBACK.has(place.hostname) ? decodeURIComponent(found) : undefined;
}

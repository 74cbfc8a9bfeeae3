// @vitest-environment jsdom
import { expect, it } from "vitest";
import { takeDemoPassword } from "./demo-link";

const address = (hash: string, hostname = "127.0.0.1") => ({ hash, hostname, pathname: "/", search: "" });

it("takes the password out of the link and out of the address", () => {
  history.replaceState(null, "", "/#demo=a-b%2Fc");
  expect(takeDemoPassword(address("#demo=a-b%2Fc"))).toBe("a-b/c");
  expect(location.href).not.toContain("demo");
});

it("signs nobody in on another host, and still removes the password", () => {
  history.replaceState(null, "", "/#demo=secret");
  expect(takeDemoPassword(address("#demo=secret", "quorum.example.org"))).toBeUndefined();
  expect(location.href).not.toContain("secret");
});

it("leaves another address as it is", () => {
  history.replaceState(null, "", "/#sources");
  expect(takeDemoPassword(address("#sources"))).toBeUndefined();
  expect(takeDemoPassword(address(""))).toBeUndefined();
  expect(location.hash).toBe("#sources");
});

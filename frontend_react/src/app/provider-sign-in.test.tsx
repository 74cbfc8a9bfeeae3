// @vitest-environment jsdom
import { render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LoopbackServer } from "../testing/loopback-server";

const DOMAIN = "quorum-dev-1.auth.eu-west-1.amazoncognito.com";
const BEGUN = "CognitoIdentityServiceProvider.client.";
let server: LoopbackServer;
/** What was posted to the token endpoint, and what it answers. */
const posted: [string, URLSearchParams][] = [];
let answered: Record<string, unknown> = {};

/** A token as Cognito makes it for a user of a provider; the page reads its claims, and the server checks it. */
function token(claims: Record<string, unknown>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const now = Math.floor(Date.now() / 1000);
  return `${part({ alg: "RS256" })}.${part({ sub: "u-1", iat: now, exp: now + 3600, ...claims })}.c2ln`;
}

beforeEach(async () => {
  server = await LoopbackServer.start();
  vi.spyOn(console, "error").mockReturnValue();
  vi.stubGlobal("scrollTo", () => undefined);
  const real = globalThis.fetch;
  vi.stubGlobal("fetch", (url: string, init?: RequestInit) => {
    if (!url.startsWith(`https://${DOMAIN}/`)) return real(url, init);
    posted.push([url, new URLSearchParams(init?.body as string)]);
    return Promise.resolve(Response.json(answered));
  });
  localStorage.clear();
  posted.length = 0;
  answered = {
    access_token: token({ username: "Company_ann" }), refresh_token: "refresh",
    id_token: token({ email: "ann@example.org", identities: [{ providerName: "Company" }] }),
  };
});
afterEach(() => server.stop());

/** Loads the page's code afresh, as a browser does at an address that it comes to. */
async function open(path: string) {
  vi.resetModules();
  history.replaceState(null, "", path);
  const config = {
    ...server.system.config, user_pool_id: "eu-west-1_pool", client_id: "client",
    sign_in_domain: DOMAIN, sign_in_providers: [{ name: "Company", label: "Example Company" }],
  };
  const { configureAuth, currentUser } = await import("../features/auth/session");
  const { enterBy } = await import("../features/auth/provider-sign-in");
  const { App } = await import("./app");
  await configureAuth(config);
  return { enterBy, currentUser, show: () => render(<App config={config} />) };
}

/** Goes to the provider as far as jsdom can: all but the change of the address. Returns what the provider repeats. */
async function begin(): Promise<string> {
  const { enterBy } = await open("/sign-in");
  await enterBy("Company", "/w/papers/documents");
  return String(localStorage.getItem(`${BEGUN}oauthState`));
}

it("exchanges the code that a provider sends back, with the verifier, and opens the page that was wanted", async () => {
  const state = await begin();
  const verifier = localStorage.getItem(`${BEGUN}oauthPKCE`);
  const page = await open(`/sign-in/callback?code=c-1&state=${state}`);
  page.show();
  await vi.waitFor(() => expect(location.pathname).toBe("/w/papers/documents"), 10_000);
  const [[url, body]] = posted as [[string, URLSearchParams]];
  expect(posted).toHaveLength(1);
  expect(url).toBe(`https://${DOMAIN}/oauth2/token`);
  expect(Object.fromEntries(body)).toEqual({
    grant_type: "authorization_code", code: "c-1", client_id: "client", code_verifier: verifier,
    redirect_uri: `${location.origin}/sign-in/callback`,
  });
  expect(await page.currentUser()).toMatchObject({ name: "ann@example.org", isAdministrator: false });
});

it("says why the provider let nobody in", async () => {
  await begin();
  const { show } = await open("/sign-in/callback?error=access_denied&error_description=Ann+is+not+assigned");
  show();
  expect((await screen.findByRole("alert")).textContent).toContain("You were not signed in. Ann is not assigned.");
  expect(screen.getByRole("link", { name: "Go to the sign-in" }).getAttribute("href")).toBe("/sign-in");
  expect(posted).toEqual([]);
});

it("says why the token endpoint refused the code", async () => {
  answered = { error: "invalid_grant" };
  const state = await begin();
  (await open(`/sign-in/callback?code=c-1&state=${state}`)).show();
  expect((await screen.findByRole("alert")).textContent).toContain("You were not signed in. ");
  expect(screen.getByRole("alert").textContent).toContain("invalid_grant");
});

it.each(["?code=c-1&state=of-somebody-else", "?code=c-1", ""])("signs nobody in whom this browser did not send: %s", async (search) => {
  await begin();
  (await open(`/sign-in/callback${search}`)).show();
  expect((await screen.findByRole("alert")).textContent).toContain("You were not signed in. ");
  expect(posted).toEqual([]);
});

it("shows the form at once to a user who gave up at the provider and came back", async () => {
  await begin();
  (await open("/")).show();
  expect(await screen.findByRole("button", { name: "Sign in with Example Company" })).toBeTruthy();
});

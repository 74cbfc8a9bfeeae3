import { fetchAuthSession } from "aws-amplify/auth";
import { Hub } from "aws-amplify/utils";
import type { RuntimeConfig } from "../../config/runtime-config";

/** Where providers send users back to; the user pool knows this address, and the next one. */
export const CALLBACK_PATH = "/sign-in/callback";
const SIGNED_OUT_PATH = "/sign-in";
const RETURN = "quorum.return";

/** Amplify's settings for the authorization-code flow with PKCE; empty if there are no providers. */
export function providerFlow(config: RuntimeConfig) {
  if (!config.sign_in_domain) return {};
  const oauth = {
    domain: config.sign_in_domain,
    scopes: ["openid", "email", "profile"],
    redirectSignIn: [location.origin + CALLBACK_PATH],
    redirectSignOut: [location.origin + SIGNED_OUT_PATH],
    responseType: "code" as const,
  };
  return { loginWith: { oauth } };
}

/** Drops a sign-in at a provider that the user gave up; whoever asks for tokens earlier waits for it in vain. */
export async function dropUnfinished(config: RuntimeConfig): Promise<void> {
  if (!config.sign_in_domain || location.pathname === CALLBACK_PATH) return;
  await import("./redirect");
  await nextTask();
}

/** Leaves the page for a provider's sign-in; `next` is the path to open afterwards. */
export async function enterBy(provider: string, next: string): Promise<void> {
  sessionStorage.setItem(RETURN, next);
  const { goToProvider } = await import("./redirect");
  await goToProvider(provider);
}

let finishing: Promise<string> | undefined;

/** Completes the sign-in that came back to this page, and returns the path to open. Throws if it was refused. */
export function finishRedirect(): Promise<string> {
  // Amplify changes the address, so the route is loaded twice; a code is good for one time.
  return (finishing ??= complete());
}

async function complete(): Promise<string> {
  let refusal: unknown;
  const stop = Hub.listen("auth", ({ payload }) => {
    if (payload.event === "signInWithRedirect_failure") refusal = payload.data.error;
  });
  await import("./redirect");
  // A refusal that needs no network is told within this task, that of the token endpoint just after callers that
  // wait for tokens go on.
  await nextTask();
  const { tokens } = await fetchAuthSession();
  await nextTask();
  stop();
  if (!tokens) throw refusal instanceof Error ? refusal : new Error("No sign-in was begun in this browser.");
  const next = sessionStorage.getItem(RETURN) ?? "/";
  sessionStorage.removeItem(RETURN);
  return next;
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

import { Amplify } from "aws-amplify";
import {
  confirmResetPassword,
  confirmSignIn,
  fetchAuthSession,
  getCurrentUser,
  resetPassword,
  signIn,
  signOut,
  type SignInOutput,
} from "aws-amplify/auth";
import type { RuntimeConfig } from "../../config/runtime-config";
import { dropUnfinished, providerFlow } from "./provider-sign-in";

/** What the pool asks for next; `done` once the user is signed in. */
export type Step =
  | { kind: "done" }
  | { kind: "new-password" }
  | { kind: "totp-setup"; secret: string; link: string }
  | { kind: "totp-code" }
  | { kind: "reset" };

/** There is no valid token, and none can be renewed: the user must sign in again. */
export class SignedOut extends Error {}

/** Points Amplify at the pool; await it before any other function here. */
export async function configureAuth(config: RuntimeConfig): Promise<void> {
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: config.user_pool_id,
        userPoolClientId: config.client_id,
        ...(config.cognito_endpoint ? { userPoolEndpoint: config.cognito_endpoint } : {}),
        ...providerFlow(config),
      },
    },
  });
  await dropUnfinished(config);
}

export interface SignedInUser {
  id: string;
  /** E-mail address or user name. */
  name: string;
  /** Is in the group `admin` of the pool: the page links to `/admin`, and the server checks. */
  isAdministrator: boolean;
}

/** Who is signed in; undefined for nobody. */
export async function currentUser(): Promise<SignedInUser | undefined> {
  try {
    const { username, userId } = await getCurrentUser();
    const claims = (await fetchAuthSession()).tokens?.idToken?.payload;
    const groups = claims?.["cognito:groups"];
    return {
      id: userId,
      name: typeof claims?.email === "string" ? claims.email : username,
      isAdministrator: Array.isArray(groups) && groups.includes("admin"),
    };
  } catch {
    return undefined;
  }
}

export async function enter(config: RuntimeConfig, username: string, password: string): Promise<Step> {
  // The remains of an expired session would block a new sign-in.
  if (await currentUser()) await signOut();
  // On a laptop the password itself is sent, over loopback; in the cloud, SRP never sends it.
  const authFlowType = config.cognito_endpoint ? "USER_PASSWORD_AUTH" : "USER_SRP_AUTH";
  return stepOf(await signIn({ username, password, options: { authFlowType } }));
}

/** Answers a step: a new password, or a code of the authenticator app. */
export async function answerStep(challengeResponse: string): Promise<Step> {
  return stepOf(await confirmSignIn({ challengeResponse }));
}

/** Asks the pool to send a code by mail. */
export async function requestReset(username: string): Promise<void> {
  await resetPassword({ username });
}

export async function confirmReset(username: string, confirmationCode: string, newPassword: string): Promise<void> {
  await confirmResetPassword({ username, confirmationCode, newPassword });
}

/** Tokens are renewed early, because the server refuses them in their last minute. */
const MARGIN_S = 120;

/** Returns the token of the signed-in user, renewed if it expires soon or was `refused`. Throws SignedOut. */
export async function idToken(refused = false): Promise<string> {
  let token = refused ? undefined : (await fetchAuthSession()).tokens?.idToken;
  if (token?.payload.exp === undefined || token.payload.exp < Date.now() / 1000 + MARGIN_S) {
    token = (await fetchAuthSession({ forceRefresh: true }).catch(() => undefined))?.tokens?.idToken;
  }
  if (!token) throw new SignedOut("You are signed out. Sign in again.");
  return token.toString();
}

/** Signs out. Returns whether the browser goes to the user pool's sign-out page, which comes back to this one. */
export async function leave(): Promise<boolean> {
  const claims = (await fetchAuthSession().catch(() => undefined))?.tokens?.idToken?.payload;
  await signOut();
  return claims?.identities !== undefined;
}

function stepOf({ isSignedIn, nextStep }: SignInOutput): Step {
  if (isSignedIn) return { kind: "done" };
  switch (nextStep.signInStep) {
    case "CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED":
      return { kind: "new-password" };
    case "CONTINUE_SIGN_IN_WITH_TOTP_SETUP": {
      const details = nextStep.totpSetupDetails;
      return { kind: "totp-setup", secret: details.sharedSecret, link: details.getSetupUri("Quorum").href };
    }
    case "CONFIRM_SIGN_IN_WITH_TOTP_CODE":
      return { kind: "totp-code" };
    case "RESET_PASSWORD":
      return { kind: "reset" };
    default:
      throw new Error(`This page does not know the sign-in step ${nextStep.signInStep}. Ask who runs this deployment.`);
  }
}

import { Amplify } from "aws-amplify";
import { fetchAuthSession, getCurrentUser, signIn, signOut } from "aws-amplify/auth";
import type { RuntimeConfig } from "../../config/runtime-config";

/** Points Amplify at the pool; call once before any other function here. */
export function configureAuth(config: RuntimeConfig): void {
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: config.userPoolId,
        userPoolClientId: config.userPoolClientId,
        ...(config.cognitoEndpoint ? { userPoolEndpoint: config.cognitoEndpoint } : {}),
      },
    },
  });
}

export async function currentUser(): Promise<string | undefined> {
  try {
    return (await getCurrentUser()).username;
  } catch {
    return undefined;
  }
}

export async function enter(config: RuntimeConfig, username: string, password: string): Promise<void> {
  // A laptop's pool speaks the plain password flow over loopback; the cloud's never sees the password.
  const authFlowType = config.cognitoEndpoint ? "USER_PASSWORD_AUTH" : "USER_SRP_AUTH";
  const result = await signIn({ username, password, options: { authFlowType } });
  if (!result.isSignedIn) {
    throw new Error(`Sign-in needs another step: ${result.nextStep.signInStep}.`);
  }
}

export async function idToken(): Promise<string> {
  const token = (await fetchAuthSession()).tokens?.idToken;
  if (!token) throw new Error("You are signed out. Sign in again.");
  return token.toString();
}

export async function leave(): Promise<void> {
  await signOut();
}

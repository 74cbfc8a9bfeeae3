import { signInWithRedirect } from "aws-amplify/auth";
// Completes a sign-in that comes back from a provider, or drops one that was given up; loaded with this module.
import "aws-amplify/auth/enable-oauth-listener";

/** Goes to the sign-in page of an identity provider; `provider` is its name in the user pool. */
export async function goToProvider(provider: string): Promise<void> {
  await signInWithRedirect({ provider: { custom: provider } });
}

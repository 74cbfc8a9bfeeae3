import { createRoute, redirect } from "@tanstack/react-router";
import type { RuntimeConfig } from "../config/runtime-config";
import { CALLBACK_PATH, finishRedirect } from "../features/auth/provider-sign-in";
import { returnPath } from "./return-path";
import { root } from "./root-route";
import { SignInPage } from "./sign-in-page";
import { SignInRefused } from "./sign-in-refused";

/** The form, and the buttons of identity providers. */
export function signInRoute(config: RuntimeConfig) {
  const route = createRoute({
    getParentRoute: () => root,
    path: "/sign-in",
    validateSearch: (search): { next?: string } => {
      const next = returnPath(search.next);
      return next ? { next } : {};
    },
    component: function SignIn() {
      const { next = "/" } = route.useSearch();
      const navigate = route.useNavigate();
      return <SignInPage config={config} next={next} onEntered={() => void navigate({ to: next })} />;
    },
  });
  return route;
}

/** Where identity providers send users back to. */
export const callback = createRoute({
  getParentRoute: () => root,
  path: CALLBACK_PATH,
  beforeLoad: async () => {
    const next = await finishRedirect();
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's own way of going elsewhere
    throw redirect({ href: returnPath(next) ?? "/", replace: true });
  },
  errorComponent: SignInRefused,
});

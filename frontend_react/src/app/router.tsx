import type { QueryClient } from "@tanstack/react-query";
import { createRoute, createRouter, lazyRouteComponent, redirect, useNavigate } from "@tanstack/react-router";
import type { RuntimeConfig } from "../config/runtime-config";
import { currentUser, leave, type SignedInUser } from "../features/auth/session";
import { ConversationPage } from "./conversation-page";
import { HomePage } from "./home-page";
import { PageError } from "./page-error";
import { root } from "./root-route";
import { callback, signInRoute } from "./sign-in-routes";
import { Workspace } from "./workspace";

const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);

/** Who was signed in at the last change of the page; undefined after signing out. */
let lastUser: SignedInUser | undefined;

const signedIn = createRoute({
  getParentRoute: () => root,
  id: "in",
  beforeLoad: async ({ location }) => {
    // Whoever was signed in stays on the page when the sign-in expires: the next request opens the dialog.
    const user = (await currentUser()) ?? lastUser;
    lastUser = user;
    if (user === undefined) {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's own way of going elsewhere
      throw redirect({ to: "/sign-in", search: location.href === "/" ? {} : { next: location.href } });
    }
    return { user };
  },
});

/** Signs out, and shows the sign-in unless the browser leaves for the page of an identity provider. */
function useSignOut(queries: QueryClient): () => void {
  const navigate = useNavigate();
  return () =>
    void leave().then((isLeaving) => {
      queries.clear();
      lastUser = undefined;
      if (!isLeaving) return navigate({ to: "/sign-in" });
    });
}

function homeRoute(queries: QueryClient) {
  return createRoute({
    getParentRoute: () => signedIn,
    path: "/",
    component: function Home() {
      return <HomePage onLeave={useSignOut(queries)} />;
    },
  });
}

const administration = createRoute({
  getParentRoute: () => signedIn,
  path: "/admin",
  component: lazyRouteComponent(() => import("./administration-page"), "AdministrationPage"),
});

function workspaceRoute(queries: QueryClient) {
  const route = createRoute({
    getParentRoute: () => signedIn,
    path: "/w/$workspace",
    component: function WorkspaceRoute() {
      const { workspace } = route.useParams();
      const { user } = route.useRouteContext();
      return <Workspace key={workspace} workspaceId={workspace} user={user} onLeave={useSignOut(queries)} />;
    },
  });
  return route;
}

type WorkspaceRoute = ReturnType<typeof workspaceRoute>;

function conversationRoutes(parent: WorkspaceRoute) {
  const fresh = createRoute({
    getParentRoute: () => parent,
    path: "/",
    component: function Fresh() {
      const { workspace } = parent.useParams();
      return <ConversationPage workspaceId={workspace} />;
    },
  });
  const kept = createRoute({
    getParentRoute: () => parent,
    path: "/c/$conversation",
    validateSearch: (search): { turn?: string; source?: number } => {
      const turn = text(search.turn);
      const source = Number(search.source);
      return { ...(turn && { turn }), ...(Number.isInteger(source) && source > 0 && { source }) };
    },
    component: function Kept() {
      const { workspace, conversation } = kept.useParams();
      const place = kept.useSearch();
      return <ConversationPage workspaceId={workspace} sessionId={conversation} {...place} />;
    },
  });
  return [fresh, kept] as const;
}

/** Pages whose code is loaded when they are first opened. */
function furtherRoutes(parent: WorkspaceRoute) {
  const getParentRoute = () => parent;
  return [
    createRoute({
      getParentRoute,
      path: "documents",
      component: lazyRouteComponent(() => import("./documents-page"), "DocumentsPage"),
    }),
    createRoute({
      getParentRoute,
      path: "search",
      validateSearch: (search): { q?: string } => {
        const q = text(search.q);
        return q ? { q } : {};
      },
      component: lazyRouteComponent(() => import("./search-page"), "SearchPage"),
    }),
    createRoute({
      getParentRoute,
      path: "trust",
      component: lazyRouteComponent(() => import("./trust-page"), "TrustPage"),
    }),
    createRoute({
      getParentRoute,
      path: "settings",
      component: lazyRouteComponent(() => import("./settings-page"), "SettingsPage"),
    }),
  ] as const;
}

export function newRouter(config: RuntimeConfig, queries: QueryClient) {
  const workspace = workspaceRoute(queries);
  const tree = root.addChildren([
    signInRoute(config),
    callback,
    signedIn.addChildren([
      homeRoute(queries),
      administration,
      workspace.addChildren([...conversationRoutes(workspace), ...furtherRoutes(workspace)]),
    ]),
  ]);
  return createRouter({ routeTree: tree, defaultErrorComponent: PageError, defaultPreload: "intent" });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof newRouter>;
  }
}

import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useState, useSyncExternalStore } from "react";
import { LiveSocket } from "../api/live-socket";
import { newQueryClient } from "../api/queries";
import { RestClient } from "../api/rest-client";
import { SystemProvider } from "../api/system";
import type { RuntimeConfig } from "../config/runtime-config";
import { SignInGate } from "../features/auth/sign-in-gate";
import { currentLanguage, watchLanguage } from "../i18n/catalogue";
import { Boundary } from "../ui/error-boundary";
import { newRouter } from "./router";
import { SignInDialog } from "./sign-in-dialog";

/** The whole page inside its error boundary. */
export function App({ config }: { config: RuntimeConfig }) {
  return (
    <Boundary name="The page" retry="Load it again" onRetry={() => location.reload()}>
      <Page config={config} />
    </Boundary>
  );
}

function Page({ config }: { config: RuntimeConfig }) {
  const [{ queries, system, router, gate }] = useState(() => newParts(config));
  const language = useSyncExternalStore(watchLanguage, currentLanguage);
  return (
    <QueryClientProvider client={queries}>
      <SystemProvider value={system}>
        {/* A change of language renders everything again; the conversations are in the cache. */}
        <RouterProvider key={language} router={router} />
        <SignInDialog config={config} gate={gate} />
      </SystemProvider>
    </QueryClientProvider>
  );
}

function newParts(config: RuntimeConfig) {
  const gate = new SignInGate();
  const rest = new RestClient(config.api_url, gate.pass);
  const system = { config, rest, socket: new LiveSocket(config.websocket_url, rest) };
  const queries = newQueryClient();
  return { gate, system, queries, router: newRouter(config, queries) };
}

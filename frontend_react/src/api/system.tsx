import { createContext, useContext } from "react";
import type { RuntimeConfig } from "../config/runtime-config";
import type { LiveSocket } from "./live-socket";
import type { RestClient } from "./rest-client";

/** What every feature needs: the configuration, the signed-in REST client, and the socket. */
export interface System {
  config: RuntimeConfig;
  rest: RestClient;
  socket: LiveSocket;
}

const SystemContext = createContext<System | null>(null);

export const SystemProvider = SystemContext.Provider;

export function useSystem(): System {
  const system = useContext(SystemContext);
  if (system === null) throw new Error("useSystem needs a SystemProvider above it");
  return system;
}

import { type PageConfig, readPageConfig } from "../api/generated/page-config";
import { PROTOCOL_VERSION } from "../api/generated/version";

/** The addresses of the deployed system, read at run time so that one build serves every deployment. */
export type RuntimeConfig = PageConfig;

export async function loadRuntimeConfig(): Promise<RuntimeConfig> {
  const response = await fetch("/config.json", { cache: "no-store" });
  if (!response.ok) {
    throw new Error(`/config.json answered ${response.status}. Deploy again: the web stack writes it.`);
  }
  return parseRuntimeConfig(await response.json());
}

export function parseRuntimeConfig(value: unknown): RuntimeConfig {
  const config = readPageConfig(value, "/config.json");
  const empty = (["region", "api_url", "websocket_url", "user_pool_id", "client_id"] as const).filter(
    (name) => config[name] === "",
  );
  if (empty.length > 0) {
    throw new Error(`/config.json lacks ${empty.join(", ")}. Deploy again: the web stack writes it.`);
  }
  if (config.protocol !== PROTOCOL_VERSION) {
    throw new Error(
      `The server speaks version ${config.protocol} of the protocol and this page ${PROTOCOL_VERSION}. Reload the page.`,
    );
  }
  return config;
}

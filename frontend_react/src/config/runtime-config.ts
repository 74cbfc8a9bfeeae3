/** Where the deployed system is: read at run time, so that one build serves every deployment. */
export interface RuntimeConfig {
  apiUrl: string;
  websocketUrl: string;
  region: string;
  userPoolId: string;
  userPoolClientId: string;
  /** Set where sign-in is not at the region's public address, as on a laptop. */
  cognitoEndpoint?: string;
  /** A user to offer on the sign-in form, as on a laptop. */
  demoUser?: string;
}

const REQUIRED = ["apiUrl", "websocketUrl", "region", "userPoolId", "userPoolClientId"] as const;

export async function loadRuntimeConfig(): Promise<RuntimeConfig> {
  const response = await fetch("/config.json", { cache: "no-store" });
  if (!response.ok) {
    throw new Error(`/config.json answered ${response.status}. Deploy again: the web stack writes it.`);
  }
  return parseRuntimeConfig(await response.json());
}

export function parseRuntimeConfig(value: unknown): RuntimeConfig {
  const config = value as Partial<RuntimeConfig>;
  const missing = REQUIRED.filter((name) => typeof config[name] !== "string" || config[name] === "");
  if (missing.length > 0) {
    throw new Error(`/config.json lacks ${missing.join(", ")}. Deploy again: the web stack writes it.`);
  }
  return config as RuntimeConfig;
}

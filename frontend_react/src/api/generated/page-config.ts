// Generated from genai_core/domain/protocol by `make generate`; do not edit.
import { type Reader, list, object, text, whole } from "../reading";

/** An identity provider at which users may sign in. */
export interface SignInProvider {
  /** Its name in the user pool. */
  name: string;
  /** What its users call it. */
  label: string;
}

export const readSignInProvider: Reader<SignInProvider> = /* @__PURE__ */ object<SignInProvider>(
  {
    name: text,
    label: text,
  },
);

/** Addresses of the deployed system, read at run time, so that one build serves every deployment. */
export interface PageConfig {
  /** Version of the contract that the server speaks. */
  protocol: number;
  region: string;
  /** Of the REST API, with its stage. */
  api_url: string;
  /** Of the WebSocket API, with its stage. */
  websocket_url: string;
  user_pool_id: string;
  /** Of the pool's client for the page. */
  client_id: string;
  /** Where sign-in is, if not at the region's public address: on a laptop. */
  cognito_endpoint?: string;
  /** A user to offer on the sign-in form: on a laptop. */
  demo_user?: string;
  /** Host of the user pool's own sign-in pages: where there are identity providers. */
  sign_in_domain?: string;
  /** Identity providers that the page offers. */
  sign_in_providers?: SignInProvider[];
}

export const readPageConfig: Reader<PageConfig> = /* @__PURE__ */ object<PageConfig>(
  {
    protocol: whole,
    region: text,
    api_url: text,
    websocket_url: text,
    user_pool_id: text,
    client_id: text,
    cognito_endpoint: text,
    demo_user: text,
    sign_in_domain: text,
    sign_in_providers: list(readSignInProvider),
  }, "cognito_endpoint", "demo_user", "sign_in_domain", "sign_in_providers",
);

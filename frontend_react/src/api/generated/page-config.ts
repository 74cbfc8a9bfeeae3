// Generated from genai_core/domain/protocol by `make generate`; do not edit.
import { type Reader, object, text, whole } from "../reading";

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
  }, "cognito_endpoint", "demo_user",
);

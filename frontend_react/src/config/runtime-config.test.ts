import { expect, it } from "vitest";
import { PROTOCOL_VERSION } from "../api/generated/version";
import { parseRuntimeConfig } from "./runtime-config";

const whole = {
  protocol: PROTOCOL_VERSION,
  region: "eu-central-1",
  api_url: "https://api.example",
  websocket_url: "wss://socket.example",
  user_pool_id: "eu-central-1_abc",
  client_id: "client",
};

it("takes a whole configuration as it is, with or without what only a laptop has", () => {
  expect(parseRuntimeConfig(whole)).toEqual(whole);
  const laptop = { ...whole, cognito_endpoint: "http://127.0.0.1:4566", demo_user: "demo" };
  expect(parseRuntimeConfig(laptop)).toEqual(laptop);
});

it("takes identity providers with the domain of their sign-in", () => {
  const federated = { ...whole, sign_in_domain: "d.example", sign_in_providers: [{ name: "Company", label: "C" }] };
  expect(parseRuntimeConfig(federated)).toEqual(federated);
  const nameless = { ...whole, sign_in_providers: [{ label: "C" }] };
  expect(() => parseRuntimeConfig(nameless)).toThrow("sign_in_providers[0].name is missing");
});

it("ignores what a newer deployment adds", () => {
  expect(parseRuntimeConfig({ ...whole, theme: "dark" })).toEqual(whole);
});

it.each([undefined, null, [], "text", 7])("refuses what is not an object: %j", (value) => {
  expect(() => parseRuntimeConfig(value)).toThrow("/config.json is");
});

it("names a value that is missing, empty or of another kind", () => {
  expect(() => parseRuntimeConfig({ ...whole, region: undefined })).toThrow("/config.json.region is missing");
  expect(() => parseRuntimeConfig({ ...whole, api_url: "", client_id: "" })).toThrow("lacks api_url, client_id");
  expect(() => parseRuntimeConfig({ ...whole, api_url: 7 })).toThrow("/config.json.api_url is 7, not text");
});

it("refuses another version of the protocol", () => {
  expect(() => parseRuntimeConfig({ ...whole, protocol: PROTOCOL_VERSION + 1 })).toThrow("Reload the page");
});

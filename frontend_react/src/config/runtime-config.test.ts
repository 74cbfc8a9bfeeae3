import { expect, it } from "vitest";
import { parseRuntimeConfig } from "./runtime-config";

const whole = {
  apiUrl: "https://api.example",
  websocketUrl: "wss://socket.example",
  region: "eu-central-1",
  userPoolId: "eu-central-1_abc",
  userPoolClientId: "client",
};

it("takes a whole configuration as it is", () => {
  expect(parseRuntimeConfig(whole)).toEqual(whole);
});

it("names every missing value", () => {
  expect(() => parseRuntimeConfig({ ...whole, apiUrl: "", region: undefined })).toThrow("lacks apiUrl, region");
});

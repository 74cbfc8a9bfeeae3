// @vitest-environment jsdom
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { signInWithRedirect } from "aws-amplify/auth";
import { expect, it, vi } from "vitest";
import { PROTOCOL_VERSION } from "../../api/generated/version";
import { applyLanguage } from "../../i18n/catalogue";
import { SignInForm } from "./sign-in-form";

// The real one leaves the page, which jsdom cannot; app/provider-sign-in.test.tsx follows it over the wire.
vi.mock("aws-amplify/auth", async (original) => ({ ...(await original()), signInWithRedirect: vi.fn() }));

const config = {
  protocol: PROTOCOL_VERSION, region: "eu-west-1", api_url: "https://api.example", websocket_url: "wss://ws.example",
  user_pool_id: "eu-west-1_pool", client_id: "client",
};
const federated = {
  ...config,
  sign_in_domain: "quorum-dev-1.auth.eu-west-1.amazoncognito.com",
  sign_in_providers: [{ name: "Company", label: "Example Company" }, { name: "Partner", label: "Partner" }],
};
const form = (given: typeof config) => <SignInForm config={given} next="/w/papers" onEntered={() => undefined} />;

it("offers each provider by its label, and goes to the one that is chosen", async () => {
  render(form(federated));
  expect(screen.getByRole("button", { name: "Sign in with Partner" })).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Sign in with Example Company" }));
  await vi.waitFor(() => expect(signInWithRedirect).toHaveBeenCalledWith({ provider: { custom: "Company" } }));
  expect(sessionStorage.getItem("quorum.return")).toBe("/w/papers");
});

it("says why a provider cannot be reached", async () => {
  vi.mocked(signInWithRedirect).mockRejectedValueOnce(new Error("oauth param not configured"));
  render(form(federated));
  await userEvent.click(screen.getByRole("button", { name: "Sign in with Partner" }));
  expect((await screen.findByRole("alert")).textContent).toContain("oauth param not configured");
});

it("speaks German, and offers nothing where there is no provider", async () => {
  await applyLanguage("de");
  render(form(federated));
  expect(screen.getByRole("button", { name: "Mit Example Company anmelden" })).toBeTruthy();
  render(form(config), { container: document.body.appendChild(document.createElement("div")) });
  expect(screen.getAllByRole("button", { name: /^Mit / })).toHaveLength(2);
  await applyLanguage("en");
});

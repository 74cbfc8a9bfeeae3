// @vitest-environment jsdom
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { PROTOCOL_VERSION } from "../../api/generated/version";
import { configureAuth } from "./session";
import { SignInForm } from "./sign-in-form";

const POOL = "http://127.0.0.1:9";
const IN_THE_CLOUD = {
  protocol: PROTOCOL_VERSION, region: "eu-west-1", api_url: "", websocket_url: "",
  user_pool_id: "eu-west-1_pool", client_id: "client",
};
const CONFIG = { ...IN_THE_CLOUD, cognito_endpoint: POOL };
const SECRET = "JBSWY3DPEHPK3PXP";

type Answer = Record<string, unknown>;
/** What the pool answers to each operation, in order, and what it was asked. */
let answers: [string, Answer][] = [];
let asked: [string, Answer][] = [];

const challenge = (ChallengeName: string, ChallengeParameters: Record<string, string> = {}) => ({
  ChallengeName, ChallengeParameters: { USER_ID_FOR_SRP: "ann", requiredAttributes: "[]", ...ChallengeParameters }, Session: "s",
});

function token(claims: Answer): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const now = Math.floor(Date.now() / 1000);
  return `${part({ alg: "RS256" })}.${part({ sub: "u", iat: now, exp: now + 3600, ...claims })}.c2ln`;
}
const ENTERED = {
  AuthenticationResult: { AccessToken: token({ username: "ann" }), IdToken: token({ email: "ann@example.org" }), RefreshToken: "r" },
  ChallengeParameters: {},
};

beforeEach(async () => {
  localStorage.clear();
  asked = [];
  vi.stubGlobal("fetch", (_url: unknown, init: RequestInit) => {
    const operation = new Headers(init.headers).get("x-amz-target")?.split(".")[1] ?? "";
    asked.push([operation, JSON.parse(init.body as string) as Answer]);
    const [expected, answer] = answers.shift() ?? ["nothing", {}];
    if (expected !== operation) throw new Error(`${operation} instead of ${expected}`);
    return Promise.resolve(Response.json(answer, { status: "__type" in answer ? 400 : 200 }));
  });
  await configureAuth(CONFIG);
});

const onEntered = vi.fn();
async function begin(config: typeof IN_THE_CLOUD = CONFIG) {
  onEntered.mockClear();
  render(<SignInForm config={config} next="/" onEntered={onEntered} />);
  await userEvent.type(screen.getByLabelText("E-mail or user name"), "ann");
  await userEvent.type(screen.getByLabelText("Password"), "temporary");
}
const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));

it("asks for a new password, sets up an authenticator app, and signs in", async () => {
  answers = [
    ["InitiateAuth", challenge("NEW_PASSWORD_REQUIRED")],
    ["RespondToAuthChallenge", challenge("MFA_SETUP", { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' })],
    ["AssociateSoftwareToken", { SecretCode: SECRET, Session: "s" }],
    ["VerifySoftwareToken", { Status: "SUCCESS", Session: "s" }],
    ["RespondToAuthChallenge", ENTERED],
  ];
  await begin();
  await press("Sign in");
  await userEvent.type(await screen.findByLabelText("New password"), "of my own");
  await press("Continue");
  expect(await screen.findByRole("img", { name: "QR code for your authenticator app" })).toBeTruthy();
  expect(screen.getByText(SECRET)).toBeTruthy();
  expect(screen.getByRole("link", { name: "Open the app on this device" }).getAttribute("href")).toContain(SECRET);
  await userEvent.type(screen.getByLabelText("Code"), "123456");
  await press("Continue");
  await vi.waitFor(() => expect(onEntered).toHaveBeenCalledOnce());
  expect(asked[1]?.[1].ChallengeResponses).toMatchObject({ NEW_PASSWORD: "of my own" });
  expect(asked[3]?.[1]).toMatchObject({ UserCode: "123456" });
});

it("says that a code is wrong, keeps the step, and lets the user start again", async () => {
  answers = [
    ["InitiateAuth", challenge("SOFTWARE_TOKEN_MFA")],
    ["RespondToAuthChallenge", { __type: "CodeMismatchException", message: "Invalid code received for user" }],
  ];
  await begin();
  await press("Sign in");
  await userEvent.type(await screen.findByLabelText("Code"), "000000");
  await press("Continue");
  expect((await screen.findByRole("alert")).textContent).toBe("This code is not right. Type the one that is shown now.");
  expect(screen.getByLabelText("Code")).toBeTruthy();
  await press("Start again");
  expect(screen.getByLabelText<HTMLInputElement>("E-mail or user name").value).toBe("ann");
  expect(screen.queryByRole("alert")).toBeNull();
});

it("sends a code by mail to a user who forgot the password, and signs in with the new one", async () => {
  answers = [
    ["ForgotPassword", { CodeDeliveryDetails: { DeliveryMedium: "EMAIL" } }],
    ["ConfirmForgotPassword", {}],
    ["InitiateAuth", challenge("SOFTWARE_TOKEN_MFA")],
  ];
  await begin(IN_THE_CLOUD);
  await press("I forgot my password");
  await userEvent.type(await screen.findByLabelText("Code"), "4711");
  await userEvent.type(screen.getByLabelText("New password"), "a better one");
  await press("Continue");
  await vi.waitFor(() => expect(asked[1]?.[1]).toMatchObject({ ConfirmationCode: "4711", Password: "a better one", Username: "ann" }));
});

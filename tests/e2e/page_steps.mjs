// What scripts do with the page as a person would.
import { chromium } from "playwright-core";

const LIMIT_MS = 180_000;

/** Opens the page in a browser: `browser` is the path of a Chromium, empty for the pinned one of the npm package. */
export async function openBrowser(path) {
  return chromium.launch({
    executablePath: path || (await (await import("@sparticuz/chromium")).default.executablePath()),
    args: ["--no-sandbox", "--disable-gpu", "--no-zygote", "--disable-background-networking", "--disable-sync"],
  });
}

export async function newPage(browser) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(LIMIT_MS);
  return page;
}

/** Signs in a user, who comes to the workspace used last, or to the first one. */
export async function enter(page, { username, password }) {
  await page.getByLabel("E-mail or user name").fill(username);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: /^Workspace: ./ }).waitFor();
}

/** Signs in the owner of the workspace of samples, and opens it. */
export async function signIn(page, user) {
  await enter(page, user);
  await page.getByRole("button", { name: /^Workspace: ./ }).click();
  await page.getByRole("menuitemradio", { name: "samples", exact: true }).click();
  await page.getByRole("button", { name: "Workspace: samples" }).waitFor();
}

export function go(page, name) {
  return page.getByRole("link", { name }).click();
}

export function texts(page, selector) {
  return page.locator(selector).allInnerTexts();
}

/** Asks a question and returns its turn, which may not be there yet. */
export async function ask(page, question) {
  const turn = page.locator(".turn").nth(await page.locator(".turn").count());
  await page.getByLabel("Your question").fill(question);
  await page.keyboard.press("Enter");
  return turn;
}

export function ended(page, turn) {
  return turn.and(page.locator("[data-phase=done], [data-phase=failed]")).waitFor();
}

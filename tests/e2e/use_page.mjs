// Uses the page as a person would and prints what was seen, as JSON.
// node use_page.mjs URL USERNAME PASSWORD QUESTION SCREENSHOT [UPLOAD]
import { existsSync } from "node:fs";
import { basename } from "node:path";
import { chromium } from "playwright-core";

const [url, username, password, question, screenshot, upload] = process.argv.slice(2);
const LIMIT_MS = 180_000;

async function browserPath() {
  const installed = ["/usr/bin/chromium", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];
  const found = installed.find(existsSync);
  if (found) return found;
  // A Chromium inside an npm package: no download and no system package.
  return (await import("@sparticuz/chromium")).default.executablePath();
}

const browser = await chromium.launch({
  executablePath: await browserPath(),
  args: ["--no-sandbox", "--disable-gpu", "--no-zygote", "--disable-background-networking", "--disable-sync"],
});
const failures = [];
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(LIMIT_MS);
  page.on("pageerror", (error) => failures.push(String(error)));
  page.on("console", (message) => message.type() === "error" && failures.push(message.text()));
  await page.goto(url);
  await page.getByLabel("E-mail or user name").fill(username);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByLabel("Workspace").selectOption({ label: "samples" });
  await page.getByText("Operations handbook").waitFor();
  if (upload) {
    await page.locator("input[type=file]").setInputFiles(upload);
    const row = page.locator(".documents li", { has: page.locator(`[title="${basename(upload)}"]`) });
    await row.locator(".status-ready").waitFor();
  }
  await page.getByLabel("Your question").fill(question);
  await page.keyboard.press("Enter");
  await page.locator(".turn[data-phase=done], .turn[data-phase=failed]").waitFor();
  await page.getByRole("button", { name: "This answer is right" }).click();
  await page.locator(".rating [role=status]", { hasText: /./ }).waitFor();
  await page.screenshot({ path: screenshot });
  const texts = (selector) => page.locator(selector).allInnerTexts();
  console.log(
    JSON.stringify({
      documents: await texts(".document-name"),
      phase: await page.locator(".turn").getAttribute("data-phase"),
      alerts: await texts("[role=alert]"),
      answer: (await texts(".answer")).join(" "),
      outcome: (await texts(".outcome")).join(" "),
      figures: await texts(".figure"),
      rating: (await texts(".rating [role=status]")).join(" "),
      sources: await texts(".sources li"),
      drafts: await page.locator(".draft h4").allTextContents(),
      models: await texts(".models li"),
      failures,
    }),
  );
} finally {
  await browser.close();
}

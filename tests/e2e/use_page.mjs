// Uses the page as a person would and prints what was seen, as JSON.
// node use_page.mjs JSON
//   browser: the path of a Chromium; "" for the pinned one of the npm package
//   url, username, password: to sign in; upload: a file to add; question: what is asked and answered
//   interrupted: a question that is stopped, then asked again and left by loading the page again, then asked of fewer models
//   refusals: {name: {query, changes}}, questions to be refused, and what of their message is changed on its way
//   tries: how often each of them is asked
//   strangers: addresses that the page tries to send to at the end
//   screenshot: where the picture goes, taken at the end
import { basename } from "node:path";
import { ask, ended, go, newPage, openBrowser, signIn, texts } from "./page_steps.mjs";

const task = JSON.parse(process.argv[2]);
const browser = await openBrowser(task.browser);
const failures = [];
try {
  const page = await newPage(browser);
  page.on("pageerror", (error) => failures.push(String(error)));
  page.on("console", (message) => isFailure(message) && failures.push(`${message.text()} ${message.location().url}`));
  await page.addInitScript(letMessagesBeChanged);
  await page.exposeFunction("reportToTest", (words) => failures.push(words));
  await page.addInitScript(reportWhatThePolicyForbids);
  await page.goto(task.url);
  await signIn(page, task);
  const seen = { version: browser.version(), refused: {} };
  if (task.upload) Object.assign(seen, await upload(page));
  if (task.question) Object.assign(seen, await answered(page));
  if (task.interrupted) Object.assign(seen, { interrupted: await interrupted(page), dropped: await dropped(page) });
  for (const [name, refusal] of Object.entries(task.refusals ?? {})) seen.refused[name] = await refused(page, refusal);
  await page.screenshot({ path: task.screenshot });
  const before = failures.length;
  seen.strangers = await page.evaluate(reachStrangers, task.strangers ?? []);
  await page.waitForTimeout(200);
  seen.forbidden = failures.splice(before);
  console.log(JSON.stringify({ ...seen, turns: await page.locator(".turn").count(), failures }));
} finally {
  await browser.close();
}

/** The server knows no conversation before its first answer, and the page asks for one that it begins again with. */
function isFailure(message) {
  return message.type() === "error" && !/\/sessions\/[^/]+$/.test(message.location().url);
}

/** Runs in the page: what the page's own code never sends, such as another workspace, goes over its own socket. */
function letMessagesBeChanged() {
  window.changes = {};
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    send.call(this, JSON.stringify({ ...JSON.parse(data), ...window.changes }));
  };
}

/** Runs in the page: a part of the page that its own policy forbids is a failure, whether or not anything shows it. */
function reportWhatThePolicyForbids() {
  document.addEventListener("securitypolicyviolation", (event) =>
    window.reportToTest(`policy: ${event.effectiveDirective} forbids ${event.blockedURI}`),
  );
}

/** Runs in the page: which of these addresses it may send to. */
function reachStrangers(urls) {
  const reach = (url) => fetch(url, { method: "POST", mode: "no-cors" }).then(() => true, () => false);
  return Promise.all(urls.map(reach));
}

async function upload(page) {
  await go(page, /^Documents/);
  await page.getByText("Operations handbook").waitFor();
  await page.locator("input[type=file]").first().setInputFiles(task.upload);
  const row = page.locator(".document-row", { has: page.locator(`[title="${basename(task.upload)}"]`) });
  await row.locator(".status-ready").waitFor();
  const documents = await texts(page, ".document-name");
  await go(page, "New question");
  return { documents };
}

async function answered(page) {
  const turn = await ask(page, task.question);
  await ended(page, turn);
  await page.getByRole("button", { name: "This answer is right" }).click();
  await page.locator(".rating [role=status]", { hasText: /./ }).waitFor();
  const seen = {
    phase: await turn.getAttribute("data-phase"),
    alerts: await texts(page, "[role=alert]"),
    answer: (await texts(page, ".answer")).join(" "),
    outcome: (await texts(page, ".outcome")).join(" "),
    findings: await texts(page, ".findings li"),
    matrix: (await page.locator(".matrix table").allTextContents()).join(" "),
    rating: (await texts(page, ".rating [role=status]")).join(" "),
    sources: await texts(page, ".sources li"),
    drafts: await page.locator(".draft h3").allTextContents(),
    cited: await cited(page),
    again: await loadedAgain(page),
  };
  await go(page, /^Trust/);
  seen.promise = await page.locator(".promise-words").innerText();
  await go(page, "Settings");
  await page.locator(".models li").nth(1).waitFor();
  seen.models = await texts(page, ".models li");
  return seen;
}

/** What the first source of the answer marks in its document, and the address that leads there. */
async function cited(page) {
  await page.getByRole("button", { name: "Source 1", exact: true }).first().click();
  await page.locator(".evidence mark").first().waitFor();
  return { marked: (await texts(page, ".evidence mark")).join(" "), address: page.url() };
}

/** What stands there if the address of the source is opened in another window. */
async function loadedAgain(page) {
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.locator(".turn[data-phase=done]").waitFor();
  await other.locator(".evidence mark").first().waitFor();
  await other.locator(".conversation-item a").first().waitFor();
  const seen = {
    answer: (await texts(other, ".answer")).join(" "),
    marked: (await texts(other, ".evidence mark")).join(" "),
    listed: await texts(other, ".conversation-item a"),
  };
  await other.close();
  return seen;
}

/** What becomes of a question that is stopped at once, and of one whose page is loaded again while it runs. */
async function interrupted(page) {
  await go(page, "New question");
  const stopped = await ask(page, task.interrupted);
  await page.getByRole("button", { name: "Stop" }).click();
  await stopped.and(page.locator("[data-phase=cancelled]")).waitFor();
  await go(page, "New question");
  await ask(page, task.interrupted);
  await page.waitForURL(/\/c\//);
  await page.locator(".turn").waitFor();
  await page.reload();
  const resumed = page.locator(".turn");
  await ended(page, resumed);
  return { resumed: await resumed.getAttribute("data-phase"), turns: await resumed.count() };
}

/** What becomes of a question if the user does not wait for a model; it is asked again if the model was too fast. */
async function dropped(page) {
  const sent = [];
  page.on("websocket", (socket) => socket.on("framesent", ({ payload }) => sent.push(JSON.parse(payload))));
  await page.reload();
  for (let round = 0; round < 5; round++) {
    await go(page, "New question");
    const turn = await ask(page, task.interrupted);
    const button = turn.getByRole("button", { name: "Don't wait for it: smollm2" });
    const isOver = turn.and(page.locator("[data-phase=done]"));
    await button.or(isOver).first().waitFor();
    const isPressed = await button.click({ timeout: 3000 }).then(() => true, () => false);
    await ended(page, turn);
    if (isPressed) return { sent: sent.find(({ action }) => action === "drop_model")?.model, phase: await turn.getAttribute("data-phase") };
  }
  return { sent: undefined, phase: "the model was always too fast" };
}

/** The sentence that is shown, and the fewest milliseconds from the key to it: the machine may be busy. */
async function refused(page, { query, changes }) {
  await page.evaluate((wanted) => void (window.changes = wanted), changes);
  const seen = { alert: "", ms: Infinity };
  for (let asked = 0; asked < task.tries; asked++) {
    const turn = await ask(page, query);
    const begun = Date.now();
    await turn.locator("[role=alert]").waitFor();
    seen.ms = Math.min(seen.ms, Date.now() - begun);
    seen.alert = await turn.locator("[role=alert]").innerText();
  }
  return seen;
}

// Brings the page into its states, and prints for each what axe finds against WCAG 2.2 AA, as JSON.
// node walk_states.mjs JSON
//   browser, url, username, password: as for use_page.mjs
//   question: one that the sample documents answer
//   printed: one that a PDF of them answers
//   long: the name of a workspace as long as names may be, with a document of a long title that answers `question` too
//   pictures: a folder for a picture of each state; "" for none
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { ask, ended, go, newPage, openBrowser, signIn } from "./page_steps.mjs";

const task = JSON.parse(process.argv[2]);
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const found = {};

const browser = await openBrowser(task.browser);
try {
  const page = await newPage(browser);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.setViewportSize(DESK);
  await page.goto(task.url);
  await page.getByLabel("Password").waitFor();
  await look(page, "sign-in");
  await signIn(page, task);
  await walkConversation(page);
  await walkPrinted(page);
  await walkPages(page);
  await walkLongNames(page);
  const tabs = await tabsToQuestion(page);
  console.log(JSON.stringify({ found, tabs }));
} finally {
  await browser.close();
}

async function look(page, state) {
  await page.waitForTimeout(150);
  if (task.pictures) await page.screenshot({ path: `${task.pictures}/${state.replaceAll(" ", "-")}.png` });
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((runOnly) => window.axe.run(document, { runOnly }), RULES);
  const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  found[state] = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 150)).join(" ")}`);
  if (isTooWide) found[state].push("the page is wider than its window");
}

/** A menu or dialog that a button opens, and Escape closes. */
async function lookInto(page, state, button) {
  await button.click();
  await look(page, state);
  await page.keyboard.press("Escape");
}

async function walkConversation(page) {
  const button = (name) => page.getByRole("button", { name });
  await page.locator(".suggestions li").first().waitFor();
  await look(page, "new question");
  await lookInto(page, "workspace menu", button(/^Workspace:/));
  await lookInto(page, "user menu", button(/@/));
  await lookInto(page, "modes", button(/^Mode:/));
  await lookInto(page, "models", button(/^Models:/));
  await lookInto(page, "filters", button("All documents"));
  const turn = await ask(page, task.question);
  await page.locator(".time-line").waitFor();
  await look(page, "question on its way");
  await ended(page, turn);
  await look(page, "answer");
  await turn.locator("details").evaluateAll((parts) => parts.forEach((part) => (part.open = true)));
  await look(page, "answer with all its parts");
  await lookInto(page, "ask again", button("Ask again"));
  await button("This answer is wrong").click();
  await page.locator(".reasons").waitFor();
  await look(page, "why it is wrong");
  await button("Source 1").click();
  await page.locator(".evidence mark").first().waitFor();
  await look(page, "source");
  await lookInto(page, "conversation menu", page.locator(".conversation-item .button").first());
  await otherLooks(page, "source");
}

/** A source on the page of a PDF as it is printed. */
async function walkPrinted(page) {
  const turn = await ask(page, task.printed);
  await ended(page, turn);
  await turn.getByRole("button", { name: "Source 1" }).first().click();
  await page.getByRole("button", { name: "Show the page" }).click();
  await page.locator(".pdf-box").first().waitFor();
  await look(page, "page of a PDF");
}

/** The passages and the history of a document. */
async function walkDocument(page) {
  const ready = page.locator(".document-row").filter({ has: page.locator(".status-ready") });
  await ready.first().locator(".document-name").click();
  for (const [name, part] of [["Passages", ".chunks li"], ["History", ".version-steps li"]]) {
    await page.getByRole("tab", { name: new RegExp(`^${name}`) }).click();
    await page.locator(part).first().waitFor();
    await look(page, `${name} of a document`);
  }
  await page.keyboard.press("Escape");
  await page.locator(".document-detail").waitFor({ state: "detached" });
}

async function walkPages(page) {
  await go(page, /^Documents/);
  await page.locator(".document-row").first().waitFor();
  await look(page, "documents");
  await lookInto(page, "document", page.locator(".document-name").first());
  await walkDocument(page);
  await otherLooks(page, "documents");
  await go(page, "Search passages");
  await page.getByLabel("What to search for").fill(task.question);
  await page.keyboard.press("Enter");
  await page.locator(".search-hit").first().waitFor();
  await look(page, "search");
  await go(page, /^Trust/);
  await page.locator(".promise-words").waitFor();
  await look(page, "trust");
  await go(page, "Settings");
  await page.locator(".models li").first().waitFor();
  await look(page, "settings");
  await lookInto(page, "deletion of a workspace", page.getByRole("button", { name: /^Delete the workspace/ }));
  await walkAdministration(page);
  await page.goto(`${task.url}/nowhere`);
  await page.getByText("There is no such page.").waitFor();
  await look(page, "no such page");
  await page.goto(task.url);
  await page.locator(".suggestions li").first().waitFor();
  await page.setViewportSize(PHONE);
  await lookInto(page, "menu on a phone", page.getByRole("button", { name: "Menu" }));
  await page.setViewportSize(DESK);
}

/** Names and titles as long as they may be, without a place to break them. */
async function walkLongNames(page) {
  await page.getByRole("button", { name: /^Workspace:/ }).click();
  await look(page, "long name in the workspace menu");
  await page.getByRole("menuitemradio", { name: task.long, exact: true }).click();
  await page.getByRole("button", { name: `Workspace: ${task.long}` }).waitFor();
  const turn = await ask(page, `${task.question} ${task.long.repeat(3)}`);
  await ended(page, turn);
  await turn.getByRole("button", { name: "Source 1" }).first().click();
  await page.locator(".evidence mark").first().waitFor();
  await look(page, "long titles");
  await otherLooks(page, "long titles");
  await go(page, /^Documents/);
  await page.locator(".document-row").first().waitFor();
  await look(page, "long title among the documents");
  await lookInto(page, "long title of a document", page.locator(".document-name").first());
  await go(page, "Settings");
  await page.locator(".models li").first().waitFor();
  await look(page, "settings of a long name");
}

async function walkAdministration(page) {
  await page.getByRole("button", { name: /@/ }).click();
  await page.getByRole("menuitem", { name: "Administration" }).click();
  await page.locator(".share-table").first().waitFor();
  await page.locator(".health li").first().waitFor();
  await page.locator(".day-table summary").click();
  await look(page, "administration");
  await otherLooks(page, "administration");
  await page.route("**/admin/*", (route) => route.abort());
  await page.reload();
  await page.getByRole("alert").first().waitFor();
  await look(page, "administration that cannot be read");
  await page.unroute("**/admin/*");
}

/** The same state in the dark, on a phone, and on a very wide screen. */
async function otherLooks(page, state) {
  await page.emulateMedia({ colorScheme: "dark" });
  await look(page, `${state} in the dark`);
  await page.setViewportSize(PHONE);
  await look(page, `${state} on a phone in the dark`);
  await page.emulateMedia({ colorScheme: "light" });
  await look(page, `${state} on a phone`);
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width: 2560, height: 1440 });
  await look(page, `${state} on a wide screen`);
  await page.setViewportSize(DESK);
}

/** How often Tab is pressed on a new page until a question can be written. */
async function tabsToQuestion(page) {
  await page.goto(task.url);
  await page.getByLabel("Your question").waitFor();
  for (let tabs = 0; tabs < 10; tabs++) {
    if (await page.getByLabel("Your question").evaluate((box) => box === document.activeElement)) return tabs;
    await page.keyboard.press("Tab");
  }
  return Infinity;
}

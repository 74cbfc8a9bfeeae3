// Shares a conversation, reads it as another member, and meets errors; prints what was seen, as JSON.
// node share_and_fail.mjs JSON
//   browser, url, username, password: as for use_page.mjs
//   member: {username, password} of another member of the workspace
//   shared: the path of a conversation of the user, with one answer; question: the question of it
//   ambiguous: the path of a conversation of the member, whose id another user's shared conversation has
//   errors: {code: frame}, what the socket answers in place of the server
//   tries: how often each error is met
import { ask, enter, newPage, openBrowser, texts } from "./page_steps.mjs";

const task = JSON.parse(process.argv[2]);
const browser = await openBrowser(task.browser);
try {
  const failures = [];
  const [owner, member] = await Promise.all([opened(task, failures), opened(task.member, failures)]);
  const seen = { shared: await shared(owner, member), conflict: await conflict(member), errors: {} };
  await owner.goto(task.url);
  for (const [code, frame] of Object.entries(task.errors)) seen.errors[code] = await met(owner, frame);
  console.log(JSON.stringify({ ...seen, failures }));
} finally {
  await browser.close();
}

/** A page of a signed-in user, in a browser context of its own; `page.answer` is the frame that questions get. */
async function opened(user, failures) {
  const page = await newPage(browser);
  page.on("pageerror", (error) => failures.push(String(error)));
  await page.routeWebSocket(/.*/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      const { request_id } = JSON.parse(message);
      if (page.answer) socket.send(JSON.stringify({ ...page.answer, request_id }));
      else server.send(message);
    });
  });
  await page.goto(task.url);
  await enter(page, user);
  return page;
}

async function shared(owner, member) {
  await owner.goto(task.url + task.shared);
  const turn = owner.locator(".turn[data-phase=done]");
  await turn.getByRole("button", { name: "Share" }).click();
  const link = await owner.getByLabel("Link to this answer").inputValue();
  await member.goto(link);
  const before = await refusal(member);
  await owner.getByRole("button", { name: "Share and copy the link" }).click();
  const stop = owner.getByRole("button", { name: "Stop sharing" });
  await stop.waitFor();
  await member.goto(link);
  await member.locator(".shared-note").waitFor();
  const read = {
    link,
    question: await member.locator(".question").innerText(),
    answer: (await texts(member, ".answer")).join(" "),
    note: await member.locator(".shared-note").innerText(),
    boxes: await member.getByLabel("Your question").count(),
    actions: await texts(member, ".actions button"),
  };
  await stop.click();
  await stop.waitFor({ state: "detached" });
  await member.goto(link);
  return { ...read, before, after: await refusal(member) };
}

/** What a link says that the reader may not open. */
async function refusal(page) {
  const alert = page.locator("main [role=alert]");
  await alert.waitFor();
  return { alert: await alert.innerText(), turns: await page.locator(".turn").count() };
}

/** What the member sees who shares a conversation whose id another one has that is shared already. */
async function conflict(member) {
  await member.goto(task.url + task.ambiguous);
  await member.locator(".turn[data-phase=done]").getByRole("button", { name: "Share" }).click();
  const button = member.getByRole("button", { name: "Share and copy the link" });
  const alert = member.locator("[role=dialog] [role=alert]");
  return shown(alert, () => button.click());
}

/** What the page says of an error frame, and the least milliseconds until it does. */
async function met(page, frame) {
  page.answer = frame;
  const seen = { alert: "", ms: Infinity };
  for (let round = 0; round < task.tries; round++) {
    const turn = page.locator(".turn").nth(await page.locator(".turn").count());
    const { alert, ms } = await shown(turn.locator("[role=alert]"), () => ask(page, task.question));
    Object.assign(seen, { alert, ms: Math.min(seen.ms, ms) });
  }
  return seen;
}

/** The words of an alert, and the milliseconds from an action to it. */
async function shown(alert, act) {
  const begun = Date.now();
  await act();
  await alert.waitFor();
  const ms = Date.now() - begun;
  return { alert: await alert.innerText(), ms };
}

// How fast the page is, in a real browser over the Chrome DevTools protocol, against a laptop that runs:
// node tests/benchmarks/page.mjs URL [CHROMIUM] (the address is in `make status`; it reads .local/session.json)
//
// First paint: a new browser profile, 1.6 Mbit/s, 150 ms, processor four times slower; the median of RUNS.
// Streaming: four scripted models send TOKENS tokens each at 100 tokens/s over the page's own socket, then an answer
// of 40 sentences comes; only the server's side of the socket is scripted. Best of RUNS: other work only adds.
import { existsSync, readFileSync } from "node:fs";
import { ask, newPage, openBrowser, signIn } from "../e2e/page_steps.mjs";
import { answerFrames } from "./page_frames.mjs";

const RUNS = 3;
const TOKENS = 800;
const TICK_MS = 10;
const SLOW = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 200_000 };
const [url, chromium = ["/usr/bin/chromium"].find(existsSync) ?? ""] = process.argv.slice(2);
const session = JSON.parse(readFileSync(".local/session.json", "utf8"));

const browser = await openBrowser(chromium);
try {
  console.log(`Chromium ${browser.version()}`);
  const paints = [];
  for (let run = 0; run < RUNS; run++) paints.push(await firstPaint());
  const middle = paints.sort((a, b) => a.fcp - b.fcp)[Math.floor(RUNS / 2)];
  console.log(`first contentful paint at 1.6 Mbit/s, 150 ms, 4x processor: ${middle.fcp} ms (limit 1500), ${middle.bytes} bytes`);
  for (const slowdown of [1, 4]) {
    const seen = [];
    for (let run = 0; run < RUNS; run++) seen.push(await streaming(slowdown));
    const best = seen.sort((a, b) => a.longest - b.longest)[0];
    const shift = Math.max(...seen.map(({ cls }) => cls));
    console.log(
      `four models at 100 tokens/s, processor ${slowdown}x slower: longest task ${best.longest} ms (limit 200), ` +
        `layout shift ${shift.toFixed(3)} (limit 0.05), ${best.shown} characters of drafts shown`,
    );
  }
} finally {
  await browser.close();
}

async function throttled(page, slowdown, network) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  if (!network) return devtools;
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", network);
  return devtools;
}

async function firstPaint() {
  const page = await newPage(browser);
  let bytes = 0;
  const devtools = await throttled(page, 4, SLOW);
  devtools.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto(url);
  await page.getByLabel("Password").waitFor();
  const fcp = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime);
  await page.context().close();
  return { fcp: Math.round(fcp), bytes: Math.round(bytes) };
}

async function streaming(slowdown) {
  const page = await newPage(browser);
  await page.addInitScript(observe);
  await page.routeWebSocket(/execute-api/, (socket) => {
    socket.onMessage((message) => void play(socket, JSON.parse(message)));
  });
  await page.goto(url);
  await signIn(page, session);
  await page.locator(".suggestions li").first().waitFor();
  await throttled(page, slowdown);
  await page.evaluate(() => Object.assign(window.seen, { tasks: [], shifts: [], shown: 0 }));
  const turn = await ask(page, "What do four models say?");
  await turn.and(page.locator("[data-phase=done]")).waitFor();
  await page.waitForTimeout(500);
  const seen = await page.evaluate(() => window.seen);
  await page.context().close();
  return {
    longest: Math.round(Math.max(0, ...seen.tasks)),
    cls: seen.shifts.reduce((sum, each) => sum + each, 0),
    shown: seen.shown,
  };
}

/** Runs in the page: its long tasks, its layout shifts, and how much of the drafts was drawn. */
function observe() {
  window.seen = { tasks: [], shifts: [], shown: 0 };
  const watch = (type, take) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  watch("longtask", ({ duration }) => window.seen.tasks.push(duration));
  watch("layout-shift", ({ value, hadRecentInput }) => hadRecentInput || window.seen.shifts.push(value));
  setInterval(() => {
    const drawn = [...document.querySelectorAll(".draft")].reduce((sum, each) => sum + each.textContent.length, 0);
    window.seen.shown = Math.max(window.seen.shown, drawn);
  }, 250);
}

/** Plays the server's side of a question; what is late on a busy machine is sent at once. */
async function play(socket, asked) {
  if (asked.action !== "ask") return;
  let seq = 0;
  const say = (frame) => socket.send(JSON.stringify({ request_id: asked.request_id, run_id: "run", seq: seq++, ...frame }));
  const { opening, draft, closing } = answerFrames(asked, TOKENS);
  opening.forEach(say);
  const begun = Date.now();
  for (let sent = 0; sent < TOKENS; ) {
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    for (const due = Math.min(TOKENS, Math.floor((Date.now() - begun) / TICK_MS)); sent < due; sent++) draft(sent).forEach(say);
  }
  closing.forEach(say);
}

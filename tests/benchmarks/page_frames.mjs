// Frames of an answer as large as they come: what tests/benchmarks/page.mjs lets the server say.

const MODELS = ["one", "two", "three", "four"];
const WORDS = "The warehouse opens at nine and closes at six , and the allowance for a full day is 75 euros .".split(" ");
const SENTENCES = 40;
const NO_USAGE = { input_tokens: 0, output_tokens: 0, cost_usd: 0 };
const PROTOCOL = 1;

/** Returns the frames before the drafts, those of the drafts' nth token, and those behind. */
export function answerFrames(asked, tokens) {
  return {
    opening: [
      { type: "accepted", session_id: asked.session_id, models: MODELS, protocol: PROTOCOL },
      { type: "passages", passages: Array.from({ length: 8 }, (_, n) => passage(n)), at: new Date().toISOString() },
    ],
    draft: (n) => MODELS.map((model) => ({ type: "draft", model, text: `${WORDS[n % WORDS.length]} ` })),
    closing: [...MODELS.map((model) => report(model, tokens)), done()],
  };
}

function passage(n) {
  return {
    document_id: `d${n}`, chunk_id: `c${n}`, title: `Document ${n}`, section: "Opening › Hours", page: n + 1,
    text: Array.from({ length: 120 }, (_, at) => WORDS[at % WORDS.length]).join(" "), score: 1 - n / 10,
  };
}

function report(model, tokens) {
  return { type: "model", model, family: model, status: "answered", reason: "", latency_ms: tokens * 10, cached: false, cut: false };
}

function done() {
  const texts = Array.from({ length: SENTENCES }, (_, n) => `In hall ${n} the full day is ${n + 30} euros.`);
  const citations = texts.map((quote, n) => ({
    marker: n + 1, document_id: `d${n % 8}`, chunk_id: `c${n % 8}`, title: `Document ${n % 8}`, quote, page: 1,
    section: "Hours", verified: true, start: null, end: null,
  }));
  return {
    type: "done", done: true, outcome: "agreed", citations, chosen_model: "one", made_by: "pick", further_calls: [],
    answer: texts.map((text, n) => `${text.slice(0, -1)} [${n + 1}].`).join(" "),
    sentences: texts.map((text, n) => ({
      text, verdict: "supported", groundedness: 1, markers: [n + 1], supporters: ["two"], disputed_by: [], before: n ? " " : "",
    })),
    claims: texts.map((claim) => ({
      claim, verdict: "supported", evidence: claim,
      models: MODELS.map((model_id) => ({ model_id, stance: "says", value: "30 euros" })),
    })),
    models: MODELS.map((id) => ({
      id, family: id, status: "answered", reason: "", text: texts.join(" "), latency_ms: 8000, first_token_ms: 10,
      usage: NO_USAGE, cached: false, cut: false,
    })),
    agreement: { value: 1, count: 4, total: 4 }, groundedness: { value: 1, count: SENTENCES, total: SENTENCES },
    relevance: 0.9, probability: null, promise: null, weights: { are_priors: true, values: {} }, findings: [], disputed: [],
    nearest: [], provisional: null, certificate: null, documents: [], usage: NO_USAGE, timings_ms: {}, degraded: [],
  };
}

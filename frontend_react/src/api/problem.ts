/** An error of the API as RFC 9457 problem details. */
export class ApiProblem extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly requestId: string | undefined,
  ) {
    super(message);
  }

  static async from(response: Response): Promise<ApiProblem> {
    const fallback = `The server answered ${response.status}.`;
    const body = (await response.json().catch(() => ({}))) as Record<string, unknown>;
    const detail = [body.detail ?? body.title ?? body.message ?? fallback, body.remedy]
      .filter((part) => typeof part === "string" && part !== "")
      .map((part) => asSentence(String(part)))
      .join(" ");
    const requestId = typeof body.request_id === "string" ? body.request_id : undefined;
    return new ApiProblem(detail, response.status, requestId);
  }
}

/** The message of any error, for display. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const id = error instanceof ApiProblem && error.requestId ? ` (request ${error.requestId})` : "";
  return error.message + id;
}

/** Adds a capital and a full stop, because two such texts follow each other. */
export function asSentence(text: string): string {
  const ended = text === "" || /[.!?]$/.test(text) ? text : `${text}.`;
  // A name such as `filters.date` stays as it is.
  return ended.replace(/^\p{Ll}(?=\p{L}*\s)/u, (first) => first.toUpperCase());
}

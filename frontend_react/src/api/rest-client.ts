import { ApiProblem } from "./problem";
import type { Reader } from "./reading";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Returns the caller's token; `refused` means that the server rejected the last one. */
export type TokenSource = (refused?: boolean) => Promise<string>;

const UNAUTHORISED = 401;

/** Makes REST calls, each with the current token. */
export class RestClient {
  constructor(
    private readonly baseUrl: string,
    private readonly token: TokenSource,
  ) {}

  /** Returns the response validated by `read`. Throws if the server refuses or the response is not valid. */
  async call<T>(method: Method, path: string, read: Reader<T>, body?: unknown): Promise<T> {
    let response = await this.send(method, path, await this.token(), body);
    if (response.status === UNAUTHORISED) response = await this.send(method, path, await this.token(true), body);
    if (!response.ok) throw await ApiProblem.from(response);
    return read(await response.json(), `${method} ${path}`);
  }

  private async send(method: Method, path: string, token: string, body: unknown): Promise<Response> {
    try {
      return await fetch(this.baseUrl.replace(/\/$/, "") + path, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch {
      throw new Error("The server cannot be reached. Check the connection, and try again.");
    }
  }
}

import { ApiProblem } from "./problem";

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** Sends one REST call; the token is asked for each time, so that a refreshed one is used. */
export class RestClient {
  constructor(
    private readonly baseUrl: string,
    private readonly token: () => Promise<string>,
  ) {}

  async call<T>(method: Method, path: string, body?: unknown): Promise<T> {
    const response = await fetch(this.baseUrl.replace(/\/$/, "") + path, {
      method,
      headers: {
        authorization: `Bearer ${await this.token()}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw await ApiProblem.from(response);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }
}

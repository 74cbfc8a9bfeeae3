import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { vi } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { PROTOCOL_VERSION } from "../api/generated/version";
import { LiveSocket } from "../api/live-socket";
import { RestClient } from "../api/rest-client";
import type { System } from "../api/system";
import { WORKSPACE } from "./answers";

/** A frame that the page sent. */
export type Received = Record<string, string>;
export type Answering = (asked: Received, socket: WebSocket) => void;

/** jsdom's WebSocket fails under vitest, because its events are of another realm. */
class BrowserSocket extends WebSocket {
  constructor(address: string) {
    super(address);
    // In a browser, an error event without a listener is not an exception.
    this.on("error", () => undefined);
  }
}

/** A server on the loopback address with the routes that a conversation uses, and a scripted socket. */
export class LoopbackServer {
  readonly received: Received[] = [];
  /** REST calls with a body. */
  readonly sent: { method: string; path: string; body: unknown }[] = [];
  /** Responses by path. */
  readonly bodies: Record<string, unknown> = {
    "/models": { models: [] }, "/workspaces/w": WORKSPACE, "/ws-ticket": { ticket: "once", expires_in: 60 },
  };
  answering: Answering = () => undefined;
  /** How many sockets were opened. */
  connections = 0;
  private readonly sockets: WebSocketServer;
  private made: System | undefined;

  private constructor(private readonly http: Server) {
    this.sockets = new WebSocketServer({ server: http });
    this.sockets.on("connection", (socket) => {
      this.connections++;
      socket.on("message", (data: Buffer) => {
        const message = JSON.parse(data.toString()) as Received;
        this.received.push(message);
        this.answering(message, socket);
      });
    });
    http.on("request", (request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        const body = Buffer.concat(parts).toString();
        if (body) this.sent.push({ method: request.method ?? "", path: request.url ?? "", body: JSON.parse(body) as unknown });
      });
      const body = this.bodies[request.url ?? ""];
      response.writeHead(body === undefined ? 404 : 200, { "content-type": "application/json" });
      response.end(JSON.stringify(body ?? { detail: "There is no such thing." }));
    });
  }

  static async start(): Promise<LoopbackServer> {
    vi.stubGlobal("WebSocket", BrowserSocket);
    const http = createServer();
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    return new LoopbackServer(http);
  }

  /** The system as the page sees it; always the same one. */
  get system(): System {
    this.made ??= this.make();
    return this.made;
  }

  private make(): System {
    const address = `127.0.0.1:${(this.http.address() as AddressInfo).port}`;
    const config = {
      protocol: PROTOCOL_VERSION, region: "", api_url: `http://${address}`, websocket_url: `ws://${address}`,
      user_pool_id: "", client_id: "",
    };
    const rest = new RestClient(config.api_url, () => Promise.resolve("token"));
    return { config, rest, socket: new LiveSocket(config.websocket_url, rest) };
  }

  /** Loses every connection. */
  drop(): void {
    for (const socket of this.sockets.clients) socket.terminate();
  }

  stop(): void {
    vi.unstubAllGlobals();
    this.drop();
    this.sockets.close();
    this.http.close();
  }
}

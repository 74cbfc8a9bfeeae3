import { readSocketTicket } from "./generated/account";
import type { RestClient } from "./rest-client";

/** Returns a ticket that opens one socket, within a minute. */
export async function openTicket(rest: RestClient): Promise<string> {
  return (await rest.call("POST", "/ws-ticket", readSocketTicket)).ticket;
}

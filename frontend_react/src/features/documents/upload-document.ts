import type { RestClient } from "../../api/rest-client";

interface UploadTicket {
  url: string;
  fields: Record<string, string>;
}

/** Uploads straight to the bucket with a ticket whose signature holds the limits of size and type. */
export async function uploadDocument(rest: RestClient, workspaceId: string, file: File): Promise<void> {
  const ticket = await rest.call<UploadTicket>("POST", "/presigned-url", {
    workspace_id: workspaceId,
    filename: file.name,
    content_type: file.type || "application/octet-stream",
    size_bytes: file.size,
  });
  const form = new FormData();
  for (const [name, value] of Object.entries(ticket.fields)) form.append(name, value);
  form.append("file", file);
  const response = await fetch(ticket.url, { method: "POST", body: form });
  if (!response.ok) {
    throw new Error(`${file.name} was not taken (${response.status}). Check its size and type.`);
  }
}

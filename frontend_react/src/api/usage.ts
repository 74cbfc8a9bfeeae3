import { useQuery } from "@tanstack/react-query";
import { readUsageReport } from "./generated/account";
import { useSystem } from "./system";

/** What the caller used in the last 30 days, per day and model. */
export function useUsage() {
  const { rest } = useSystem();
  return useQuery({ queryKey: ["usage"], queryFn: () => rest.call("GET", "/usage", readUsageReport) });
}

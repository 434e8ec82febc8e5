import { createCerebras } from "@ai-sdk/cerebras";
import { generateText } from "ai";
import type { Config } from "./config.js";
import { orderTools } from "./tools/orders.js";

export const INSTRUCTIONS = `You resolve stuck orders of Acme Retail Group.
Read the order first. Prefer a new delivery date over a cancellation, and a cancellation over a refund.
Never refund more than the order's total. Answer with one sentence for the order's history.`;

export async function resolveOrder(config: Config, orderId: string): Promise<string> {
  const cerebras = createCerebras(config.cerebras);
  const { text } = await generateText({
    model: cerebras("llama-3.3-70b"),
    system: INSTRUCTIONS,
    prompt: `Order ${orderId} has not moved for 48 hours. Resolve it.`,
    tools: orderTools(config),
    maxSteps: config.maxSteps,
  });
  return text;
}

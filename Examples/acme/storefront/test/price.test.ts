import { expect, it } from "vitest";
import { createAgent } from "../src/agents/userAgent";
import { formatPrice } from "../src/tools/price";

it("writes prices the way the country does", () => {
  expect(formatPrice(1250, "en-IE")).toBe("€12.50");
});

it("knows a crawler by its user agent", () => {
  expect(createAgent("Mozilla/5.0 (compatible; GPTBot/1.2; +https://openai.com/gptbot)").bot).toBe(true);
});

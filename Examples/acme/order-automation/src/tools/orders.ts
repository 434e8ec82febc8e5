import { tool } from "ai";
import { request } from "undici";
import { z } from "zod";
import type { Config } from "../config.js";

const orderId = z.string().regex(/^O-\d{8}$/);

export function orderTools({ orders }: Config) {
  async function call(method: "GET" | "POST", path: string, body?: unknown) {
    const response = await request(new URL(path, orders.url), {
      method,
      headers: { authorization: `Bearer ${orders.token}`, "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (response.statusCode >= 400) {
      return { error: `order system answered ${response.statusCode}` };
    }
    return response.body.json();
  }

  return {
    getOrder: tool({
      description: "Read an order with its messages from the customer and the carrier.",
      parameters: z.object({ orderId }),
      execute: ({ orderId }) => call("GET", `/orders/${orderId}`),
    }),
    rescheduleDelivery: tool({
      description: "Ask the carrier for a new delivery date.",
      parameters: z.object({ orderId, date: z.string().date() }),
      execute: ({ orderId, date }) => call("POST", `/orders/${orderId}/delivery`, { date }),
    }),
    cancelOrder: tool({
      description: "Cancel an order that has not left the warehouse.",
      parameters: z.object({ orderId, reason: z.string().max(200) }),
      execute: ({ orderId, reason }) => call("POST", `/orders/${orderId}/cancel`, { reason }),
    }),
    issueRefund: tool({
      description: "Pay money back to the customer's payment method.",
      parameters: z.object({ orderId, amountCents: z.number().int().positive(), reason: z.string().max(200) }),
      execute: ({ orderId, ...refund }) => call("POST", `/orders/${orderId}/refunds`, refund),
    }),
  };
}

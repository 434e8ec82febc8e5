import { readFileSync } from "node:fs";
import { z } from "zod";

const Config = z.object({
  port: z.number().int().default(8080),
  logLevel: z.enum(["debug", "info", "warn"]).default("debug"),
  maxSteps: z.number().int().positive(),
  orders: z.object({ url: z.string().url(), token: z.string().optional() }),
  cerebras: z.object({ baseURL: z.string().url(), apiKey: z.string().min(1) }),
});

export type Config = z.infer<typeof Config>;

function read(name: string): Record<string, any> {
  return JSON.parse(readFileSync(new URL(`../config/${name}.json`, import.meta.url), "utf8"));
}

export function load(environment: NodeJS.ProcessEnv = process.env): Config {
  const base = read("default");
  const specific = environment.NODE_ENV === "production" ? read("production") : {};
  return Config.parse({
    ...base,
    ...specific,
    orders: { ...base.orders, ...specific.orders, token: environment.ORDERS_TOKEN },
    cerebras: {
      ...base.cerebras,
      ...specific.cerebras,
      ...(environment.CEREBRAS_API_KEY && { apiKey: environment.CEREBRAS_API_KEY }),
    },
  });
}

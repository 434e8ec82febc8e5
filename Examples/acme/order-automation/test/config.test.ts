import { describe, expect, it } from "vitest";
import { load } from "../src/config.js";

describe("load", () => {
  it("takes the key from the environment outside production", () => {
    const config = load({ NODE_ENV: "test", CEREBRAS_API_KEY: "csk-test" });
    expect(config.cerebras.apiKey).toBe("csk-test");
  });

  it("talks to the real order system in production", () => {
    expect(load({ NODE_ENV: "production" }).orders.url).toBe("https://orders.internal.acme.example");
  });
});

import express from "express";
import { pino } from "pino";
import { resolveOrder } from "./agent.js";
import { load } from "./config.js";

const config = load();
const log = pino({ level: config.logLevel });
const app = express();
app.use(express.json());

app.post("/webhooks/order-stuck", async (request, response) => {
  const { orderId } = request.body;
  const outcome = await resolveOrder(config, orderId);
  log.info({ orderId, outcome }, "resolved");
  response.json({ outcome });
});

app.get("/healthz", (_request, response) => {
  response.json({ status: "ok" });
});

app.listen(config.port, () => log.info({ port: config.port }, "listening"));

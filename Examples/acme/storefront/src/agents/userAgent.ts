import Bowser from "bowser";

/** What a page needs to know of the visitor's browser. */
export interface Agent {
  name: string;
  mobile: boolean;
  bot: boolean;
}

const BOTS = /bot|crawler|spider|GPTBot|ClaudeBot/i;

export function createAgent(userAgent: string): Agent {
  const parsed = Bowser.getParser(userAgent);
  return {
    name: parsed.getBrowserName(),
    mobile: parsed.getPlatformType(true) === "mobile",
    bot: BOTS.test(userAgent),
  };
}

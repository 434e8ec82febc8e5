// Asks for the version and writes the release notes' heading: node src/newRelease.mjs
import { appendFile } from "node:fs/promises";
import prompts from "prompts";

const { version, summary } = await prompts([
  { type: "text", name: "version", message: "Version" },
  { type: "text", name: "summary", message: "What is new, in a sentence" },
]);

await appendFile("CHANGELOG.md", `\n## ${version}\n\n${summary}\n`);

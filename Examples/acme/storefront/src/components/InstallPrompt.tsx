import { useEffect, useState } from "preact/hooks";

interface BeforeInstallPromptEvent extends Event {
  prompt(): Promise<void>;
  userChoice: Promise<{ outcome: "accepted" | "dismissed" }>;
}

/** Offers to put the shop on the home screen. */
export function InstallPrompt() {
  const [prompt, setPrompt] = useState<BeforeInstallPromptEvent | null>(null);

  useEffect(() => {
    const keep = (event: Event) => {
      event.preventDefault();
      setPrompt(event as BeforeInstallPromptEvent);
    };
    window.addEventListener("beforeinstallprompt", keep);
    return () => window.removeEventListener("beforeinstallprompt", keep);
  }, []);

  if (!prompt) return null;
  return (
    <button
      onClick={async () => {
        await prompt.prompt();
        if ((await prompt.userChoice).outcome === "accepted") setPrompt(null);
      }}
    >
      Install the shop
    </button>
  );
}

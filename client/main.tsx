/** Composition root of the page: language first (nothing flashes in another one), then the page that the address names. */
import "./styles/tokens.css";
import "./styles/fonts.css";
import "./styles/base.css";
import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { createRoot } from "react-dom/client";
import { App } from "./ui/App.tsx";
import { firstLanguage, showLanguage } from "./ui/i18n/load.ts";
import { PAGES } from "./ui/pages.ts";
import { $route, followHistory } from "./ui/route.ts";
import { followUpgrades } from "./ui/upgrade.ts";

if (import.meta.env.DEV && new URLSearchParams(location.search).has("fakemic"))
  void import("./debug/fake-microphone.ts").then((debug) => debug.fakeMicrophone());

async function start(element: HTMLElement): Promise<void> {
  followHistory();
  followUpgrades();
  // Side by side: the page's code and the words in it.
  const words = showLanguage(firstLanguage());
  await Promise.all([words, PAGES[$route.get().page]()]);
  createRoot(element).render(
    // No StrictMode: mounting twice would join a space twice, and the second join puts the first one out.
    <I18nProvider i18n={i18n}>
      <App />
    </I18nProvider>,
  );
}

const element = document.querySelector<HTMLElement>("#app");
if (element) void start(element);

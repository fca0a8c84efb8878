/** Which build this page is; the server compares it at join (SAFETY.md, "Upgrade"). "dev" where nothing was built. */
declare const __KARTU_BUILD__: string | undefined;

export const BUILD: string = typeof __KARTU_BUILD__ === "string" ? __KARTU_BUILD__ : "dev";

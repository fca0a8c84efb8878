/**
 * Accounts and the desk by keyboard alone, in English and in Slovenian: each thing is reached by Tab and has a frame while it has the focus, dialogs
 * hold the focus and give it back, nothing takes it along when it goes, and after a refusal one is at the field that it is about.
 */
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LOGIN_NAME_MAX, PASSWORD_MIN } from "../../shared/domain/accounts/credentials.ts";
import { openBrowser, type TestBrowser, type Visit } from "../support/browser.ts";
import { guestSession, type InProcessServer, newSpace, ownerSession, type Person, startTestServer, visitor } from "../support/server.ts";
import { addAuthenticator } from "./support/authenticator.ts";
import { expectFocus, press, tabTo } from "./support/keys.ts";
import { saidIn } from "./support/said-in.ts";
import { PATIENCE } from "./support/patience.ts";

const PASSWORD = "tri zelene žabe";
const REFUSED = /status of 40[0134]/;

let chromium: TestBrowser;

beforeAll(async () => {
  chromium = await openBrowser();
});
afterAll(() => chromium?.close());

/** The field has the focus, is said to be wrong, and these words are what is read with it. */
async function expectWrong(field: Locator, words: string): Promise<void> {
  await expectFocus(field);
  await expect.poll(() => field.getAttribute("aria-invalid"), PATIENCE).toBe("true");
  const read = await field.evaluate((element) =>
    (element.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? ""),
  );
  expect(read).toContain(words);
}

/** Tab goes round in it. */
async function expectHeld(page: Page): Promise<void> {
  for (let presses = 0; presses < 12; presses++) {
    await page.keyboard.press(presses % 4 === 3 ? "Shift+Tab" : "Tab");
    // Between its last thing and its first one is at the browser's own.
    const outside = await page.evaluate(
      () => document.activeElement?.closest("dialog[open]") === null && document.activeElement !== document.body,
    );
    expect(outside).toBe(false);
  }
}

describe.each(["en", "sl"])("by keyboard alone, in %s", (locale) => {
  let say: Awaited<ReturnType<typeof saidIn>>;
  let server: InProcessServer;
  /** The server's clock runs ahead by so much, ms. */
  let ahead = 0;
  /** Browsers make passkeys for names, not for numbers. */
  let origin: string;
  let visit: Visit;
  let page: Page;
  let owner: Person;
  const button = (english: string, values?: Record<string, string>): Locator =>
    page.getByRole("button", { name: say(english, values), exact: true });
  const field = (english: string): Locator => page.getByRole("textbox", { name: say(english), exact: true });
  const heading = (english: string): Locator => page.getByRole("heading", { name: say(english), exact: true });
  const write = async (into: Locator, text: string): Promise<void> => {
    await tabTo(page, into);
    await page.keyboard.press("Control+A");
    await page.keyboard.type(text);
  };

  beforeAll(async () => {
    say = await saidIn(locale);
    server = await startTestServer({ inMemory: true, clock: { now: () => Date.now() + ahead, mono: () => performance.now() } });
    origin = server.url.replace("127.0.0.1", "localhost");
    owner = await ownerSession(server);
    await owner.call("PATCH /api/me", { body: { name: "Ajda", appearance: "115218700", lang: locale } });
    visit = await chromium.openPage({
      url: origin,
      locale: locale === "en" ? "en-GB" : "sl-SI",
      cookie: owner.cookie,
      allow: [REFUSED],
    });
    page = visit.page;
    await addAuthenticator(visit);
  });
  afterAll(async () => {
    await visit?.close();
    await server?.close();
  });

  it("[AC92] [AC93] one makes the first way to log in; name, password and passkeys are changed, and the focus stays beside what one did", async () => {
    await page.goto(`${origin}/account`);
    await expectFocus(heading("Your account"));
    await press(page, button("Rather a password"));
    await expectFocus(field("Log-in name"));
    await page.keyboard.type(`ajda.${locale}`);
    await write(field("Password"), "kratko");
    await page.keyboard.press("Enter");
    await expectWrong(
      field("Password"),
      say("This password is too short. Use {min} characters or more; a few words are good.", { min: `${PASSWORD_MIN}` }),
    );
    await page.keyboard.press("Control+A");
    await page.keyboard.type(PASSWORD);
    await press(page, button("Set this password"));
    // The page is another one now, and one is in it, not at its beginning.
    await heading("Passkeys").waitFor(PATIENCE);
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest("main") !== null), PATIENCE).toBe(true);

    await press(page, button("Change name or password"));
    await expectFocus(field("Log-in name"));
    await write(field("Log-in name"), "!");
    await press(page, button("Save"));
    await expectWrong(
      field("Log-in name"),
      say("A log-in name has 2 to {max} letters or digits, and between them . _ - + or @, without spaces.", { max: `${LOGIN_NAME_MAX}` }),
    );
    await page.keyboard.press("Control+A");
    await page.keyboard.type(`ajda.${locale}`);
    await page.keyboard.press("Enter");
    await expectFocus(button("Change name or password"));

    await tabTo(page, button("Make a passkey"), "Shift+Tab");
    await page.keyboard.press("Enter");
    const rename = page.getByRole("button", { name: new RegExp(`^${say("Rename the passkey {shown}", { shown: "" })}`) });
    await rename.waitFor(PATIENCE);
    await expectFocus(button("Make another passkey"));
    await tabTo(page, rename, "Shift+Tab");
    await page.keyboard.press("Enter");
    await expectFocus(field("Name of this passkey"));
    await page.keyboard.press("Control+A");
    await page.keyboard.type("Telefon");
    await page.keyboard.press("Enter");
    await expectFocus(button("Rename the passkey {shown}", { shown: "Telefon" }));
    const remove = button("Remove the passkey {shown}", { shown: "Telefon" });
    await press(page, remove);
    await expectFocus(button("Cancel"));
    await page.keyboard.press("Enter");
    await expectFocus(remove);
  });

  it("[AC92] [AC93] recovery codes: what cannot be undone asks first, in a dialog that holds the focus and gives it back", async () => {
    await press(page, button("Make ten codes"));
    await expectFocus(page.locator("h3[tabindex]"));
    await press(page, button("I have kept them"));
    await expectFocus(button("Make new codes"));
    ahead += 300_001;
    await page.keyboard.press("Enter");
    await expectFocus(button("Cancel"));
    await tabTo(page, button("Make new codes"), "Shift+Tab");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await expectFocus(dialog.getByRole("heading", { name: say("Is it still you?") }));
    await expectHeld(page);
    await write(field("Your password"), "not my password");
    await page.keyboard.press("Enter");
    await expectWrong(field("Your password"), say("Log-in name and password do not belong together. Check both, then try again."));
    await press(page, button("Use a recovery code"));
    await expectFocus(field("Recovery code"));
    await page.keyboard.type("aaaa-bbbb-cccc-dddd");
    await press(page, button("Go on"));
    await expectWrong(
      field("Recovery code"),
      say("This recovery code does not exist or was used already. Each works once; check the letters or take the next one."),
    );
    await page.keyboard.press("Escape");
    await dialog.waitFor({ ...PATIENCE, state: "detached" });
    await expectFocus(button("Make new codes"));
  });

  it("[AC92] [AC93] a session is ended; then logged out, in again after wrong words: each time one is at the field, which says what is wrong", async () => {
    const other = visitor({ url: origin });
    expect((await other.call("POST /api/login/password", { body: { login: `ajda.${locale}`, password: PASSWORD } })).status).toBe(200);
    await page.reload();
    await expectFocus(heading("Your account"));
    const end = page.getByRole("button", { name: new RegExp(`^${say("Log out {name}, since {made}").split("{name}")[0]}`) }).first();
    await press(page, end);
    await page.getByRole("status").filter({ hasText: "1" }).waitFor(PATIENCE);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest("section")?.textContent ?? "nowhere"), PATIENCE)
      .toContain(say("Where you are logged in"));
    await press(page, button("Log out"));
    await page.getByRole("link", { name: say("Log in"), exact: true }).waitFor(PATIENCE);
    await press(page, page.getByRole("link", { name: say("Log in"), exact: true }));

    await expectFocus(page.getByRole("heading", { level: 1, name: say("Log in"), exact: true }));
    const wrong = say("Log-in name and password do not belong together. Check both, then try again.");
    await write(field("Log-in name"), `ajda.${locale}`);
    await write(field("Password"), "not my password");
    await page.keyboard.press("Enter");
    await expectWrong(field("Password"), wrong);
    await write(field("Password"), "not this one either");
    await press(page, button("Log in with the password"));
    await expectWrong(field("Password"), wrong);
    // What is heard of it, beside what the field says.
    expect(await page.locator("[aria-live], [role=alert], [role=status]").allInnerTexts()).toContain(wrong);

    await press(page, button("I have a recovery code"));
    await expectFocus(page.getByRole("heading", { level: 1 }));
    await write(field("Recovery code"), "aaaa-bbbb-cccc-dddd");
    await press(page, button("Log in with this code"));
    await expectWrong(
      field("Recovery code"),
      say("This recovery code does not exist or was used already. Each works once; check the letters or take the next one."),
    );
    await press(page, button("Log in another way"));
    await expectFocus(page.getByRole("heading", { level: 1 }));
    await write(field("Log-in name"), `ajda.${locale}`);
    await write(field("Password"), PASSWORD);
    await page.keyboard.press("Enter");
    await expectFocus(heading("Hello {0}!").or(page.getByRole("heading", { level: 1 })));
    await page.waitForURL(`${origin}/`, PATIENCE);
  });

  it("[AC92] [AC93] the desk: a space, its invites and its members", async () => {
    const session = (await visit.context.cookies(origin)).find(({ name }) => name.startsWith("kartu"));
    const mine = visitor({ url: origin }, `${session?.name}=${session?.value}`);
    const space = await newSpace(mine, `Kranj ${locale}`);
    await guestSession(server, mine, space.id, { name: "Nika" });

    await page.goto(`${origin}/desk`);
    await expectFocus(page.getByRole("heading", { level: 1 }));
    await press(page, page.getByRole("link", { name: say("Desk: {name}", { name: space.name }) }));
    await expectFocus(page.getByRole("heading", { level: 1, name: space.name }));
    await press(page, page.getByRole("link", { name: say("Invites"), exact: true }));
    await press(page, button("Make an invite link"));
    await page.getByTestId("invite-link").waitFor(PATIENCE);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest("section, main")?.tagName ?? "nowhere"), PATIENCE)
      .toBe("SECTION");
    const withdraw = page.locator("[id^=withdraw-]").first();
    await press(page, withdraw);
    await expectFocus(button("Withdraw it"));
    await press(page, button("Keep it"));
    await expectFocus(withdraw);
    await page.keyboard.press("Enter");
    await expectFocus(button("Withdraw it"));
    await page.keyboard.press("Enter");
    await expectFocus(page.locator("#invites-given"));

    await tabTo(page, page.getByRole("link", { name: new RegExp(`^${say("People and order")}`) }), "Shift+Tab");
    await page.keyboard.press("Enter");
    const role = page.getByRole("combobox", { name: say("Role of {name}", { name: "Nika" }) });
    await tabTo(page, role);
    await page.keyboard.press("ArrowUp");
    await page.getByRole("status").filter({ hasText: "Nika" }).waitFor(PATIENCE);
    await expectFocus(role);
    // It asks first: leaving the question does nothing, and the focus is back where it was.
    const ban = button("Ban {name}", { name: "Nika" });
    await tabTo(page, ban, "Shift+Tab");
    await page.keyboard.press("Enter");
    await page
      .getByText(say("It holds for this person's session: somebody can come again as somebody else, and is then seen in the lobby first."))
      .waitFor(PATIENCE);
    await page.keyboard.press("Escape");
    await expectFocus(ban);
    await page.keyboard.press("Enter");
    await press(page, button("Ban"));
    const back = button("Let {name} come in again", { name: "Nika" });
    await back.waitFor(PATIENCE);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest("li")?.textContent ?? "nowhere"), PATIENCE)
      .toContain("Nika");

    await tabTo(page, page.getByRole("link", { name: say("Settings"), exact: true }), "Shift+Tab");
    await page.keyboard.press("Enter");
    await press(page, page.locator("summary").filter({ hasText: say("Give the space away, or delete it") }));
    const sure = page.getByRole("textbox", { name: say("To be sure, write the name: {spaceName}", { spaceName: space.name }) });
    await write(sure, "another");
    await press(page, button("Delete the space"));
    await expectWrong(sure, say("This is another name. Nothing was deleted."));
  });
});

/** Accounts in a browser with an authenticator of its own: first owner, passkey, log out, log in; password and recovery code; a session ended elsewhere. */
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { axeFindings } from "../support/axe.ts";
import { openBrowser, type TestBrowser, type Visit } from "../support/browser.ts";
import { type InProcessServer, newInvite, startTestServer, visitor } from "../support/server.ts";
import { addAuthenticator } from "./support/authenticator.ts";
import { button, inside, joinBy } from "./support/people.ts";
import { PATIENCE } from "./support/patience.ts";

const PASSWORD = "tri zelene žabe";
const FORGOTTEN = /401 \(Unauthorized\)|403 \(Forbidden\)|404 \(Not Found\)/;

let server: InProcessServer;
/** The server's clock runs ahead by so much, ms. */
let ahead = 0;
let chromium: TestBrowser;
let origin: string;
let ajda: Visit;
let space: string;

const heading = ({ page }: Visit, name: string | RegExp): Promise<void> => page.getByRole("heading", { name }).first().waitFor(PATIENCE);
const clean = async (visit: Visit, state: string): Promise<void> => expect([state, ...(await axeFindings(visit.page))]).toEqual([state]);

beforeAll(async () => {
  server = await startTestServer({ inMemory: true, clock: { now: () => Date.now() + ahead, mono: () => performance.now() } });
  // Browsers make passkeys for names, not for numbers.
  origin = server.url.replace("127.0.0.1", "localhost");
  chromium = await openBrowser();
});
afterAll(async () => {
  await chromium?.close();
  await server?.close();
});

it("[AC30] the first owner says who they are, makes a passkey and a space", async () => {
  ajda = await chromium.openPage({ url: `${origin}/owner#${await server.ownerCode()}`, allow: [FORGOTTEN] });
  await addAuthenticator(ajda);
  const { page } = ajda;
  await button(page, "Make me the owner").click();
  await page.getByRole("textbox", { name: "Your name" }).fill("Ajda");
  await button(page, "Go on").click();
  await heading(ajda, "How will you come in the next time?");
  await clean(ajda, "how to come again");
  await ajda.shot("first-way-desktop");
  await button(page, "Make a passkey").click();
  await page.getByRole("textbox", { name: "Name of the space" }).fill("Mladinski center Kranj");
  await button(page, "Make this space").click();
  await inside(page);
  space = new URL(page.url()).pathname;
});

it("[AC30] logs out, and in again with the passkey alone", async () => {
  const { page } = ajda;
  await page.goto(`${origin}/account`);
  await heading(ajda, "Your account");
  await page.getByText("Chrome on Linux").first().waitFor(PATIENCE);
  await clean(ajda, "account");
  await button(page, "Log out").click();
  await page.getByRole("link", { name: "Log in" }).click();
  await heading(ajda, "Log in");
  await clean(ajda, "log in");
  await ajda.shot("login-desktop");
  await button(page, "Log in with a passkey").click();
  await heading(ajda, "Hello Ajda!");
});

it("[AC33] a password and ten codes: kept as a file, one of them lets in on a device that knows nothing", async () => {
  const { page } = ajda;
  await page.getByRole("link", { name: "Your account" }).click();
  await button(page, "Set a password").click();
  await page.getByRole("textbox", { name: "Log-in name" }).fill("ajda");
  await page.getByRole("textbox", { name: "Password" }).fill("kratko");
  await button(page, "Set this password").click();
  await page.getByText("This password is too short").waitFor(PATIENCE);
  await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await button(page, "Set this password").click();
  await page.getByText("You log in as ajda.").waitFor(PATIENCE);
  await button(page, "Make ten codes").click();
  await heading(ajda, /Kartu recovery codes of Ajda/);
  const codes = await page
    .getByRole("listitem")
    .filter({ hasText: /^\w{4}-\w{4}-\w{4}-\w{4}$/ })
    .allInnerTexts();
  expect(codes).toHaveLength(10);
  const [file] = await Promise.all([page.waitForEvent("download"), button(page, "Save as a file").click()]);
  expect(await readFile(await file.path(), "utf8")).toContain(codes.join("\n"));
  await ajda.shot("recovery-desktop");
  // Printed: the codes, on one page, and nothing besides.
  const paper = (await page.pdf({ format: "A4" })).toString("latin1");
  expect(paper.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
  await button(page, "I have kept them").click();

  const phone = await chromium.openPage({ url: `${origin}/login`, mobile: true, allow: [FORGOTTEN] });
  await phone.page.getByRole("textbox", { name: "Log-in name" }).fill("ajda");
  await phone.page.getByRole("textbox", { name: "Password" }).fill("not my password");
  await button(phone.page, "Log in with the password").click();
  await phone.page.getByText("do not belong together").waitFor(PATIENCE);
  expect(await phone.page.getByRole("textbox", { name: "Log-in name" }).inputValue()).toBe("ajda");
  await button(phone.page, "I have a recovery code").click();
  await phone.page.getByRole("textbox", { name: "Recovery code" }).fill((codes[3] ?? "").toUpperCase());
  await button(phone.page, "Log in with this code").click();
  await phone.page.getByText("You have 9 codes left.").waitFor(PATIENCE);
  await clean(phone, "account on a phone");
  await phone.shot("account-phone");
  await phone.close();
});

it("[AC35] a session that is ended elsewhere is out of the room at once", async () => {
  const other = await chromium.openPage({ url: `${origin}/login`, mobile: true, allow: [FORGOTTEN] });
  await other.page.getByRole("textbox", { name: "Log-in name" }).fill("ajda");
  await other.page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await button(other.page, "Log in with the password").click();
  await heading(other, "Hello Ajda!");
  await other.page.goto(`${origin}${space}`);
  await inside(other.page);
  await ajda.page.goto(`${origin}/account`);
  await heading(ajda, "Where you are logged in");
  await ajda.shot("account-desktop");
  await button(ajda.page, "Log out everywhere else").click();
  await ajda.page.getByText(/devices? w(as|ere) logged out/).waitFor(PATIENCE);
  await heading(other, "You are signed out");
  await other.close();
});

it("[AC34] what cannot be undone asks again: by the passkey, or by making the first way to log in", async () => {
  const { page } = ajda;
  ahead += 300_001;
  await button(page, "Make new codes").click();
  await button(page, "Make new codes").click();
  await page.getByRole("dialog").getByRole("heading", { name: "Is it still you?" }).waitFor(PATIENCE);
  await clean(ajda, "confirmation");
  await ajda.shot("confirm-desktop");
  await page.keyboard.press("Escape");
  await page.getByText("first show that it is still you").waitFor(PATIENCE);
  await button(page, "Make new codes").click();
  await button(page, "Make new codes").click();
  await button(page, "Use my passkey").click();
  await heading(ajda, /Kartu recovery codes of Ajda/);

  await page.goto(`${origin}/organisation`);
  await page.getByRole("textbox", { name: "Who is it for?" }).fill("Maja");
  await button(page, "Make a link").click();
  const link = (await page.getByText(/\/member#/).innerText()).trim();
  await clean(ajda, "organisation");
  await ajda.shot("organisation-desktop");
  const maja = await chromium.openPage({ url: link, mobile: true, locale: "sl-SI", allow: [FORGOTTEN] });
  await maja.page.getByRole("textbox", { name: "Tvoje ime" }).fill("Maja");
  await button(maja.page, "Pridruži se").click();
  await maja.shot("first-way-phone-sl");
  await button(maja.page, "Pozneje").click();
  await maja.page.getByText("Pozna te samo ta brskalnik").waitFor(PATIENCE);
  await maja.shot("home-phone-sl");
  await maja.page.goto(`${origin}/login`);
  await heading(maja, "Prijava");
  await maja.shot("login-phone-sl");
  await maja.page.goto(`${origin}/account`);
  await heading(maja, "Tvoj račun");
  await maja.shot("account-phone-sl");
  await maja.page.goto(`${origin}/organisation`);
  await heading(maja, "Člani");
  await maja.shot("organisation-phone-sl");
  const self = maja.page.getByRole("listitem").filter({ hasText: "Maja" }).getByRole("button", { name: "Odidi" });
  await self.click();
  await maja.page.getByText("Zapustiš organizacijo?").waitFor(PATIENCE);
  await self.last().click();
  await maja.page.getByRole("dialog").getByRole("heading", { name: "Najprej si uredi prijavo" }).waitFor(PATIENCE);
  await maja.shot("confirm-phone-sl");
  await maja.close();
});

it("[AC38] a space that is deleted says so to whoever is inside", async () => {
  const id = space.split("/").at(-1) ?? "";
  const [session] = await ajda.context.cookies(origin);
  const owner = visitor({ url: origin }, `${session?.name}=${session?.value}`);
  const guest = await joinBy(chromium, `${origin}/join#${await newInvite(owner, id)}`, "Gal");
  guest.allow(FORGOTTEN);
  expect((await owner.call("POST /api/spaces/:space/delete", { params: { space: id }, body: {} })).status).toBe(200);
  await heading(guest, "This space is gone");
});

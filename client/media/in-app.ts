/**
 * Browsers inside other apps. Most of them refuse the microphone without asking, so the person is told before they have typed anything,
 * with the way out ("open in your browser").
 */

/** [what the app is called, how its browser names itself]; the particular before the general. */
const APPS: readonly (readonly [string, RegExp])[] = [
  ["Instagram", /\bInstagram\b/],
  ["Messenger", /\bFB(?:AN|AV)\/(?:Messenger|MessengerForiOS|Orca)/i],
  ["Facebook", /\bFB(?:AN|AV|_IAB|IOS|SS)\b|\bFBAN\//],
  ["TikTok", /\b(?:musical_ly|BytedanceWebview|TikTok|trill)/i],
  ["Snapchat", /\bSnapchat\b/],
  ["WhatsApp", /\bWhatsApp\//],
  ["LINE", /\bLine\/\d/],
  ["WeChat", /\bMicroMessenger\//],
  ["Viber", /\bViber\b/],
  ["X", /\bTwitter(?: for |Android)/],
  ["LinkedIn", /\bLinkedInApp\b/],
  ["Pinterest", /\[Pinterest\/|\bPinterest for /],
  ["Discord", /\bDiscord\//],
  ["Telegram", /\bTelegram(?:Bot|-Android)?\b/i],
];

/** A browser without a name of its own. */
const WEB_VIEW = "WebView";

/**
 * @param agent navigator.userAgent
 * @returns the name of the app around this browser, "WebView" when it is one without a name, null in a browser of its own
 */
export function inApp(agent: string): string | null {
  const named = APPS.find(([, pattern]) => pattern.test(agent));
  if (named !== undefined) return named[0];
  // Android marks its web view; iOS browsers all say Safari, a web view does not.
  if (/\bAndroid\b.*; wv\)/.test(agent)) return WEB_VIEW;
  if (/\b(?:iPhone|iPad|iPod)\b/.test(agent) && /AppleWebKit/.test(agent) && !/\bSafari\//.test(agent)) return WEB_VIEW;
  return null;
}

/** Phones and tablets: where a hidden page is a page in a pocket. */
export const isPhone = (agent: string, touchPoints: number): boolean =>
  /\bAndroid\b|\biPhone\b|\biPod\b|\biPad\b|\bMobile\b/.test(agent) || (/\bMacintosh\b/.test(agent) && touchPoints > 1);

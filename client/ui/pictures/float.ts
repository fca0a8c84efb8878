/** A small window of its own that stays above others, where the browser has such (document picture-in-picture). */
import { atom } from "nanostores";

/** The window, while it is open. */
export const $float = atom<Window | null>(null);

interface Floats {
  requestWindow(options: { width: number; height: number }): Promise<Window>;
}
const floats = (): Floats | undefined => (globalThis as { documentPictureInPicture?: Floats }).documentPictureInPicture;

export const canFloat = (): boolean => floats() !== undefined;

/** From a tap. @returns whether it is open: the browser may rather not */
export async function openFloat(title: string): Promise<boolean> {
  try {
    const own = await floats()?.requestWindow({ width: 340, height: 420 });
    if (own === undefined) return false;
    own.document.title = title;
    own.document.documentElement.lang = document.documentElement.lang;
    // Its own document knows nothing of our looks: from the same server, as the policy wants it.
    for (const sheet of document.querySelectorAll('link[rel="stylesheet"], style')) own.document.head.append(sheet.cloneNode(true));
    own.addEventListener("pagehide", () => $float.set(null));
    $float.set(own);
    return true;
  } catch (error) {
    console.warn("No window of its own", error);
    return false;
  }
}

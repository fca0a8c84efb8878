/** Tops. One more is a file with a `Clothes`, an entry here and its name in `TOPS` (shared/domain/appearance.ts). */
import type { TOPS } from "../../../../shared/domain/appearance.ts";
import type { Clothes } from "./clothes.ts";
import { dress } from "./dress.ts";
import { hoodie } from "./hoodie.ts";
import { jacket } from "./jacket.ts";
import { overall } from "./overall.ts";
import { plain } from "./plain.ts";
import { stripe } from "./stripe.ts";

export const CLOTHES: Record<(typeof TOPS)[number], Clothes> = { plain, stripe, hoodie, jacket, overall, dress };

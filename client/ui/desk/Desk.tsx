import type { DeskPart } from "../route.ts";
import { DeskList } from "./DeskList.tsx";
import { SpaceDesk } from "./SpaceDesk.tsx";

/** The trainer's desk: all spaces that one leads, or one of them. */
export const Desk = ({ space, part }: { space: string | null; part: DeskPart }) =>
  space === null ? <DeskList /> : <SpaceDesk key={space} id={space} part={part} />;

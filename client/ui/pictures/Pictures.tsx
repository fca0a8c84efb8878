/** All that shows pictures in a space, in one piece that is loaded when there is one. */
export { PictureNotes } from "./Notes.tsx";
export { TheatreSlot } from "./Theatre.tsx";
export { Tiles } from "./Tiles.tsx";

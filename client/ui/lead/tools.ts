/** The tools of the trainer's bar, in their order. */
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { DoorOpen, Hand, HeartHandshake, LifeBuoy, type LucideIcon, Magnet, Megaphone, ShipWheel, Snowflake, Timer } from "lucide-react";
import type { Tool } from "../space/lead-state.ts";

export const TOOLS: Record<Tool, { icon: LucideIcon; label: MessageDescriptor; title: MessageDescriptor }> = {
  gather: {
    icon: Magnet,
    label: msg({ id: "tool.gather", message: "Gather" }),
    title: msg({ id: "tool.gather.title", message: "Gather everyone" }),
  },
  hands: {
    icon: Hand,
    label: msg({ id: "tool.hands", message: "Hands" }),
    title: msg({ id: "tool.hands.title", message: "Raised hands" }),
  },
  help: {
    icon: LifeBuoy,
    label: msg({ id: "tool.help", message: "Calls" }),
    title: msg({ id: "tool.help.title", message: "Calls for help" }),
  },
  door: { icon: DoorOpen, label: msg({ id: "tool.door", message: "Door" }), title: msg({ id: "tool.door.title", message: "At the door" }) },
  message: {
    icon: Megaphone,
    label: msg({ id: "tool.message", message: "Message" }),
    title: msg({ id: "tool.message.title", message: "Message to all" }),
  },
  timer: {
    icon: Timer,
    label: msg({ id: "tool.timer", message: "Timer" }),
    title: msg({ id: "tool.timer.title", message: "One big timer" }),
  },
  order: {
    icon: Snowflake,
    label: msg({ id: "tool.order", message: "Calm" }),
    title: msg({ id: "tool.order.title", message: "Calm the room" }),
  },
  concerns: {
    icon: HeartHandshake,
    label: msg({ id: "tool.concerns", message: "Lost?" }),
    title: msg({ id: "tool.concerns.title", message: "Who may be lost" }),
  },
  lead: {
    icon: ShipWheel,
    label: msg({ id: "tool.lead", message: "Session" }),
    title: msg({ id: "tool.lead.title", message: "This session" }),
  },
};

export const TOOL_NAMES = Object.keys(TOOLS) as Tool[];

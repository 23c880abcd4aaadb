// What crosses between the engine and the shim; src/values has the same shapes in Rust.

type Step = { go: "inside" | "outward" | "next" | "before"; css: string };
type Take = { steps: Step[]; attr?: string; pattern?: string; all?: boolean; regex?: RegExp };
type Mode = "line" | "prose" | "flag" | "count" | "source";
type Field = { mode: Mode; takes: Take[] };
type Rule = {
  select: string;
  silent: [string, string];
  identity: number[];
  quote?: string;
  id: Take[];
  fields: Field[];
  badge: Take[];
  reply: Take[];
  numbers?: string;
};
type Plan = { site: string; select: string; rules: Rule[]; page: Field[]; watch: string[]; style: string; drafts: boolean };
/** Rule, key, item before, item around, values, links. */
type RawItem = [number, string, string | undefined, string | undefined, (string | null)[], string[]];

type Message = { key: string; args?: string[] };
type Part = string | Message;
type View = { tag: string; attrs?: [string, Part[]][]; words?: Part[]; nodes?: View[] };
type Look = { badges?: View[]; treatment: string; fold?: View[] };
type Painted = Look & { key: string };
type ToPage = {
  plan?: Plan;
  paint?: { verdicts: Painted[]; hide_numbers: boolean };
  card?: { key: string; view: View };
  jump?: string;
  tell?: View;
  reread?: boolean;
  stop?: {};
};

/** An item that is being read: what it holds decides what is its own. */
type Place = { item: Element; rule?: Rule; nested: boolean; quoting: boolean; links: string[]; first: Map<string, Element> };
/** What was read of an item, and the element that shows it. */
type Entry = { print: number; after?: string; node: WeakRef<Element> };
/** What is drawn for an item; `put` counts how often the page took it away. */
type Drawn = { element: Element; rule: Rule; look: Look; tone: string; host: HTMLElement; put: number };

declare var browser: typeof chrome;
type Watcher = ReturnType<typeof watch>;

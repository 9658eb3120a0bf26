// One editor: CodeMirror in a shadow root, where its style sheets are adopted instead of inserted, which a strict
// Content-Security-Policy allows. Its colours are the page's, through custom properties.
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { element, say } from "./words.js";

const colour = (name) => `var(--live-${name})`;
const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.bool, tags.null, tags.operatorKeyword], color: colour("keyword") },
  { tag: [tags.string, tags.special(tags.string), tags.operator, tags.arithmeticOperator], color: colour("string") },
  { tag: [tags.number, tags.standard(tags.variableName)], color: colour("number") },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className)], color: colour("name") },
  { tag: tags.meta, color: colour("number") },
  { tag: tags.comment, color: colour("comment") },
]);
const theme = EditorView.theme({
  "&": { backgroundColor: "transparent", color: "var(--live-text)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--pst-font-family-monospace)", fontSize: "var(--live-size)", lineHeight: "1.25" },
  ".cm-content": { padding: "0.7rem 0", caretColor: "var(--live-text)" },
  ".cm-line": { padding: "0 0.9rem" },
  ".cm-line.failed": { backgroundColor: "var(--live-failed)", boxShadow: "inset 4px 0 var(--live-failed-edge)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "transparent", outline: "1px solid var(--live-text)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent" },
  ".hint": { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" },
});

const markLine = StateEffect.define();
const failedLine = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = transaction.docChanged ? Decoration.none : marks;
    for (const effect of transaction.effects) {
      if (!effect.is(markLine)) continue;
      const { doc } = transaction.state;
      const known = effect.value >= 1 && effect.value <= doc.lines;
      const attributes = { class: "failed" };
      next = known ? Decoration.set([Decoration.line({ attributes }).range(doc.line(effect.value).from)]) : Decoration.none;
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Tab indents; after Escape it moves on, until the reader types or comes back. */
const wayOut = [
  keymap.of([{ key: "Escape", run: (view) => (view.setTabFocusMode(true), false) }]),
  EditorView.updateListener.of(({ docChanged, view }) => docChanged && view.setTabFocusMode(false)),
  EditorView.domEventHandlers({ blur: (_, view) => void view.setTabFocusMode(false) }),
];

/**
 * An editor in the element `host`, with `source` in it. `on` has `change(source)`, `run()` and `runAndMoveOn()`.
 */
export function createEditor(host, source, name, on) {
  const root = host.attachShadow({ mode: "open" });
  const hint = element("div", "hint", say("leave"), { id: "hint" });
  const act = (action) => () => (action(), true);
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: source,
      extensions: [
        keymap.of([
          { key: "Shift-Enter", run: act(on.runAndMoveOn) },
          { key: "Mod-Enter", run: act(on.run) },
        ]),
        history(),
        indentUnit.of("    "),
        indentOnInput(),
        bracketMatching(),
        python(),
        syntaxHighlighting(colours),
        theme,
        failedLine,
        wayOut,
        keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
        EditorView.contentAttributes.of({
          "aria-label": name,
          // What scrolls sideways can be reached by keyboard.
          tabindex: "0",
          "aria-describedby": "hint",
          autocapitalize: "off",
          autocorrect: "off",
          spellcheck: "false",
        }),
        EditorView.updateListener.of((update) => update.docChanged && on.change(update.state.doc.toString())),
      ],
    }),
  });
  view.dom.append(hint);
  return {
    focus: () => view.focus(),
    show(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    /** Mark a line, counted from 1; no line when it is 0. */
    mark: (line) => view.dispatch({ effects: markLine.of(line) }),
  };
}
